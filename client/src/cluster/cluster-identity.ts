/**
 * Which cluster is meant. The name of a context does not say it: the kubeconfig may be rewritten, and some tools call
 * the context of every cluster `default`.
 */
import type { KubeconfigCluster } from "./kubeconfig-file.ts";

export interface ClusterIdentity {
  readonly context: string;
  /** As `clusterKey` has it; undefined while the kubeconfig does not say what cluster that is. */
  readonly cluster?: string | undefined;
}

/** Of the server and its CA. Whoever has other credentials, or another proxy, still means the same cluster. */
export function clusterKey({ server, caData, caFile }: KubeconfigCluster): string {
  return JSON.stringify([server, caData ?? caFile]);
}

export function isSameCluster(left: ClusterIdentity | undefined, right: ClusterIdentity): boolean {
  return left?.context === right.context && left.cluster === right.cluster;
}
