/** Runs the bundled command line, as users do. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";

export const BUNDLE = fileURLToPath(new URL("../../../server/dist/cli.cjs", import.meta.url));
const LAUNCHER = fileURLToPath(new URL("../../../server/bin/personapack.js", import.meta.url));

export interface CliRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly stdin?: string | Uint8Array;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly nodeOptions?: readonly string[];
  readonly program?: string;
}

export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  const { stdin = "", cwd, env, nodeOptions = [], program = LAUNCHER } = options;
  assert.ok(existsSync(BUNDLE), "there is no server/dist/cli.cjs: run `npm run build` first");
  const child = spawn(process.execPath, [...nodeOptions, program, ...args], {
    cwd,
    env: { ...process.env, ...env },
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  // A program that does not read its input may be gone before all of it is written.
  child.stdin.on("error", () => undefined).end(stdin);
  const status = await new Promise<number | null>((resolve) => child.once("close", resolve));
  assert.doesNotMatch(stderr, /^\s+at .*:\d+/m, "a stack trace");
  return { status, stdout, stderr };
}

/** A folder with these files, gone after the test. */
export function folderWith(test: TestContext, files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), "personapack-cli-"));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** Without findings of any severity. */
export const GOOD = `apiVersion: sympozium.ai/v1alpha1
kind: PersonaPack
metadata:
  name: team
spec:
  personas:
    - name: watch
      displayName: Watch
      systemPrompt: Look after the cluster.
      schedule:
        type: heartbeat
        interval: 30m
        task: Look.
`;

/** An error in line 9 and a warning in line 12. */
export const BAD = GOOD.replace("systemPrompt", "instruction").replace("30m", "45m");
