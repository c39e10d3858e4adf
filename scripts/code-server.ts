/**
 * code-server, the VS Code workbench that `scripts/setup.mjs --host` installs from npm: where no desktop VS Code
 * is, it stands in for it.
 */
import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { endWithThisProcess, signalGroup } from "./guardian.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const entry = join(root, ".vscode-test/code-server/node_modules/code-server/out/node/entry.js");

/** User settings of every session: no welcome page, nothing that asks the network or offers an account. */
const quietSettings = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "telemetry.telemetryLevel": "off",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "chat.disableAIFeatures": true,
  "git.enabled": false,
};

export interface CodeServerOptions {
  /** Extension to install, as a VSIX file. */
  vsix?: string;
  /** User settings beside the quiet ones. */
  settings?: Record<string, unknown>;
  /** Settings that concern the machine: in a remote window, as every one is here, users have none of these. */
  machineSettings?: Record<string, unknown>;
  /** Workspaces have to be trusted by their user first; without, all of them are. */
  workspaceTrust?: boolean;
  /** Logs and output channels say all that they can. */
  traceLogs?: boolean;
  /** On top of the environment of this process. */
  env?: Readonly<Record<string, string>>;
  /** Gives up the start. */
  signal?: AbortSignal;
}

export interface CodeServer {
  /** `127.0.0.1:PORT`, also the authority of `vscode-remote` URIs. */
  authority: string;
  /** With all that VS Code stores: user data, logs and extensions. */
  home: string;
  /** What the server printed so far; for error messages. */
  log(): string;
  /** Done when it has ended, by `stop` or by itself. */
  ended: Promise<void>;
  /** Ends the server with its extension hosts and removes its folders. */
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}

/** The environment of an enclosing VS Code terminal or npm would change how the server behaves. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|ELECTRON_|NODE_TEST_CONTEXT$)/.test(name),
  );
  return Object.fromEntries(kept);
}

/** Address that opens `folder` (and in it `file`) in the workbench; both absolute. */
export function workbenchUrl({ authority }: CodeServer, folder: string, file?: string): string {
  const url = new URL(`http://${authority}/`);
  url.searchParams.set("folder", folder);
  if (file)
    url.searchParams.set("payload", JSON.stringify([["openFile", `vscode-remote://${authority}${file}`]]));
  return url.href;
}

/** Starts a server with fresh user data and resolves when it answers; throws after 60 s or when it ends. */
export async function startCodeServer(options: CodeServerOptions): Promise<CodeServer> {
  const home = await mkdtemp(join(tmpdir(), "personapack-code-server-"));
  const guarded = endWithThisProcess({ folder: home });
  const removeHome = async () => {
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
    await guarded.release();
  };
  try {
    const server = await launch(home, options, (group) => guarded.set({ group }));
    return { ...server, stop: () => server.stop().then(removeHome) };
  } catch (error) {
    await removeHome();
    throw error;
  }
}

async function launch(
  home: string,
  {
    vsix,
    settings,
    machineSettings = {},
    workspaceTrust = false,
    traceLogs = false,
    env: ownEnvironment = {},
    signal,
  }: CodeServerOptions,
  started: (group: number) => void,
): Promise<CodeServer> {
  const folders = ["--user-data-dir", join(home, "data"), "--extensions-dir", join(home, "extensions")];
  await mkdir(join(home, "data/User"), { recursive: true });
  await writeFile(join(home, "data/User/settings.json"), JSON.stringify({ ...quietSettings, ...settings }));
  await mkdir(join(home, "data/Machine"), { recursive: true });
  await writeFile(join(home, "data/Machine/settings.json"), JSON.stringify(machineSettings));
  const configuration = join(home, "config.yaml");
  await writeFile(configuration, "cert: false\n");
  folders.push("--config", configuration);
  // Where it would put logs and sockets beside those folders, and leave them.
  const ownFolders = { XDG_DATA_HOME: join(home, "share"), XDG_RUNTIME_DIR: home };
  // Extension hosts get the environment that is given here, not what a login shell makes of it.
  const asGiven = { VSCODE_CLI: "1" };
  const env = { ...environment(), ...ownFolders, ...asGiven, ...ownEnvironment };
  if (vsix) {
    const install = [entry, ...folders, "--install-extension", vsix];
    await promisify(execFile)(process.execPath, install, { env, ...(signal && { signal }) });
  }

  const authority = `127.0.0.1:${await freePort()}`;
  const flags = ["--auth=none", "--disable-telemetry", "--disable-update-check"];
  if (!workspaceTrust) flags.push("--disable-workspace-trust");
  if (traceLogs) flags.push("--log=trace");
  // Its own process group, so that the extension hosts below it end with it.
  const child = spawn(process.execPath, [entry, ...folders, ...flags, "--bind-addr", authority], {
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      log = (log + text).slice(-100_000);
    });
  }
  if (child.pid !== undefined) started(child.pid);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const server: CodeServer = {
    authority,
    home,
    log: () => log,
    ended,
    stop: () => endGroup(child.pid, ended),
  };
  for (let attempt = 0; attempt < 240; attempt++) {
    const healthy = await isHealthy(authority);
    if (child.exitCode !== null || signal?.aborted) break;
    if (healthy) return server;
    await sleep(250);
  }
  await server.stop();
  throw new Error(`code-server did not start:\n${log}`);
}

async function isHealthy(authority: string): Promise<boolean> {
  try {
    return (await fetch(`http://${authority}/healthz`)).ok;
  } catch {
    return false;
  }
}

async function endGroup(group: number | undefined, ended: Promise<void>): Promise<void> {
  if (group === undefined || !signalGroup(group, "SIGTERM")) return;
  await Promise.race([ended, sleep(5_000)]);
  if (signalGroup(group, "SIGKILL")) await Promise.race([ended, sleep(1_000)]);
}
