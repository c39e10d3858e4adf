/** An API server in memory, as far as reflectors and sessions ask one; failures are scripted. */
import type {
  AccessQuestion,
  ClusterClient,
  KubeObject,
  ListOptions,
  ListPage,
  ResourceType,
  WatchEvent,
  WatchOptions,
} from "../../../client/src/cluster/cluster-client.ts";
import { ClusterError, type ClusterErrorKind } from "../../../client/src/cluster/cluster-error.ts";
import { RESOURCES, SYMPOZIUM_GROUP } from "../../../client/src/cluster/resource-types.ts";

interface OpenWatch {
  readonly plural: string;
  readonly namespace: string | undefined;
  readonly deliver: (event: WatchEvent) => void;
  readonly end: (error?: ClusterError) => void;
}

interface Stored {
  readonly plural: string;
  readonly object: KubeObject;
}

export class FakeCluster implements ClusterClient {
  /** Nobody who only looks writes. */
  readonly create = unexpected;
  readonly patch = unexpected;
  readonly delete = unexpected;
  readonly readLog = unexpected;
  /** Each request in a line. */
  readonly requests: string[] = [];
  /** Who may list what: `plural` everywhere, `plural namespace` there. Everything when undefined. */
  allowed: ReadonlySet<string> | undefined;
  served: ReadonlySet<string> = new Set(
    Object.values(RESOURCES).flatMap(({ group, plural }) => (group === SYMPOZIUM_GROUP ? [plural] : [])),
  );
  readonly absentNamespaces = new Set<string>();
  /** While set nothing is answered otherwise. */
  down: ClusterError | undefined;
  /** Requests that have neither ended nor been called off. */
  underWay = 0;
  closed = 0;
  #version = 1;
  #oldest = 0;
  #objects: Stored[] = [];
  readonly #events: { readonly version: number; readonly plural: string; readonly event: WatchEvent }[] = [];
  readonly #watches = new Set<OpenWatch>();
  readonly #failures = new Map<string, ClusterError[]>();

  /** The next requests whose line starts so are answered by these errors, one each. */
  fail(start: string, ...errors: readonly ClusterError[]): void {
    this.#failures.set(start, [...(this.#failures.get(start) ?? []), ...errors]);
  }

  /** Objects as they are, of which no watch hears. */
  fill(plural: string, objects: readonly KubeObject[]): void {
    this.#objects = [...this.#objects, ...objects.map((object) => ({ plural, object }))].sort(byName);
  }

  put(plural: string, name: string, content: object = {}, namespace = "ns"): KubeObject {
    const before = this.#find(plural, namespace, name);
    const { metadata = {}, ...rest } = content as { metadata?: object };
    const object: KubeObject = {
      ...rest,
      metadata: {
        name,
        namespace,
        uid: `${plural}-${name}`,
        ...metadata,
        resourceVersion: String(++this.#version),
      },
    };
    this.#objects = [
      ...this.#objects.filter(({ object: other }) => other !== before),
      { plural, object },
    ].sort(byName);
    this.#publish(plural, { type: before ? "MODIFIED" : "ADDED", object });
    return object;
  }

