/** Everything that is known of the cluster, kept current by reflectors and read by views. */
import { isDeepStrictEqual } from "node:util";
import type { Clock } from "./clock.ts";
import type { KubeObject } from "./cluster-client.ts";
import type {
  ClusterScope,
  ClusterSnapshot,
  ConnectionState,
  LiveSnapshot,
  ResourceState,
} from "./cluster-snapshot.ts";
import { packsOf } from "./object-packs.ts";
import { objectKey, type ReflectorSink } from "./reflector.ts";
import { byName, newestFirst, ResourceIndex } from "./resource-index.ts";
import { LABELS, WATCHED, type WatchedResource } from "./resource-types.ts";
import { retained } from "./retained-object.ts";

/** The write side, of one session. It has no effect any more once the store was opened for another one. */
export interface StoreWriter {
  connection(state: ConnectionState): void;
  scope(scope: ClusterScope): void;
  state(resource: WatchedResource, state: ResourceState): void;
  /** From here on no list is current until its reflector says so again. What is known stays. */
  resuming(): void;
  /** For the reflector of that type. `heard` is told of each state before views are. */
  sink(resource: WatchedResource, heard: (state: ResourceState) => void): ReflectorSink;
}

type Listener = (packs: ReadonlySet<string> | undefined) => void;

const COALESCE_MS = 200;

export class ClusterStore implements LiveSnapshot {
  readonly #clock: Clock;
  readonly #listeners = new Set<Listener>();
  #content = new Content(undefined, { phase: "connecting" });
  #revision = 0;
  #view: ClusterSnapshot | undefined;
  #touched: Set<string> | undefined = new Set();
  #callOff: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Costs nothing and copies nothing: its reads go to the store as it is then. Use it within one turn of the event
   * loop, in which nothing changes, and take the current one after each `await`.
   */
  get current(): ClusterSnapshot {
    this.#view ??= new View(this.#content, this.#revision);
    return this.#view;
  }

  onChange(listener: Listener): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  /** Empties it for a new session. */
  open(scope: ClusterScope | undefined, connection: ConnectionState): StoreWriter {
    const content = new Content(scope, connection);
    this.#content = content;
    this.#touchAll();
    const current = () => this.#content === content;
    const state = (resource: WatchedResource, next: ResourceState) => {
      if (!current() || isDeepStrictEqual(content.states.get(resource), next)) return;
      content.states.set(resource, next);
      this.#touchAll();
    };
    return {
      connection: (next) => {
        if (!current() || isDeepStrictEqual(content.connection, next)) return;
        content.connection = next;
        this.#touchAll();
      },
      scope: (next) => {
        if (!current() || isDeepStrictEqual(content.scope, next)) return;
        content.scope = next;
        this.#touchAll();
      },
      state,
      resuming: () => {
        for (const resource of WATCHED) {
          if (content.states.get(resource)?.phase === "live") state(resource, { phase: "resuming" });
        }
      },
      sink: (resource, heard) => ({
        listed: (objects) => {
          if (current()) for (const object of objects) this.#put(resource, object);
        },
        listEnded: (keys) => {
          if (!current()) return;
          const index = content.index(resource);
          for (const key of [...index.keys()]) if (!keys.has(key)) this.#remove(resource, key);
        },
        changed: (type, object) => {
          if (!current()) return;
          if (type === "DELETED") this.#remove(resource, objectKey(object));
          else this.#put(resource, object);
        },
        state: (next) => {
          heard(next);
          state(resource, next);
        },
      }),
    };
  }

  /** Views hear nothing any more. */
  dispose(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    this.#listeners.clear();
  }

