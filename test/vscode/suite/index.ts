/**
 * Entry of the suites inside VS Code (`--extensionTestsPath`): runs every `*.suite.cjs` beside it. Mocha, because
 * node's test runner reports its end only when the process ends, and the extension host does not.
 */
import { globSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";

/** Resolves when all passed; rejects with the number of failures, which VS Code turns into exit code 1. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: "tdd", reporter: "spec", color: false, timeout: 30_000 });
  for (const name of globSync("*.suite.cjs", { cwd: __dirname })) mocha.addFile(join(__dirname, name));
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} failed`);
}
