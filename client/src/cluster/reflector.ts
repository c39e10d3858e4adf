/**
 * Follows all objects of one type: lists them page by page, then watches from there, for as long as it is not
 * stopped. Watches that end are opened anew from the last version heard of, bookmarks included; when the server no
 * longer keeps that version, the objects are listed again.
 */
import type { Clock } from "./clock.ts";
import type { ClusterClient, KubeObject, ListPage, ResourceType, WatchEvent } from "./cluster-client.ts";
import { ClusterError, isClusterError } from "./cluster-error.ts";
import type { ResourceState } from "./cluster-snapshot.ts";
import { Pause } from "./pause.ts";
import { INSTALL_POLL_MS, retryDelay } from "./retry-delay.ts";

/** What hears of the objects. None of it is called after `stop`. */
export interface ReflectorSink {
  /** One page of a list. */
  listed(objects: readonly KubeObject[]): void;
  /** All pages have come: whatever is not among these keys (`objectKey`) is gone. */
  listEnded(keys: ReadonlySet<string>): void;
  changed(type: "ADDED" | "MODIFIED" | "DELETED", object: KubeObject): void;
  state(state: ResourceState): void;
}

export type ReadingClient = Pick<ClusterClient, "list" | "watch">;

export interface ReflectorOptions {
  readonly type: ResourceType;
  /** All namespaces when undefined. */
  readonly namespace: string | undefined;
  readonly metadataOnly: boolean;
  readonly sink: ReflectorSink;
  readonly clock: Clock;
  /** From 0 to less than 1, as `Math.random`. */
  readonly random: () => number;
}

const PAGE_SIZE = 500;
/** API servers send a bookmark about once a minute; a credential plugin may take two. */
const SILENCE_MS = 150_000;
/** Nothing marks the end of what a watch from an earlier version has to catch up on: it comes at once, in one go. */
const CATCH_UP_MS = 250;
/** A watch that ends sooner counts as a failure: a server that accepts and drops it must not be hammered. */
const SHORT_WATCH_MS = 1_000;

/** Only the user can do something about these, or whoever installs something. */
const TERMINAL: ReadonlySet<string> = new Set(["unauthenticated", "forbidden", "crd-missing", "not-found"]);

