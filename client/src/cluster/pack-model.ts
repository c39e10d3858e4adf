/**
 * All packs of the chosen place with what belongs to them. Remembers what it has worked out: a pack is joined anew
 * only if something of it has changed.
 */
import type { KubeObject } from "./cluster-client.ts";
import type { ClusterErrorKind } from "./cluster-error.ts";
import type { ClusterScope, ClusterSnapshot, ConnectionState } from "./cluster-snapshot.ts";
import { packFacts } from "./pack-facts.ts";
import { joinPack } from "./pack-join.ts";
import { isSameReading, type PackReading, readPack } from "./pack-reading.ts";
import type { PackView } from "./pack-view.ts";
import { WATCHED, type WatchedResource } from "./resource-types.ts";

export interface BlockedResource {
  readonly resource: WatchedResource;
  readonly kind: ClusterErrorKind;
  readonly reason: string;
}

export interface PackModel {
  readonly scope: ClusterScope | undefined;
  readonly connection: ConnectionState;
  /** By name within each namespace. */
  readonly packs: readonly PackView[];
  /** False until packs were listed once. */
  readonly listed: boolean;
  readonly blocked: readonly BlockedResource[];
}

interface Remembered {
  readonly reading: PackReading;
  readonly view: PackView;
}

export class PackModels {
  readonly #remembered = new Map<string, Remembered>();
  #joined = 0;
  #scope: ClusterScope | undefined;
  #known: ReadonlySet<WatchedResource> = new Set();
  #unreadable: ReadonlySet<WatchedResource> = new Set();
  /** The store's own list, which is another one whenever it has changed. */
  #objects: readonly KubeObject[] = [];
  #packs: readonly PackView[] = [];

  /** Packs that were joined so far, each time counted. */
  get joined(): number {
    return this.#joined;
  }

  /** `changed` are the packs, as `namespace/name`, that may look different; undefined: any. */
  update(snapshot: ClusterSnapshot, changed?: ReadonlySet<string>): PackModel {
    const all = this.#learn(snapshot) || changed === undefined;
    const objects = snapshot.all("packs");
    if (all || objects !== this.#objects || changed.size > 0)
      this.#join(snapshot, objects, all ? undefined : changed);
    return {
      scope: snapshot.scope,
      connection: snapshot.connection,
      packs: this.#packs,
      listed: this.#known.has("packs"),
      blocked: WATCHED.flatMap((resource) => {
        const state = snapshot.state(resource);
        return state.phase === "blocked" ? [{ resource, kind: state.kind, reason: state.reason }] : [];
      }),
    };
  }

  /** What was listed once stays known while it reconnects or resumes. True if something else is known than before. */
  #learn(snapshot: ClusterSnapshot): boolean {
    const moved =
      this.#scope?.context !== snapshot.scope?.context ||
      this.#scope?.namespace !== snapshot.scope?.namespace;
    if (moved) this.#remembered.clear();
    const before = moved ? new Set<WatchedResource>() : this.#known;
    const known = WATCHED.filter((resource) => {
      const { phase } = snapshot.state(resource);
      const wasLast = phase === "reconnecting" || phase === "resuming";
      return phase === "live" || (wasLast && before.has(resource));
    });
    const unreadable = WATCHED.filter((resource) => snapshot.state(resource).phase === "blocked");
    this.#scope = snapshot.scope;
    if (hasExactly(this.#known, known) && hasExactly(this.#unreadable, unreadable)) return moved;
    this.#known = new Set(known);
    this.#unreadable = new Set(unreadable);
    return true;
  }

  #join(
    snapshot: ClusterSnapshot,
    objects: readonly KubeObject[],
    changed: ReadonlySet<string> | undefined,
  ): void {
    const before = this.#packs;
    const readability = { known: this.#known, unreadable: this.#unreadable };
    const packs = objects.map((object) => {
      const facts = packFacts(object);
      const key = `${facts.namespace}/${facts.name}`;
      const old = this.#remembered.get(key);
      if (old && changed && !changed.has(key)) return old.view;
      const reading = readPack(snapshot, object, facts, readability);
      if (old && isSameReading(old.reading, reading)) return old.view;
      const view = joinPack(reading);
      this.#joined += 1;
      this.#remembered.set(key, { reading, view });
      return view;
    });
    if (this.#remembered.size > packs.length) {
      const keys = new Set(packs.map(({ key }) => key));
      for (const key of this.#remembered.keys()) if (!keys.has(key)) this.#remembered.delete(key);
    }
    this.#objects = objects;
    const same = packs.length === before.length && packs.every((view, index) => view === before[index]);
    this.#packs = same ? before : packs;
  }
}

function hasExactly<Member>(set: ReadonlySet<Member>, members: readonly Member[]): boolean {
  return set.size === members.length && members.every((member) => set.has(member));
}
