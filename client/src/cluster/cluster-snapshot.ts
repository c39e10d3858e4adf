/**
 * What is known of the cluster at one moment: the read side of the store, for the tree, the use cases and
 * the diagnosis. It is synchronous; nobody waits for the cluster to draw a tree.
 */
import type { KubeObject } from "./cluster-client.ts";
import type { ClusterErrorKind } from "./cluster-error.ts";
import type { ClusterIdentity } from "./cluster-identity.ts";
import type { WatchedResource } from "./resource-types.ts";

/** The place that everything shown comes from and every change goes to. */
export interface ClusterScope extends ClusterIdentity {
  /** Undefined while all namespaces are shown. */
  readonly namespace: string | undefined;
  /** All namespaces were asked for, but the user may not list packs there: this is the context's own instead. */
  readonly narrowed?: true;
  /** It has no packs, and the API server knows no namespace of that name. */
  readonly absent?: true;
}

/** How current the objects of one kind are. */
export type ResourceState =
  | { readonly phase: "loading" }
  | { readonly phase: "live" }
  /** Followed anew after a while in which it was not: until it has caught up, objects are those last seen. */
  | { readonly phase: "resuming" }
  /** The last connection ended; `at` (epoch ms) is the next attempt. Objects are those last seen. */
  | { readonly phase: "reconnecting"; readonly at: number; readonly reason: string }
  /** Nobody may read it here, it is not installed, or the credentials are refused: waits for the user. */
  | { readonly phase: "blocked"; readonly kind: ClusterErrorKind; readonly reason: string };

export type ConnectionState =
  | { readonly phase: "no-kubeconfig"; readonly reason: string }
  | { readonly phase: "no-context"; readonly reason: string }
  /** Also while nobody looks at the cluster, and nothing is asked of it. */
  | { readonly phase: "connecting" }
  | { readonly phase: "connected" }
  | { readonly phase: "offline"; readonly since: number; readonly retryAt: number; readonly reason: string }
  | { readonly phase: "blocked"; readonly kind: ClusterErrorKind; readonly reason: string };

export interface ClusterSnapshot {
  /** Grows with every change. */
  readonly revision: number;
  readonly scope: ClusterScope | undefined;
  readonly connection: ConnectionState;
  state(resource: WatchedResource): ResourceState;
  /** All objects of a kind in the scope; by name within each namespace. */
  all(resource: WatchedResource): readonly KubeObject[];
  get(resource: WatchedResource, namespace: string, name: string): KubeObject | undefined;
  /** Objects that carry a pack's label. Runs do not: they are found by their instance. */
  labelledForPack(resource: WatchedResource, namespace: string, pack: string): readonly KubeObject[];
  /** Runs of an instance, the newest first. */
  runsOf(namespace: string, instance: string): readonly KubeObject[];
}

/** A snapshot that changes; listeners hear of all changes of about 200 ms at once. */
export interface LiveSnapshot {
  readonly current: ClusterSnapshot;
  /** `namespaces/packs` that changed, as `namespace/name`; undefined: everything may have. */
  onChange(listener: (packs: ReadonlySet<string> | undefined) => void): { dispose(): void };
}