export function objectKey({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ""}/${metadata.name}`;
}

export class Reflector {
  readonly #options: ReflectorOptions;
  /** To watch from; kept while stopped, so that a later start resumes. Undefined: list first. */
  #version: string | undefined;
  #run: Run | undefined;

  constructor(options: ReflectorOptions) {
    this.#options = options;
  }

  /** Does nothing while running. */
  start(client: ReadingClient): void {
    if (this.#run) return;
    const run = new Run(client, this.#options, this.#version, (version) => {
      if (this.#run === run) this.#version = version;
    });
    this.#run = run;
  }

  /** Nothing is heard any more from this moment. Resolves when the last request has ended. */
  async stop(): Promise<void> {
    const run = this.#run;
    this.#run = undefined;
    await run?.stop();
  }

  /** Tries at once if it waits for the time of the next attempt or, blocked, for the user. */
  retry(): void {
    this.#run?.retry();
  }

  /** Lists anew, whatever it does at the moment. What is known stays until then. */
  relist(): void {
    this.#version = undefined;
    this.#run?.relist();
  }
}

/** The time from a start to its stop. Its own signal keeps whatever ends late from having any effect. */
class Run {
  readonly #client: ReadingClient;
  readonly #options: ReflectorOptions;
  readonly #ended = new AbortController();
  readonly #pause: Pause;
  readonly #remember: (version: string | undefined) => void;
  readonly #done: Promise<void>;
  #version: string | undefined;
  /** Of the request under way. */
  #request: AbortController | undefined;
  /** In a row. */
  #failures = 0;
  /** What the sink has heard last. */
  #live = false;

  constructor(
    client: ReadingClient,
    options: ReflectorOptions,
    version: string | undefined,
    remember: (version: string | undefined) => void,
  ) {
    this.#client = client;
    this.#options = options;
    this.#version = version;
    this.#remember = remember;
    this.#pause = new Pause(options.clock, this.#ended.signal);
    this.#done = this.#loop();
  }

  async stop(): Promise<void> {
    this.#ended.abort();
    this.#request?.abort();
    await this.#done;
  }

  retry(): void {
    this.#pause.end();
  }

  relist(): void {
    this.#version = undefined;
    this.#request?.abort();
    this.#pause.end();
  }

  async #loop(): Promise<void> {
    // The caller has the reflector in hand before the sink hears of anything.
    await Promise.resolve();
    while (!this.#stopped) {
      try {
        if (this.#version === undefined) await this.#list();
        else await this.#watch(this.#version);
      } catch (error) {
        if (this.#stopped) return;
        await this.#recover(asClusterError(error));
      }
    }
  }

  get #stopped(): boolean {
    return this.#ended.signal.aborted;
  }

  async #list(): Promise<void> {
    const { type, namespace, metadataOnly, sink } = this.#options;
    const keys = new Set<string>();
    let next: string | undefined;
    do {
      const from: { continue?: string } = next === undefined ? {} : { continue: next };
      const page: ListPage | undefined = await this.#watched((signal) =>
        this.#client.list(type, { namespace, metadataOnly, limit: PAGE_SIZE, ...from }, signal),
      );
      // Called off by `relist` or `stop`.
      if (!page) return;
      for (const object of page.items) keys.add(objectKey(object));
      sink.listed(page.items);
      next = page.continue || undefined;
      if (next === undefined) this.#setVersion(page.resourceVersion);
    } while (next !== undefined);
    sink.listEnded(keys);
    this.#alive();
  }

  async #watch(resourceVersion: string): Promise<void> {
    const { type, namespace, metadataOnly, clock } = this.#options;
    const openedAt = clock.now();
    const lasted = () => clock.now() - openedAt >= SHORT_WATCH_MS;
    let callOff = () => {};
    await this.#watched((signal, heard) =>
      this.#client.watch(
        type,
        {
          namespace,
          metadataOnly,
          resourceVersion,
          onOpen: () => {
            if (signal.aborted) return;
            heard();
            if (this.#live) return;
            callOff = clock.after(CATCH_UP_MS, () => {
              if (!signal.aborted) this.#alive();
            });
          },
        },
        (event) => {
          // Some of it may still be in a buffer when the watch is called off.
          if (signal.aborted) return;
          heard();
          this.#take(event);
          if (event.type === "BOOKMARK") this.#alive();
        },
        signal,
      ),
    ).finally(() => {
      callOff();
      if (this.#live && lasted()) this.#failures = 0;
    });
    if (this.#stopped || this.#version === undefined) return;
    if (!lasted()) {
      throw new ClusterError("offline", "The API server ends the connection at once.");
    }
  }

  #alive(): void {
    if (this.#live) return;
    this.#live = true;
    this.#options.sink.state({ phase: "live" });
  }

  #take(event: WatchEvent): void {
    if (event.type !== "BOOKMARK") this.#options.sink.changed(event.type, event.object);
    const version = event.type === "BOOKMARK" ? event.resourceVersion : event.object.metadata.resourceVersion;
    if (version) this.#setVersion(version);
  }

  #setVersion(version: string | undefined): void {
    this.#version = version;
    this.#remember(version);
  }

  /**
   * Runs a request under a signal that ends with this run, with `relist`, or after silence: a connection that broke
   * without a word never ends by itself. Undefined if it was called off.
   */
  async #watched<T>(request: (signal: AbortSignal, heard: () => void) => Promise<T>): Promise<T | undefined> {
    const { clock } = this.#options;
    const controller = new AbortController();
    this.#request = controller;
    let silent = false;
    const expire = () => {
      silent = true;
      controller.abort();
    };
    let lastHeard = clock.now();
    // One timer for many events: it looks when the last one was, rather than being set anew by each.
    const check = () => {
      const left = lastHeard + SILENCE_MS - clock.now();
      if (left <= 0) expire();
      else callOff = clock.after(left, check);
    };
    let callOff = clock.after(SILENCE_MS, check);
    try {
      const result = await request(controller.signal, () => {
        lastHeard = clock.now();
      });
      if (!controller.signal.aborted) return result;
    } catch (error) {
      if (!controller.signal.aborted) throw error;
    } finally {
      callOff();
      this.#request = undefined;
    }
    if (silent) throw new ClusterError("offline", "The API server has fallen silent.");
    return undefined;
  }

  async #recover(error: ClusterError): Promise<void> {
    const { sink, clock, random } = this.#options;
    if (TERMINAL.has(error.kind)) {
      this.#failures = 0;
      this.#live = false;
      // Installed again later, it has other objects.
      const uninstalled = error.kind === "crd-missing" || error.kind === "not-found";
      if (uninstalled) this.#setVersion(undefined);
      sink.state({ phase: "blocked", kind: error.kind, reason: error.message });
      await this.#pause.wait(uninstalled ? INSTALL_POLL_MS : undefined);
      return;
    }
    this.#failures += 1;
    if (error.kind === "gone") {
      this.#setVersion(undefined);
      // To have been away for long is nobody's fault; to be told so again and again is.
      if (this.#failures === 1) return;
    }
    this.#live = false;
    const delay = retryDelay(this.#failures, random, error.retryAfter);
    sink.state({ phase: "reconnecting", at: clock.now() + delay, reason: error.message });
    await this.#pause.wait(delay);
  }
}

function asClusterError(error: unknown): ClusterError {
  if (isClusterError(error)) return error;
  return new ClusterError("unknown", "Reading from the cluster failed for an unexpected reason.");
}
