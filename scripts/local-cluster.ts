/** A cluster with samples on this machine, without containers: kube-apiserver, etcd and a stand-in controller. */
import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { endWithThisProcess, signalGroup } from "./guardian.ts";

/** What the process of the cluster tells. */
export type ClusterMessage =
  | { readonly kind: "says"; readonly text: string }
  | { readonly kind: "ready" }
  | { readonly kind: "unavailable" | "broken"; readonly reason: string };

const PROGRAM = fileURLToPath(new URL("local-cluster-process.ts", import.meta.url));
/** A build with Go takes a few seconds to be broken off. */
const GRACE_MS = 15_000;

export interface LocalCluster {
  /** Path of a file that is there once the cluster is ready; gone after `stop`. */
  readonly kubeconfig: string;
  /** Undefined once the cluster is ready; else why there will be none. */
  readonly ready: Promise<string | undefined>;
  /** Done when it has ended, by `stop` or by itself; then why. */
  readonly ended: Promise<string>;
  /** Ends all its processes and removes its files. */
  stop(): Promise<void>;
}

/** Starts it and does not wait: the programs may have to be built first. `say` is told of that, a line at a time. */
export function startLocalCluster(say: (line: string) => void): LocalCluster {
  const folder = mkdtempSync(join(tmpdir(), "personapack-cluster-"));
  const guarded = endWithThisProcess({ folder });
  const kubeconfig = join(folder, "kubeconfig");
  // A process group of its own, as there are further processes below it; with its files all in one place.
  const child = spawn(process.execPath, [PROGRAM, kubeconfig], {
    detached: process.platform !== "win32",
    env: { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  if (child.pid !== undefined) guarded.set({ group: child.pid });
  let errors = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    errors = (errors + text).slice(-10_000);
  });
  let reason: string | undefined;
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) =>
      resolve(reason ?? (errors.trim() || `It ended with ${signal ?? code}.`)),
    );
  });
  const ready = new Promise<undefined>((resolve) => {
    child.on("message", (message: ClusterMessage) => {
      if (message.kind === "ready") resolve(undefined);
      else if (message.kind === "says") say(message.text);
      else reason = message.reason;
    });
  });
  return {
    kubeconfig,
    ready: Promise.race([ready, ended]),
    ended,
    async stop() {
      child.kill("SIGTERM");
      await Promise.race([ended, delay(GRACE_MS, undefined, { ref: false })]);
      if (child.pid !== undefined) signalGroup(child.pid, "SIGKILL");
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
      await guarded.release();
    },
  };
}
