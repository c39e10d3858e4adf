/**
 * Credentials from the plugin that a kubeconfig user names (`users[].user.exec`), by the protocol of
 * client.authentication.k8s.io. The plugin's output is kept in memory only.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { ClusterError } from "./cluster-error.ts";
import { fieldsIn } from "./fields.ts";
import type { ExecConfig, KubeconfigCluster } from "./kubeconfig-file.ts";

export interface ExecCredential {
  readonly token?: string;
  /** PEM. */
  readonly clientCertificate?: string;
  readonly clientKey?: string;
  /** Epoch ms from which a new one is asked for. */
  readonly staleAt: number;
}

/** One run of a plugin. It may wait for its user to log in somewhere. */
export interface PluginRun {
  readonly command: string;
  /** Resolves when it has ended, however. */
  readonly ended: Promise<void>;
  /** Hears each line that it says to its user from now on. */
  onLine(listener: (line: string) => void): void;
  cancel(): void;
}

export interface ExecPluginOptions {
  readonly exec: ExecConfig;
  /** Told to the plugin if it asks for it. */
  readonly cluster: KubeconfigCluster;
  /** What the plugin inherits. */
  readonly env: NodeJS.ProcessEnv;
  /** Gets what the plugin says to its user, line by line. */
  readonly log: (line: string) => void;
  /** Told of each run when it begins. */
  readonly onRun?: (run: PluginRun) => void;
  readonly timeoutMs?: number;
}

/** Long enough to log in with a browser. */
const TIMEOUT_MS = 120_000;
/** A credential is renewed this long before it ends, or after half of its time if that is shorter. */
const SKEW_MS = 30_000;
const MAX_OUTPUT = 1024 * 1024;
const MAX_HINT = 500;

/**
 * One plugin of one context and user. However many requests wait for a credential, the plugin runs once; it
 * goes on when they are cancelled, as its user may be in the middle of a login.
 */
export class ExecPlugin {
  readonly #options: ExecPluginOptions;
  #running: Promise<ExecCredential> | undefined;
  #process: ChildProcess | undefined;
  #cached: ExecCredential | undefined;
  #disposed = false;

  constructor(options: ExecPluginOptions) {
    this.#options = options;
  }

