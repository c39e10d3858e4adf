/**
 * The user's kubeconfig as kubectl sees it: the files that KUBECONFIG lists, else `~/.kube/config`, merged.
 * The files are only ever read.
 */
import { readFile } from "node:fs/promises";
import { ClusterError } from "./cluster-error.ts";
import {
  type KubeconfigCluster,
  type KubeconfigContext,
  type KubeconfigFile,
  type KubeconfigUser,
  parseKubeconfigFile,
} from "./kubeconfig-file.ts";

export { kubeconfigFiles } from "./kubeconfig-files.ts";

/** What views show of a context. */
export interface ContextSummary {
  readonly name: string;
  /** The address of the API server; undefined if the context names a cluster that no file has. */
  readonly server: string | undefined;
  readonly user: string;
  readonly namespace: string | undefined;
}

export interface KubeconfigProblem {
  readonly file: string;
  /** A sentence that names the file and quotes nothing of it. */
  readonly message: string;
}

/** What a connection needs to know of a context. */
export interface ContextConfig {
  readonly context: string;
  readonly namespace: string | undefined;
  readonly cluster: KubeconfigCluster;
  readonly user: KubeconfigUser;
}

export interface Kubeconfig {
  /** Those looked for, whether or not they exist. */
  readonly files: readonly string[];
  /** In the order of the files. */
  readonly contexts: readonly ContextSummary[];
  readonly current: string | undefined;
  /** Files that could not be read; the others count nevertheless. */
  readonly problems: readonly KubeconfigProblem[];
  readonly entries: {
    readonly clusters: ReadonlyMap<string, KubeconfigCluster>;
    readonly users: ReadonlyMap<string, KubeconfigUser>;
    readonly contexts: ReadonlyMap<string, KubeconfigContext>;
  };
}

/** Never rejects: what cannot be read is told in `problems`. */
export async function readKubeconfig(files: readonly string[]): Promise<Kubeconfig> {
  const read = await Promise.all(files.map(readOne));
  const parsed = read.flatMap((result) => (result && "content" in result ? [result.content] : []));
  const problems = read.flatMap((result) => (result && "problem" in result ? [result.problem] : []));
  const clusters = firstOfEachName(parsed.flatMap((file) => file.clusters));
  const users = firstOfEachName(parsed.flatMap((file) => file.users));
  const contexts = firstOfEachName(parsed.flatMap((file) => file.contexts));
  return {
    files,
    contexts: [...contexts.values()].map(({ name, cluster, user, namespace }) => ({
      name,
      server: clusters.get(cluster)?.server,
      user,
      namespace,
    })),
    current: parsed.find((file) => file.current !== undefined)?.current,
    problems,
    entries: { clusters, users, contexts },
  };
}

/** Throws a `ClusterError` if the context, or what it names, is not there. */
export function configOf(kubeconfig: Kubeconfig, name: string): ContextConfig {
  const { clusters, users, contexts } = kubeconfig.entries;
  const context = contexts.get(name);
  if (!context) throw new ClusterError("unknown", `The kubeconfig has no context “${name}”.`);
  const cluster = clusters.get(context.cluster);
  if (!cluster || cluster.server === "") {
    throw new ClusterError(
      "unknown",
      `The kubeconfig says no server for the cluster “${context.cluster}” of the context “${name}”.`,
    );
  }
  const user = context.user === "" ? { name: "" } : users.get(context.user);
  if (!user) {
    throw new ClusterError(
      "unauthenticated",
      `The kubeconfig has no user “${context.user}”, whom the context “${name}” names.`,
    );
  }
  return { context: name, namespace: context.namespace, cluster, user };
}

async function readOne(
  file: string,
): Promise<{ content: KubeconfigFile } | { problem: KubeconfigProblem } | undefined> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    // kubectl skips a file that is not there.
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    return { problem: { file, message: `The kubeconfig ${file} cannot be read (${code}).` } };
  }
  try {
    return { content: parseKubeconfigFile(text, file) };
  } catch (error) {
    const what = error instanceof Error ? error.message : "cannot be read";
    return { problem: { file, message: `The kubeconfig ${file} ${what}.` } };
  }
}

function firstOfEachName<T extends { readonly name: string }>(entries: readonly T[]): Map<string, T> {
  const first = new Map<string, T>();
  for (const entry of entries) if (!first.has(entry.name)) first.set(entry.name, entry);
  return first;
}