  #put(resource: WatchedResource, received: KubeObject): void {
    const index = this.#content.index(resource);
    const before = index.at(objectKey(received));
    const same =
      before?.metadata.uid === received.metadata.uid &&
      before?.metadata.resourceVersion === received.metadata.resourceVersion;
    // Listing again brings mostly what is known.
    if (before && same && received.metadata.resourceVersion !== undefined) return;
    const object = retained(resource, received);
    if (before) this.#touchObject(resource, before);
    index.set(object);
    this.#touchObject(resource, object);
  }

  #remove(resource: WatchedResource, key: string): void {
    const index = this.#content.index(resource);
    const before = index.at(key);
    if (!before) return;
    this.#touchObject(resource, before);
    index.delete(key);
  }

  #touchObject(resource: WatchedResource, object: KubeObject): void {
    // Packs are shown as they come; what belongs to them when all of its type is there, which concerns everything.
    if (resource !== "packs" && this.#content.states.get(resource)?.phase === "loading") {
      this.#revise();
      return;
    }
    const packs = this.#touched && packsOf(resource, object, this.current);
    if (packs) for (const pack of packs) this.#touched?.add(pack);
    else this.#touched = undefined;
    this.#changed();
  }

  #touchAll(): void {
    this.#touched = undefined;
    this.#changed();
  }

  #revise(): void {
    this.#revision += 1;
    this.#view = undefined;
  }

  #changed(): void {
    this.#revise();
    if (this.#callOff) return;
    if (this.#listeners.size === 0) {
      this.#touched = new Set();
      return;
    }
    this.#callOff = this.#clock.after(COALESCE_MS, () => {
      this.#callOff = undefined;
      const touched = this.#touched;
      this.#touched = new Set();
      for (const listener of [...this.#listeners]) listener(touched);
    });
  }
}

class Content {
  scope: ClusterScope | undefined;
  connection: ConnectionState;
  readonly states = new Map<WatchedResource, ResourceState>(
    WATCHED.map((resource) => [resource, { phase: "loading" }]),
  );
  readonly #indexes = new Map<WatchedResource, ResourceIndex>();

  constructor(scope: ClusterScope | undefined, connection: ConnectionState) {
    this.scope = scope;
    this.connection = connection;
  }

  index(resource: WatchedResource): ResourceIndex {
    let index = this.#indexes.get(resource);
    if (!index) {
      index = new ResourceIndex(
        resource === "runs"
          ? { groupOf: instanceOfRun, order: newestFirst }
          : { groupOf: packLabel, order: byName },
      );
      this.#indexes.set(resource, index);
    }
    return index;
  }
}

class View implements ClusterSnapshot {
  readonly revision: number;
  readonly scope: ClusterScope | undefined;
  readonly connection: ConnectionState;
  readonly #content: Content;

  constructor(content: Content, revision: number) {
    this.#content = content;
    this.revision = revision;
    this.scope = content.scope;
    this.connection = content.connection;
  }

  state(resource: WatchedResource): ResourceState {
    return this.#content.states.get(resource) ?? { phase: "loading" };
  }

  all(resource: WatchedResource): readonly KubeObject[] {
    return this.#content.index(resource).all();
  }

  get(resource: WatchedResource, namespace: string, name: string): KubeObject | undefined {
    return this.#content.index(resource).get(namespace, name);
  }

  labelledForPack(resource: WatchedResource, namespace: string, pack: string): readonly KubeObject[] {
    return resource === "runs" ? [] : this.#content.index(resource).group(`${namespace}/${pack}`);
  }

  runsOf(namespace: string, instance: string): readonly KubeObject[] {
    return this.#content.index("runs").group(`${namespace}/${instance}`);
  }
}

function packLabel({ metadata }: KubeObject): string | undefined {
  const pack = metadata.labels?.[LABELS.pack];
  return pack === undefined ? undefined : `${metadata.namespace ?? ""}/${pack}`;
}

function instanceOfRun({ metadata }: KubeObject): string | undefined {
  const instance = metadata.labels?.[LABELS.instance];
  return instance === undefined ? undefined : `${metadata.namespace ?? ""}/${instance}`;
}