  /** Rejects with a `ClusterError`: `unauthenticated`, or `cancelled` after `dispose`. */
  async credential(): Promise<ExecCredential> {
    if (this.#disposed) throw cancelled();
    if (this.#cached && Date.now() < this.#cached.staleAt) return this.#cached;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
    return await this.#running;
  }

  /** Another credential than the one that the API server has refused. */
  async renewed(refused: ExecCredential): Promise<ExecCredential> {
    if (this.#cached === refused) this.#cached = undefined;
    return await this.credential();
  }

  dispose(): void {
    this.#disposed = true;
    this.#cached = undefined;
    if (this.#process) killGroup(this.#process);
  }

  async #run(): Promise<ExecCredential> {
    const { exec } = this.#options;
    if (exec.interactiveMode === "Always") {
      throw refused(`The credential plugin “${exec.command}” needs a terminal, which an editor has not.`);
    }
    const info = JSON.stringify(await this.#info());
    if (this.#disposed) throw cancelled();
    const startedAt = Date.now();
    const output = await this.#output({ ...this.#options.env, ...exec.env, KUBERNETES_EXEC_INFO: info });
    this.#cached = credentialOf(output, exec.command, startedAt);
    return this.#cached;
  }

  async #info(): Promise<unknown> {
    const { exec, cluster } = this.#options;
    const ca =
      cluster.caData ??
      (cluster.caFile === undefined ? undefined : await base64(cluster.caFile, exec.command));
    return {
      apiVersion: exec.apiVersion,
      kind: "ExecCredential",
      spec: {
        interactive: false,
        ...(exec.provideClusterInfo && {
          cluster: {
            server: cluster.server,
            "tls-server-name": cluster.tlsServerName,
            "insecure-skip-tls-verify": cluster.insecure || undefined,
            "certificate-authority-data": ca,
            "proxy-url": cluster.proxyUrl,
            config: cluster.pluginConfig,
          },
        }),
      },
    };
  }

  #output(env: NodeJS.ProcessEnv): Promise<string> {
    const { exec, log, onRun, timeoutMs = TIMEOUT_MS } = this.#options;
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    // In a group of its own, so that what a script starts ends with it. Without stdin a plugin that asks
    // for a password fails instead of waiting for ever.
    const child = spawn(exec.command, exec.args, {
      env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    this.#process = child;
    let output = "";
    let complaint: string | undefined;
    const end = (why: string) => {
      complaint = why;
      killGroup(child);
    };
    const timer = setTimeout(() => end(`did not finish within ${Math.round(timeoutMs / 1000)} s`), timeoutMs);
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      if (output.length > MAX_OUTPUT) end("says too much");
    });
    const listeners: ((line: string) => void)[] = [];
    forwardLines(child.stderr, (line) => {
      log(`${exec.command}: ${line}`);
      for (const listener of listeners) listener(line);
    });
    child.once("error", (error) => {
      clearTimeout(timer);
      reject(refused(notStarted(exec, error)));
    });
    onRun?.({
      command: exec.command,
      ended: promise.then(ignore, ignore),
      onLine: (listener) => void listeners.push(listener),
      cancel: () => end("was cancelled"),
    });
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      this.#process = undefined;
      if (this.#disposed) return reject(cancelled());
      if (code === 0 && complaint === undefined) return resolve(output);
      const what = complaint ?? (signal ? `was ended by ${signal}` : `failed with exit code ${code}`);
      reject(refused(`The credential plugin “${exec.command}” ${what}. The log has what it said.`));
    });
    return promise;
  }
}

/** Whoever asked for a credential hears of it. */
function ignore(): void {}

function forwardLines(stream: NodeJS.ReadableStream, log: (line: string) => void): void {
  let rest = "";
  stream
    .setEncoding("utf8")
    .on("data", (text: string) => {
      const lines = (rest + text).split(/\r?\n/);
      rest = lines.pop() ?? "";
      for (const line of lines) log(line);
    })
    .on("end", () => {
      if (rest !== "") log(rest);
    });
}

function notStarted(exec: ExecConfig, error: Error): string {
  const code = "code" in error ? String(error.code) : "unknown";
  if (code !== "ENOENT") return `The credential plugin “${exec.command}” cannot be started (${code}).`;
  const hint = exec.installHint?.replace(/\s+/g, " ").trim().slice(0, MAX_HINT);
  const missing = `The credential plugin “${exec.command}” is not installed, or not on the PATH of the editor.`;
  return hint ? `${missing} ${hint}` : missing;
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || process.platform === "win32") {
    child.kill();
    return;
  }
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch (error) {
    // It has ended by itself in the meantime.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

function credentialOf(output: string, command: string, startedAt: number): ExecCredential {
  let answer: unknown;
  try {
    answer = JSON.parse(output);
  } catch {
    answer = undefined;
  }
  const status = fieldsIn(fieldsIn(answer).status);
  const token = text(status.token);
  const clientCertificate = text(status.clientCertificateData);
  const clientKey = text(status.clientKeyData);
  const paired = clientCertificate !== undefined && clientKey !== undefined;
  if (fieldsIn(answer).kind !== "ExecCredential" || (token === undefined && !paired)) {
    throw refused(`The credential plugin “${command}” gave no credential.`);
  }
  const end = Date.parse(text(status.expirationTimestamp) ?? "");
  const skew = Math.min(SKEW_MS, (end - startedAt) / 2);
  return {
    ...(token !== undefined && { token }),
    ...(paired && { clientCertificate, clientKey }),
    staleAt: Number.isNaN(end) ? Number.POSITIVE_INFINITY : end - skew,
  };
}

async function base64(file: string, command: string): Promise<string> {
  try {
    return (await readFile(file)).toString("base64");
  } catch {
    throw refused(`The credential plugin “${command}” is not run: the certificate ${file} cannot be read.`);
  }
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function refused(message: string): ClusterError {
  return new ClusterError("unauthenticated", message);
}

function cancelled(): ClusterError {
  return new ClusterError("cancelled", "The connection was closed.");
}
