import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "../packs.ts";
import { type Bench, inTurns, type Scenario } from "../scenario.ts";

const shape = { documents: 1, personasPerDocument: 2, aliases: false };
const timeLimit = 60_000;

/**
 * A whole process over 1,000 files on disk, from its start to its end. The files have one fault each, so that it is
 * seen that both have read them all.
 */
export const checkFiles: Scenario = {
  name: "check-files",
  title: "check of 1,000 files",
  unit: "ms",
  cases: [{ documents: "1000 x 2", limit: { ratio: 0.5 } }],
  run: (_documents, bench) =>
    withFiles(1000, (folder) => {
      const library = join(bench.root, "test/bench/library-check.ts");
      const schema = join(bench.root, "schemas/personapack.schema.json");
      return inTurns(
        { samples: bench.samples(3), warmUps: 1 },
        async () => (await check(bench, folder, 1000)).milliseconds,
        async () => {
          const { stdout, milliseconds } = await runNode([library, folder, schema]);
          if (Number(stdout) !== 1000) throw new Error(`the peer found ${stdout.trim()} of 1000 faults`);
          return milliseconds;
        },
      );
    }),
};

/** Peak of resident memory for 1,000 files, less that for 100: what 900 more files cost. */
export const checkMemory: Scenario = {
  name: "check-memory",
  title: "memory of check, 1,000 files less 100",
  unit: "MB",
  cases: [{ documents: "1000 x 2", limit: { absolute: 50 } }],
  async run(_documents, bench) {
    const samples: number[] = [];
    for (let index = 0; index < bench.samples(3); index++) {
      const few = await withFiles(100, (folder) => peakMegabytes(bench, folder, 100));
      const many = await withFiles(1000, (folder) => peakMegabytes(bench, folder, 1000));
      samples.push(many - few);
    }
    return { ours: samples };
  },
};

async function withFiles<T>(count: number, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "personapack-bench-"));
  try {
    for (let index = 0; index < count; index++) {
      const text = generate(shape, index + 1).replace("category: platform", "category: [platform]");
      writeFileSync(join(folder, `${index}.yaml`), text);
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes the peak of its resident memory, in kilobytes, as the last line of stderr. */
const peakProbe = `data:text/javascript,process.on("exit",()=>process.stderr.write("\\n"+process.resourceUsage().maxRSS))`;

async function check(bench: Bench, folder: string, faults: number, ...nodeOptions: string[]) {
  const cli = join(bench.root, "server/bin/personapack.js");
  const run = await runNode([...nodeOptions, cli, "check", "--severity", "error", folder]);
  const found = run.stdout.split("\n").length - 1;
  if (found !== faults) throw new Error(`check found ${found} of ${faults} faults`);
  return run;
}

async function peakMegabytes(bench: Bench, folder: string, faults: number): Promise<number> {
  const { stderr } = await check(bench, folder, faults, "--import", peakProbe);
  return (Number(stderr.split("\n").at(-1)) * 1024) / 1e6;
}

interface NodeRun {
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
}

/** An exit status other than 0 is the caller's to judge, by what was printed. */
function runNode(args: readonly string[]): Promise<NodeRun> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      args,
      { maxBuffer: 64 * 1024 * 1024, timeout: timeLimit },
      (error, stdout, stderr) => {
        if (error?.killed) reject(new Error(`no end of ${args[0]} within ${timeLimit} ms`));
        else resolve({ stdout, stderr, milliseconds: performance.now() - start });
      },
    );
  });
}
