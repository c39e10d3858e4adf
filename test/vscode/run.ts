/**
 * Runs the suites of `test/vscode/suite` inside VS Code: a desktop VS Code where one can be had and shown, else
 * the code-server host. VSCODE_TEST_EXECUTABLE names a desktop VS Code to use.
 */
import { fileURLToPath } from "node:url";
import { downloadAndUnzipVSCode, runTests } from "@vscode/test-electron";

const root = fileURLToPath(new URL("../..", import.meta.url));
const host = fileURLToPath(new URL("host.ts", import.meta.url));

interface Editor {
  name: string;
  executable: string;
}

async function findEditor(): Promise<Editor> {
  const given = process.env.VSCODE_TEST_EXECUTABLE;
  if (given) return { name: "the desktop VS Code of VSCODE_TEST_EXECUTABLE", executable: given };
  if (process.platform === "linux" && !process.env.DISPLAY) {
    return { name: "code-server (no display for a desktop VS Code)", executable: host };
  }
  try {
    const executable = await downloadAndUnzipVSCode({ timeout: 30_000 });
    return { name: "a downloaded desktop VS Code", executable };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { name: `code-server (VS Code could not be downloaded: ${reason})`, executable: host };
  }
}

const { name, executable } = await findEditor();
process.stdout.write(`The suites run in ${name}.\n`);
try {
  await runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: root,
    extensionTestsPath: `${root}.vscode-test/suite/index.cjs`,
    launchArgs: [`${root}examples`],
  });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
