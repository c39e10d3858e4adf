/**
 * Opens the product on the sample pack: in the desktop VS Code where `code` is on PATH, else in code-server
 * until Ctrl-C. `npm start` runs it after the set-up.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { startCodeServer, workbenchUrl } from "./code-server.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = `${root}examples`;
const file = `${folder}/data-team.yaml`;
const windows = process.platform === "win32";

function runScript(name: string): void {
  const { status } = spawnSync(process.execPath, [`${root}scripts/${name}`], { stdio: "inherit" });
  if (status !== 0) process.exit(1);
}

/** False when there is no `code`. */
function openDesktop(): boolean {
  const args = [`--extensionDevelopmentPath=${root}`, "--new-window", folder, "--goto", `${file}:1`];
  const { error, status } = spawnSync(windows ? "code.cmd" : "code", args, {
    stdio: "inherit",
    shell: windows,
  });
  return error === undefined && status === 0;
}

async function openCodeServer(): Promise<void> {
  runScript("package.ts");
  const server = await startCodeServer({ vsix: `${root}dist/personapack.vsix` });
  console.log(`\nOpen this address in a browser:\n\n  ${workbenchUrl(server, folder, file)}\n`);
  console.log("Ctrl-C ends it.");
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => resolve());
  });
  await server.stop();
}

runScript("build.ts");
if (openDesktop()) console.log("VS Code opens examples/data-team.yaml with the extension.");
else await openCodeServer();
