/**
 * Every check of the project in order, each under a heading, and the total as the last line. `npm test` runs it
 * after the set-up. The exit code is 1 when any part failed or could not run.
 */
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { countTests, type Tally } from "./tally.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const stepLimit = 15 * 60_000;
/** Building the API server from source takes about ten minutes on two cores; later runs find it in the cache. */
const buildLimit = 45 * 60_000;
/** Six minutes on two cores, most of it with the API server; a busy machine needs several times that. */
const testLimit = 30 * 60_000;

interface Step {
  title: string;
  /** Milliseconds after which it has failed; `stepLimit` by default. */
  limit?: number;
  /** Arguments of the pinned Node. */
  args: string[];
  /** Prints the summary of a test runner; other steps count as one check. */
  counts?: true;
  /** Is tried once more when it fails, and named at the end if it passes then. */
  twice?: true;
}

const nodeTest = ["--test", "--test-reporter=spec", "--test-timeout=600000"];
const workbenchTests = readdirSync(`${root}test/vscode/workbench`).filter((name) =>
  name.endsWith(".test.ts"),
);
const steps: Step[] = [
  { title: "Lint", args: ["node_modules/@biomejs/biome/bin/biome", "check", "."] },
  { title: "Types", args: ["node_modules/typescript/bin/tsc", "--noEmit"] },
  {
    title: "Types of the webviews",
    args: ["node_modules/typescript/bin/tsc", "--noEmit", "-p", "client/webview"],
  },
  { title: "Build", args: ["scripts/build.ts"] },
  { title: "Package", args: ["scripts/package.ts"] },
  { title: "API server for tests", args: ["scripts/kube-binaries.ts"], limit: buildLimit },
  {
    title: "Unit tests",
    args: [...nodeTest, "test/!(vscode)/**/!(*.live).test.ts"],
    counts: true,
    limit: testLimit,
  },
  // What they do races with a real server and a controller, as it does for users.
  {
    title: "Tests against an API server",
    args: [...nodeTest, "test/!(vscode)/**/*.live.test.ts"],
    counts: true,
    limit: testLimit,
    twice: true,
  },
  { title: "Tests inside VS Code", args: ["test/vscode/run.ts"], counts: true },
  // A browser under load loses keys and clicks, and what follows in the same file fails with them.
  ...workbenchTests.map(
    (name): Step => ({
      title: `Workbench: ${name}`,
      args: [...nodeTest, `test/vscode/workbench/${name}`],
      counts: true,
      twice: true,
    }),
  ),
];

/** Runs one step with its output shown as it comes. */
async function run({ args, counts, limit: milliseconds = stepLimit }: Step): Promise<Tally> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  const forward = (signal: NodeJS.Signals) => child.kill(signal);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, forward);
  const limit = setTimeout(() => child.kill(), milliseconds);
  let output = "";
  for (const [stream, shown] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      shown.write(text);
    });
  }
  const succeeded = await new Promise<boolean>((resolve) => {
    child.once("error", () => resolve(false));
    child.once("close", (code) => resolve(code === 0));
  });
  clearTimeout(limit);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, forward);
  return counts ? countTests(output, succeeded) : { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1 };
}

const failedSteps: string[] = [];
const secondTries: string[] = [];
let passed = 0;
let failed = 0;
for (const step of steps) {
  console.log(`\n── ${step.title} ──`);
  const start = Date.now();
  let tally = await run(step);
  if (tally.failed > 0 && step.twice) {
    console.log(`── ${step.title}: ${tally.failed} failed; once more ──`);
    tally = await run(step);
    if (tally.failed === 0) secondTries.push(step.title);
  }
  console.log(
    `── ${step.title}: ${tally.failed > 0 ? "failed" : "passed"} in ${Math.round((Date.now() - start) / 1000)} s`,
  );
  passed += tally.passed;
  failed += tally.failed;
  if (tally.failed > 0) failedSteps.push(step.title);
}
if (secondTries.length > 0) console.log(`\nPassed at the second try only: ${secondTries.join(", ")}`);
if (failedSteps.length > 0) console.log(`\nFailed: ${failedSteps.join(", ")}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