  remove(plural: string, name: string, namespace = "ns"): void {
    const before = this.#find(plural, namespace, name);
    if (!before) throw new Error(`there is no ${plural} ${name}`);
    this.#objects = this.#objects.filter(({ object }) => object !== before);
    const metadata = { ...before.metadata, resourceVersion: String(++this.#version) };
    this.#publish(plural, { type: "DELETED", object: { ...before, metadata } });
  }

  /** Forgets what was before now: to watch or to go on listing from there is `gone`. */
  compact(): void {
    this.#oldest = ++this.#version;
  }

  bookmark(): void {
    const resourceVersion = String(++this.#version);
    for (const watch of this.#watches) watch.deliver({ type: "BOOKMARK", resourceVersion });
  }

  /** All watches end, normally or with the error. */
  endWatches(error?: ClusterError): void {
    for (const watch of this.#watches) watch.end(error);
    this.#watches.clear();
  }

  /** Nothing is answered, and what was open breaks, until `up`. */
  goDown(): void {
    this.down = failure("offline");
    this.endWatches(this.down);
  }

  up(): void {
    this.down = undefined;
  }

  async checkHealth(signal: AbortSignal): Promise<void> {
    await this.#request("health", signal);
  }

  async servedResources(group: string, version: string, signal: AbortSignal): Promise<ReadonlySet<string>> {
    await this.#request(`discover ${group}/${version}`, signal);
    if (this.served.size === 0) throw failure("crd-missing");
    return this.served;
  }

  async mayI({ verb, type, namespace }: AccessQuestion, signal: AbortSignal): Promise<boolean> {
    const what = namespace === undefined ? type.plural : `${type.plural} ${namespace}`;
    await this.#request(`may ${verb} ${what}`, signal);
    return this.#allows(what);
  }

  /** Nobody who only looks reads single objects but namespaces. */
  async get(
    { plural }: ResourceType,
    _namespace: string | undefined,
    name: string,
    signal: AbortSignal,
  ): Promise<KubeObject> {
    if (plural !== "namespaces") unexpected();
    await this.#request(`get ${plural} ${name}`, signal);
    if (this.absentNamespaces.has(name)) throw failure("not-found");
    return { metadata: { name } };
  }

  async list(
    { plural }: ResourceType,
    { namespace, limit = 500, continue: next = "", metadataOnly }: ListOptions,
    signal: AbortSignal,
  ): Promise<ListPage> {
    await this.#request(`list ${plural}${metadataOnly ? " metadata" : ""}${next && ` ${next}`}`, signal);
    const [from = 0, version = this.#version] = next === "" ? [] : next.split("@").map(Number);
    if (version < this.#oldest) throw failure("gone");
    const items = this.#objects
      .filter((entry) => entry.plural === plural && isIn(entry.object, namespace))
      .map(({ object }) => object);
    const page = { items: items.slice(from, from + limit), resourceVersion: String(version) };
    return from + limit < items.length ? { ...page, continue: `${from + limit}@${version}` } : page;
  }

  async watch(
    { plural }: ResourceType,
    { namespace, resourceVersion, onOpen }: WatchOptions,
    onEvent: (event: WatchEvent) => void,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#request(`watch ${plural} ${resourceVersion}`, signal);
    if (Number(resourceVersion) < this.#oldest) throw failure("gone");
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const watch: OpenWatch = {
      plural,
      namespace,
      deliver: onEvent,
      end: (error) => (error ? reject(error) : resolve()),
    };
    const cancel = () => reject(failure("cancelled"));
    this.#watches.add(watch);
    this.underWay += 1;
    signal.addEventListener("abort", cancel);
    try {
      onOpen?.();
      for (const { version, plural: of, event } of this.#events) {
        if (of === plural && version > Number(resourceVersion)) onEvent(event);
      }
      await promise;
    } finally {
      signal.removeEventListener("abort", cancel);
      this.underWay -= 1;
      this.#watches.delete(watch);
    }
  }

  async close(): Promise<void> {
    this.closed += 1;
  }

  async #request(line: string, signal: AbortSignal): Promise<void> {
    this.requests.push(line);
    if (signal.aborted) throw failure("cancelled");
    this.underWay += 1;
    await Promise.resolve();
    this.underWay -= 1;
    if (signal.aborted) throw failure("cancelled");
    for (const [start, errors] of this.#failures) {
      const error = line.startsWith(start) ? errors.shift() : undefined;
      if (error) throw error;
    }
    if (this.down) throw this.down;
  }

  #allows(what: string): boolean {
    return this.allowed === undefined || this.allowed.has(what);
  }

  #publish(plural: string, event: WatchEvent): void {
    this.#events.push({ version: this.#version, plural, event });
    for (const watch of [...this.#watches]) {
      if (watch.plural !== plural) continue;
      if (event.type === "BOOKMARK" || isIn(event.object, watch.namespace)) watch.deliver(event);
    }
  }

  #find(plural: string, namespace: string, name: string): KubeObject | undefined {
    return this.#objects.find(
      ({ plural: of, object }) => of === plural && object.metadata.name === name && isIn(object, namespace),
    )?.object;
  }
}

function byName(left: Stored, right: Stored): number {
  return left.object.metadata.name < right.object.metadata.name ? -1 : 1;
}

function unexpected(): never {
  throw new Error("not a request of a view");
}

export function failure(kind: ClusterErrorKind, retryAfter?: number): ClusterError {
  return new ClusterError(kind, `It is ${kind}.`, { retryAfter });
}

function isIn({ metadata }: KubeObject, namespace: string | undefined): boolean {
  return namespace === undefined || metadata.namespace === namespace;
}
