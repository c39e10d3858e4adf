/**
 * Set-up of a fresh machine; plain JavaScript because it runs before anything is installed (Node 20, no
 * node_modules). Quick when everything is there.
 *
 *   node scripts/setup.mjs [--editor] [--host] [--browser] [--then <script.ts> …]
 *
 * --editor   also an editor to open: --host, unless a desktop VS Code is there
 * --host     also the code-server host (a VS Code workbench from npm), kept in .vscode-test/
 * --browser  also Chromium
 * --then     afterwards run the script with the pinned Node 24, with the arguments that follow
 */
import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const codeServerVersion = "4.139.1";
const codeServerHome = join(root, ".vscode-test", "code-server");
const workbench = join(codeServerHome, "node_modules", "code-server", "lib", "vscode");
const pinnedNode = join(
  root,
  "node_modules",
  "node",
  "bin",
  process.platform === "win32" ? "node.exe" : "node",
);

class SetUpError extends Error {}

/** Runs a program to its end with its output shown; throws with `advice` when it fails. */
function run(command, args, { cwd = root, advice }) {
  const shell = process.platform === "win32" && !command.endsWith(".exe");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const { status, error } = spawnSync(command, args, {
    cwd,
    env,
    shell,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (status !== 0) {
    const how = error ? error.message : `exit code ${status}`;
    throw new SetUpError(`${command} ${args.join(" ")} failed (${how}). ${advice}`);
  }
}

/** npm as started by the user when this runs inside `npm start`, else the npm on PATH. */
function npm(args, { cwd = root, advice }) {
  const cli = process.env.npm_execpath;
  const quiet = [...args, "--no-audit", "--no-fund", "--loglevel=error"];
  if (cli?.endsWith("npm-cli.js")) run(process.execPath, [cli, ...quiet], { cwd, advice });
  else run("npm", quiet, { cwd, advice });
}

function onPath(names) {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    for (const name of names) {
      const file = join(folder, name);
      if (existsSync(file)) return file;
    }
  }
  return undefined;
}

function checkNodeAndNpm() {
  if (Number(process.versions.node.split(".")[0]) < 20) {
    throw new SetUpError(`Node ${process.versions.node} is too old: install Node 20 or newer.`);
  }
  if (!process.env.npm_execpath && !onPath(["npm", "npm.cmd"])) {
    throw new SetUpError("npm is missing: install it (Debian: apt-get install npm, or Node's own package).");
  }
}

/** Compares what npm says it installed with the lockfile: times of a checkout say nothing. */
function dependenciesAreCurrent() {
  const hidden = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(hidden)) return false;
  const installed = JSON.parse(readFileSync(hidden, "utf8")).packages;
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional, link }]) =>
      !path.startsWith("node_modules/") ||
      optional ||
      devOptional ||
      link ||
      installed[path]?.version === version,
  );
}

function installDependencies() {
  if (!dependenciesAreCurrent()) {
    console.log("set-up: installing the npm packages …");
    npm(["ci"], { advice: "See the messages above; the npm registry must be reachable." });
  }
  if (!pinnedNodeWorks())
    npm(["rebuild", "node"], { advice: "The package `node` must run its install script." });
  if (!pinnedNodeWorks()) {
    throw new SetUpError(
      `${pinnedNode} is not Node 24. npm did not run the install script of the package "node": ` +
        'check that ignore-scripts is off ("npm config get ignore-scripts") and run "npm rebuild node".',
    );
  }
}

function pinnedNodeWorks() {
  const { stdout } = spawnSync(pinnedNode, ["--version"], { encoding: "utf8" });
  return stdout?.startsWith("v24.") ?? false;
}

/**
 * The install scripts of code-server refuse root and build native modules, of which only the logger is missed
 * (`installHostLog`). They are skipped, and its two inner packages are installed one by one.
 */
function installCodeServer() {
  const stamp = join(codeServerHome, "installed-version");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === codeServerVersion) return;
  console.log(`set-up: installing code-server ${codeServerVersion} into .vscode-test/ (about 600 MB) …`);
  rmSync(codeServerHome, { recursive: true, force: true });
  mkdirSync(codeServerHome, { recursive: true });
  writeFileSync(join(codeServerHome, "package.json"), '{ "private": true }\n');
  const advice = "The npm registry must be reachable; run the command again.";
  npm(["install", "--ignore-scripts", `code-server@${codeServerVersion}`], { cwd: codeServerHome, advice });
  for (const cwd of [workbench, join(workbench, "extensions")]) {
    npm(["install", "--omit=dev", "--ignore-scripts"], { cwd, advice });
  }
  writeFileSync(stamp, codeServerVersion);
}

/** Its own logger needs a native part; see there. */
function installHostLog() {
  const logger = join(workbench, "node_modules", "@vscode", "spdlog", "index.js");
  copyFileSync(join(root, "scripts", "host-log.cjs"), logger);
}

function installChromium() {
  if (process.env.CHROMIUM_PATH || onPath(["chromium", "chromium-browser", "google-chrome"])) return;
  const byHand = "Install Chromium (Debian: apt-get install chromium), or name its program in CHROMIUM_PATH.";
  if (process.platform !== "linux" || !onPath(["apt-get"]))
    throw new SetUpError(`Chromium is missing. ${byHand}`);
  if (process.getuid?.() !== 0)
    throw new SetUpError(`Chromium is missing and only root may install it. ${byHand}`);
  console.log("set-up: installing Chromium with apt …");
  run("apt-get", ["update", "-qq"], { advice: byHand });
  run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"], {
    advice: byHand,
  });
}

/** The pinned Node comes first on PATH, so that every `node` below is Node 24. */
function continueWith(script, args) {
  const PATH = [join(root, "node_modules", ".bin"), process.env.PATH].join(delimiter);
  const child = spawn(pinnedNode, [join(root, script), ...args], {
    stdio: "inherit",
    env: { ...process.env, PATH },
  });
  // A Ctrl-C reaches the whole group: the child ends its own children, this process waits for it.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code) => {
    process.exitCode = code ?? 1;
  });
}

const separator = process.argv.indexOf("--then");
const flags = process.argv.slice(2, separator < 0 ? undefined : separator);
const [script, ...args] = separator < 0 ? [] : process.argv.slice(separator + 1);
try {
  checkNodeAndNpm();
  installDependencies();
  const needsEditor = flags.includes("--editor") && !onPath(["code", "code.cmd"]);
  if (needsEditor || flags.includes("--host")) {
    installCodeServer();
    installHostLog();
  }
  if (flags.includes("--browser")) installChromium();
  if (script) continueWith(script, args);
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  console.error(`set-up: ${error.message}`);
  process.exitCode = 1;
}
