/**
 * Opens the product on the sample pack: in the desktop VS Code where `code` is on PATH, else in code-server. Who has no
 * kubeconfig gets a local cluster to look at. `npm start` runs it after the set-up; arguments: see start-options.ts.
 */
import { spawnSync } from "node:child_process";
import { homedir } from "node:os";
import { fileURLToPath } from "node:url";
import { type CodeServer, startCodeServer, workbenchUrl } from "./code-server.ts";
import { type LocalCluster, startLocalCluster } from "./local-cluster.ts";
import { existingKubeconfig, readArguments, type StartOptions, USAGE } from "./start-options.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = `${root}examples`;
const file = `${folder}/data-team.yaml`;
const windows = process.platform === "win32";

type Environment = Readonly<Record<string, string>>;

/** What is said of it is all there is to say; its stack helps nobody. */
class StartError extends Error {}

function say(line: string): void {
  console.log(line);
}

/** What it prints is only of interest if it fails. */
function runScript(name: string): void {
  const script = [`${root}scripts/${name}`];
  const { status, stdout, stderr } = spawnSync(process.execPath, script, { encoding: "utf8" });
  if (status !== 0) throw new StartError(`${stdout}${stderr}\nscripts/${name} has failed.`);
}

/** False when there is no `code`. The window has the environment of this call, also in a VS Code that runs already. */
function openDesktop(env: Environment): boolean {
  const args = [`--extensionDevelopmentPath=${root}`, "--new-window", folder, "--goto", `${file}:1`];
  const { error, status } = spawnSync(windows ? "code.cmd" : "code", args, {
    stdio: "inherit",
    shell: windows,
    env: { ...process.env, ...env },
  });
  return error === undefined && status === 0;
}

function clusterFor({ localCluster }: StartOptions): LocalCluster | undefined {
  const own = existingKubeconfig(process.env, homedir());
  if (localCluster === "always" || (localCluster === "without-kubeconfig" && own === undefined)) {
    say(`${own === undefined ? "No kubeconfig found: a" : "A"} sample cluster starts on this machine.`);
    return startLocalCluster((line) => say(`Sample cluster: ${line}`));
  }
  if (own !== undefined) {
    say(`The cluster view shows your own cluster (${own}); --local-cluster starts a sample instead.`);
  }
  return undefined;
}

/** Resolves when the cluster has broken after it was there, with what to say; never if there is none. */
async function followCluster({ ready, ended, kubeconfig }: LocalCluster): Promise<string | undefined> {
  const failure = await ready;
  if (failure !== undefined) {
    say(`There is no sample cluster; everything else works. ${failure}`);
    return undefined;
  }
  say(`
The sample cluster is there. In the editor, choose PersonaPack in the activity bar:

  data-team          not active yet: activate it; it is the open file
  site-reliability   active, with one persona excluded
  support-desk       active, with faults: Diagnose finds them

kubectl: export KUBECONFIG=${kubeconfig}`);
  return `The sample cluster has ended. ${await ended}`;
}

/** Until something ends by itself; then with what to say of it. Undefined if there is nothing to wait for. */
async function run(options: StartOptions, signal: AbortSignal, parts: Part[]): Promise<string | undefined> {
  const cluster = clusterFor(options);
  if (cluster) parts.push(cluster);
  if (options.build) runScript("build.ts");
  const env: Environment = cluster ? { KUBECONFIG: cluster.kubeconfig } : {};
  let server: CodeServer | undefined;
  if (openDesktop(env)) {
    say("VS Code opens examples/data-team.yaml with the extension.");
  } else {
    if (options.build) runScript("package.ts");
    server = await startCodeServer({ vsix: `${root}dist/personapack.vsix`, env, signal });
    parts.push(server);
    say(`\nOpen this address in a browser:\n\n  ${workbenchUrl(server, folder, file)}`);
  }
  if (!server && !cluster) return undefined;
  say(`\nCtrl-C ends ${cluster ? "all of it; nothing of it is kept" : "it"}.`);
  const serverEnded = server?.ended.then(() => "code-server has ended.");
  const clusterEnded = cluster && followCluster(cluster);
  if (!serverEnded) return await clusterEnded;
  const broken = clusterEnded?.then((reason) => reason ?? serverEnded);
  return await Promise.race([serverEnded, ...(broken ? [broken] : [])]);
}

interface Part {
  stop(): Promise<void>;
}

async function main(): Promise<void> {
  const options = optionsOrUsage();
  const stop = new AbortController();
  const stopped = new Promise<undefined>((resolve) => {
    stop.signal.addEventListener("abort", () => resolve(undefined));
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop.abort());
  // The terminal is gone, or whoever read on.
  process.stdout.on("error", () => stop.abort());
  const parts: Part[] = [];
  const running = run(options, stop.signal, parts);
  try {
    const reason = await Promise.race([running, stopped]);
    if (reason !== undefined) throw new StartError(reason);
  } catch (error) {
    process.exitCode = 1;
    console.error(error instanceof StartError ? error.message : error);
  }
  // Ends what is still starting, too.
  stop.abort();
  await Promise.allSettled([running, ...parts.map((part) => part.stop())]);
  process.exit();
}

function optionsOrUsage(): StartOptions {
  try {
    return readArguments(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    process.exit(2);
  }
}

await main();
