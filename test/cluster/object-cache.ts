/** All objects of some kinds as the API server has them, kept current by list and watch until it is closed. */
import { setTimeout as delay } from "node:timers/promises";
import type { Kind } from "./kinds.ts";
import type { KubeObject, RestClient, WatchEvent } from "./rest-client.ts";

const RETRY_MS = 200;

export interface CachedObject {
  readonly kind: Kind;
  readonly object: KubeObject;
}

/** `before` is the object as it was known, undefined if it is new. */
export type ChangeListener = (changed: CachedObject, deleted: boolean, before?: KubeObject) => void;

export class ObjectCache {
  /** By uid. */
  readonly objects = new Map<string, CachedObject>();
  readonly #client: RestClient;
  readonly #listener: ChangeListener;
  readonly #stopWatching = new Map<Kind, () => void>();
  #closed = false;

  constructor(client: RestClient, listener: ChangeListener) {
    this.#client = client;
    this.#listener = listener;
  }

  /** Listed once when this is done; the listener has heard of every object then. */
  async open(kinds: readonly Kind[]): Promise<void> {
    await Promise.all(kinds.map((kind) => this.#list(kind)));
  }

  close(): void {
    this.#closed = true;
    for (const stop of this.#stopWatching.values()) stop();
  }

  async #list(kind: Kind): Promise<void> {
    const { items, resourceVersion } = await this.#client.listWithVersion(kind);
    const listed = new Set(items.map(({ metadata }) => metadata.uid));
    for (const [uid, cached] of this.objects) {
      if (cached.kind === kind && !listed.has(uid)) this.#note("DELETED", cached);
    }
    for (const object of items) this.#note("MODIFIED", { kind, object });
    if (this.#closed) return;
    const on = ({ type, object }: WatchEvent) => {
      if (type === "ERROR") this.#stopWatching.get(kind)?.();
      else if (type !== "BOOKMARK") this.#note(type, { kind, object });
    };
    this.#stopWatching.set(
      kind,
      this.#client.watch(kind, resourceVersion, on, () => this.#listAgain(kind)),
    );
  }

  /** After the server was away, or forgot where the watch had been. */
  async #listAgain(kind: Kind): Promise<void> {
    while (!this.#closed) {
      await delay(RETRY_MS);
      try {
        return await this.#list(kind);
      } catch {
        // Still away: the next attempt tells.
      }
    }
  }

  #note(type: "ADDED" | "MODIFIED" | "DELETED", changed: CachedObject): void {
    const { uid = "", resourceVersion } = changed.object.metadata;
    const before = this.objects.get(uid)?.object;
    if (type === "DELETED") this.objects.delete(uid);
    else this.objects.set(uid, changed);
    if (!this.#closed && (type === "DELETED" || before?.metadata.resourceVersion !== resourceVersion)) {
      this.#listener(changed, type === "DELETED", before);
    }
  }
}
