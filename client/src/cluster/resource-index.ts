/** The objects of one type as the store keeps them: by namespace and name, and by what belongs together. */
import type { KubeObject } from "./cluster-client.ts";
import { objectKey } from "./reflector.ts";

const NONE: readonly KubeObject[] = [];

export interface IndexOptions {
  /** The group that an object belongs to, if any. */
  readonly groupOf: (object: KubeObject) => string | undefined;
  readonly order: (left: KubeObject, right: KubeObject) => number;
}

/** Some objects in order; sorted when they are read, at most once for each time the set of them has changed. */
class Group {
  readonly #objects = new Map<string, KubeObject>();
  readonly #order: (left: KubeObject, right: KubeObject) => number;
  #sorted: readonly KubeObject[] | undefined;

  constructor(order: (left: KubeObject, right: KubeObject) => number) {
    this.#order = order;
  }

  set(key: string, object: KubeObject): void {
    this.#objects.set(key, object);
    this.#sorted = undefined;
  }

  /** False when nothing is left. */
  delete(key: string): boolean {
    this.#objects.delete(key);
    this.#sorted = undefined;
    return this.#objects.size > 0;
  }

  get(key: string): KubeObject | undefined {
    return this.#objects.get(key);
  }

  keys(): Iterable<string> {
    return this.#objects.keys();
  }

  sorted(): readonly KubeObject[] {
    this.#sorted ??= [...this.#objects.values()].sort(this.#order);
    return this.#sorted;
  }
}

export class ResourceIndex {
  readonly #groupOf: (object: KubeObject) => string | undefined;
  readonly #order: (left: KubeObject, right: KubeObject) => number;
  readonly #all: Group;
  /** By namespace and name: to join both to a key for each question takes longer than the answer. */
  readonly #named = new Map<string, Map<string, KubeObject>>();
  readonly #groups = new Map<string, Group>();

  constructor({ groupOf, order }: IndexOptions) {
    this.#groupOf = groupOf;
    this.#order = order;
    this.#all = new Group(byName);
  }

  get(namespace: string, name: string): KubeObject | undefined {
    return this.#named.get(namespace)?.get(name);
  }

  at(key: string): KubeObject | undefined {
    return this.#all.get(key);
  }

  keys(): Iterable<string> {
    return this.#all.keys();
  }

  /** The same array until something changes. */
  all(): readonly KubeObject[] {
    return this.#all.sorted();
  }

  /** The same array until something of the group changes. */
  group(name: string): readonly KubeObject[] {
    return this.#groups.get(name)?.sorted() ?? NONE;
  }

  set(object: KubeObject): void {
    const key = objectKey(object);
    const before = this.#all.get(key);
    const group = this.#groupOf(object);
    const oldGroup = before && this.#groupOf(before);
    if (oldGroup !== undefined && oldGroup !== group) this.#leave(oldGroup, key);
    this.#all.set(key, object);
    const { namespace = "", name } = object.metadata;
    let named = this.#named.get(namespace);
    if (!named) {
      named = new Map();
      this.#named.set(namespace, named);
    }
    named.set(name, object);
    if (group === undefined) return;
    let members = this.#groups.get(group);
    if (!members) {
      members = new Group(this.#order);
      this.#groups.set(group, members);
    }
    members.set(key, object);
  }

  delete(key: string): void {
    const before = this.#all.get(key);
    if (!before) return;
    const group = this.#groupOf(before);
    if (group !== undefined) this.#leave(group, key);
    this.#all.delete(key);
    this.#named.get(before.metadata.namespace ?? "")?.delete(before.metadata.name);
  }

  #leave(group: string, key: string): void {
    if (this.#groups.get(group)?.delete(key) === false) this.#groups.delete(group);
  }
}

/** By name within each namespace. */
export function byName({ metadata: left }: KubeObject, { metadata: right }: KubeObject): number {
  return compare(left.namespace ?? "", right.namespace ?? "") || compare(left.name, right.name);
}

/** The newest first; of one second, in which many may start, the one with the higher number at its end. */
export function newestFirst({ metadata: left }: KubeObject, { metadata: right }: KubeObject): number {
  return (
    compare(right.creationTimestamp ?? "", left.creationTimestamp ?? "") ||
    numberAtEnd(right.name) - numberAtEnd(left.name) ||
    compare(right.name, left.name)
  );
}

function numberAtEnd(name: string): number {
  return Number(/\d+$/.exec(name)?.[0] ?? -1);
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
