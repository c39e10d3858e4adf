/**
 * What the cluster view needs of an API server. The one implementation stands on @kubernetes/client-node
 * and is loaded when a view is first visible; everything else knows this port only. All methods reject
 * with a `ClusterError`, and with kind `cancelled` when their signal is aborted.
 */

export interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly generation?: number;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
  readonly ownerReferences?: readonly OwnerReference[];
  readonly managedFields?: readonly ManagedFields[];
}

export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
}

export interface ManagedFields {
  readonly manager?: string;
  readonly operation?: string;
  readonly subresource?: string;
  readonly fieldsV1?: unknown;
}

/** An object exactly as the API server sent it. */
export interface KubeObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: ObjectMeta;
  readonly [field: string]: unknown;
}

export interface ResourceType {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly kind: string;
}

export interface ListOptions {
  /** All namespaces when left out. */
  readonly namespace?: string | undefined;
  readonly labelSelector?: string;
  readonly limit?: number;
  readonly continue?: string;
  /** Names, labels and owners only: what a Secret holds never leaves the API server. */
  readonly metadataOnly?: boolean;
}

export interface ListPage {
  readonly items: readonly KubeObject[];
  readonly resourceVersion: string;
  /** Present while there are more pages. */
  readonly continue?: string;
}

export type WatchEvent =
  | { readonly type: "ADDED" | "MODIFIED" | "DELETED"; readonly object: KubeObject }
  | { readonly type: "BOOKMARK"; readonly resourceVersion: string };

export interface WatchOptions {
  readonly namespace?: string | undefined;
  readonly labelSelector?: string;
  readonly resourceVersion: string;
  readonly metadataOnly?: boolean;
  /** Called once the server has accepted the watch. */
  readonly onOpen?: () => void;
}

export type PatchKind = "merge" | "json" | "apply";

export interface PatchOptions {
  readonly kind: PatchKind;
  /** For `apply` the text as its author wrote it (YAML), else a value that is sent as JSON. */
  readonly body: unknown;
  readonly dryRun?: boolean;
  /** Take fields over from other managers; with `apply` only. */
  readonly force?: boolean;
}

export interface DeleteOptions {
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly dryRun?: boolean;
}

export interface Written {
  readonly object: KubeObject;
  /** The API server's warnings, for example of unknown fields. */
  readonly warnings: readonly string[];
}

export interface AccessQuestion {
  readonly verb: string;
  readonly type: Pick<ResourceType, "group" | "plural">;
  readonly namespace?: string | undefined;
  /** Roles may be for some objects only. */
  readonly name?: string | undefined;
  readonly subresource?: string;
}

export interface LogOptions {
  readonly container?: string;
  readonly tailLines?: number;
  readonly follow?: boolean;
  /** Of the container before it was started again. */
  readonly previous?: boolean;
  /** Nothing older; whole seconds count. */
  readonly sinceTime?: string;
  /** In front of each line. */
  readonly timestamps?: boolean;
}

export interface ClusterClient {
  /** Answers if the API server does. */
  checkHealth(signal: AbortSignal): Promise<void>;
  /** The plural names that a group version serves; kind `crd-missing` if it serves none. */
  servedResources(group: string, version: string, signal: AbortSignal): Promise<ReadonlySet<string>>;
  /** `namespace` undefined: of a type that has none. */
  get(
    type: ResourceType,
    namespace: string | undefined,
    name: string,
    signal: AbortSignal,
  ): Promise<KubeObject>;
  list(type: ResourceType, options: ListOptions, signal: AbortSignal): Promise<ListPage>;
  /** Resolves when the server ends the watch. */
  watch(
    type: ResourceType,
    options: WatchOptions,
    onEvent: (event: WatchEvent) => void,
    signal: AbortSignal,
  ): Promise<void>;
  create(
    type: ResourceType,
    namespace: string,
    body: KubeObject,
    options: { readonly dryRun?: boolean },
    signal: AbortSignal,
  ): Promise<Written>;
  patch(
    type: ResourceType,
    namespace: string,
    name: string,
    options: PatchOptions,
    signal: AbortSignal,
  ): Promise<Written>;
  delete(
    type: ResourceType,
    namespace: string,
    name: string,
    options: DeleteOptions,
    signal: AbortSignal,
  ): Promise<void>;
  mayI(question: AccessQuestion, signal: AbortSignal): Promise<boolean>;
  readLog(
    namespace: string,
    pod: string,
    options: LogOptions,
    onText: (text: string) => void,
    signal: AbortSignal,
  ): Promise<void>;
  /** Closes every connection; what is under way is cancelled. */
  close(): Promise<void>;
}
