/**
 * One connection to the chosen cluster, from the first question to the last: does it answer, has it the custom
 * resources, what may the user read; then a reflector for each type. It ends with `end` and leaves nothing behind.
 */
import { Access } from "./access.ts";
import type { Clock } from "./clock.ts";
import type { ClusterClient } from "./cluster-client.ts";
import { ClusterError, isClusterError } from "./cluster-error.ts";
import type { ClusterScope, ResourceState } from "./cluster-snapshot.ts";
import type { StoreWriter } from "./cluster-store.ts";
import { mayListEverywhere, servedResources } from "./first-questions.ts";
import { isNamespaceAbsent } from "./namespaces.ts";
import { Pause } from "./pause.ts";
import { Reflector, type ReflectorSink } from "./reflector.ts";
import { RESOURCES, SYMPOZIUM_GROUP, WATCHED, type WatchedResource } from "./resource-types.ts";
import { INSTALL_POLL_MS, retryDelay } from "./retry-delay.ts";

export interface ConnectionOptions {
  /** As the user chose it. */
  readonly scope: ClusterScope;
  /** For who may not list packs in all namespaces. */
  readonly ownNamespace: string;
  /** May throw a `ClusterError`. */
  readonly connect: () => ClusterClient;
  readonly writer: Pick<StoreWriter, "connection" | "scope" | "state" | "resuming">;
  /** Whoever makes it passes the states that it hears on to `heard` of the connection of that time. */
  readonly sink: (resource: WatchedResource) => ReflectorSink;
  readonly clock: Clock;
  readonly random: () => number;
}

/** What an earlier connection has found out, for one that resumes. */
export interface Known {
  readonly namespace: string | undefined;
  readonly served: ReadonlySet<string> | undefined;
  /** What to follow, and from where. */
  readonly reflectors: ReadonlyMap<WatchedResource, Reflector>;
}

/** Only the user can do something about these. */
const TERMINAL: ReadonlySet<string> = new Set(["unauthenticated", "forbidden", "tls", "crd-missing"]);

export class ClusterConnection {
  readonly #options: ConnectionOptions;
  readonly #ended = new AbortController();
  readonly #pause: Pause;
  /** Between looks for types that are not installed. */
  readonly #installPause: Pause;
  readonly #reflectors = new Map<WatchedResource, Reflector>();
  readonly #states = new Map<WatchedResource, ResourceState>();
  #done: Promise<void>;
  #client: ClusterClient | undefined;
  #access: Access | undefined;
  #namespace: string | undefined;
  #served: ReadonlySet<string> | undefined;
  #offlineSince: number | undefined;
  /** All types are either followed or known to be unreadable. */
  #settled = false;
  /** Some types are not installed yet. */
  #awaitsInstall = false;
  /** Until the reflectors have stopped because the credentials are no longer taken. */
  #refused: Promise<unknown> | undefined;

  /** Begins at once. With `known` it goes on where that ended, without asking again. */
  constructor(options: ConnectionOptions, known?: Known) {
    this.#options = options;
    this.#pause = new Pause(options.clock, this.#ended.signal);
    this.#installPause = new Pause(options.clock, this.#ended.signal);
    this.#done = this.#run(known);
  }

  /** For further requests; undefined until there is one. It is closed with this connection. */
  get client(): ClusterClient | undefined {
    return this.#client;
  }

  get access(): Access | undefined {
    return this.#access;
  }

  /** For a connection that resumes this one after its end; undefined if it has to begin anew. */
  get known(): Known | undefined {
    if (!this.#settled) return undefined;
    return { namespace: this.#namespace, served: this.#served, reflectors: this.#reflectors };
  }

  /** Tries at once what waits for its time or for the user. */
  retry(): void {
    this.#pause.end();
    this.#installPause.end();
    if (!this.#settled) return;
    if (this.#refused) this.#resumeAfter(this.#refused);
    else this.#retryEach();
  }

  #retryEach(): void {
    this.#access?.forget();
    for (const resource of WATCHED) {
      const reflector = this.#reflectors.get(resource);
      if (reflector) reflector.retry();
      else void this.#follow(resource);
    }
  }

  /** Resolves when the last request has ended and all connections are closed. */
  async end(): Promise<void> {
    this.#ended.abort();
    await Promise.all([this.#done, ...[...this.#reflectors.values()].map((reflector) => reflector.stop())]);
    await this.#client?.close();
  }

  get #stopped(): boolean {
    return this.#ended.signal.aborted;
  }

  async #run(known: Known | undefined): Promise<void> {
    // What an earlier connection has heard is no news of this one.
    this.#options.writer.resuming();
    this.#states.clear();
    // The owner has the connection in hand before anybody hears of it.
    await Promise.resolve();
    let failures = 0;
    while (!this.#stopped) {
      try {
        this.#client ??= this.#options.connect();
        this.#access ??= new Access(this.#client, this.#ended.signal);
        if (known) this.#resume(known, this.#client);
        else await this.#begin(this.#client, this.#access);
        break;
      } catch (error) {
        if (this.#stopped) return;
        failures = await this.#recover(error, failures);
      }
    }
    if (this.#client && !this.#awaitsInstall) await this.#followLater(this.#client);
  }

  #resume({ namespace, served, reflectors }: Known, client: ClusterClient): void {
    this.#namespace = namespace;
    this.#served = served;
    for (const [resource, reflector] of reflectors) {
      this.#reflectors.set(resource, reflector);
      reflector.start(client);
    }
    this.#settled = true;
  }

  async #begin(client: ClusterClient, access: Access): Promise<void> {
    const { signal } = this.#ended;
    const { scope, ownNamespace, writer } = this.#options;
    await client.checkHealth(signal);
    this.#served = await servedResources(client, signal);
    const narrowed = scope.namespace === undefined && !(await mayListEverywhere(access));
    if (this.#stopped) return;
    this.#namespace = narrowed ? ownNamespace : scope.namespace;
    writer.scope(narrowed ? { ...scope, namespace: ownNamespace, narrowed } : scope);
    this.#connected();
    await Promise.all(WATCHED.map((resource) => this.#follow(resource)));
    this.#settled = true;
  }

  /** Those that were not installed yet. Never rejects. */
  async #followLater(client: ClusterClient): Promise<void> {
    this.#awaitsInstall = true;
    for (;;) {
      const unserved = WATCHED.filter((resource) => !this.#isServed(resource));
      if (unserved.length === 0 || this.#stopped) break;
      await this.#installPause.wait(INSTALL_POLL_MS);
      if (this.#stopped || this.#refused) continue;
      this.#served = await servedResources(client, this.#ended.signal).catch(() => this.#served);
      await Promise.all(
        unserved.filter((resource) => this.#isServed(resource)).map((resource) => this.#follow(resource)),
      );
    }
    this.#awaitsInstall = false;
  }

  #isServed(resource: WatchedResource): boolean {
    const { group, plural } = RESOURCES[resource];
    return group !== SYMPOZIUM_GROUP || this.#served === undefined || this.#served.has(plural);
  }

  /** Never rejects. */
  async #follow(resource: WatchedResource): Promise<void> {
    const { writer, sink, clock, random } = this.#options;
    const type = RESOURCES[resource];
    const namespace = this.#namespace;
    if (!this.#isServed(resource)) {
      const reason = `The cluster does not have the resource ${type.plural}.`;
      writer.state(resource, { phase: "blocked", kind: "crd-missing", reason });
      return;
    }
    // Without an answer the list itself shows it.
    const may = await this.#access?.may({ verb: "list", type, namespace }).catch(() => true);
    if (this.#stopped || !this.#client || this.#reflectors.has(resource)) return;
    if (may === false) {
      const where = namespace === undefined ? "in all namespaces" : `in the namespace ${namespace}`;
      const reason = `You may not list ${type.plural} ${where}.`;
      writer.state(resource, { phase: "blocked", kind: "forbidden", reason });
      return;
    }
    const reflector = new Reflector({
      type,
      namespace,
      metadataOnly: resource === "secrets",
      sink: resource === "packs" ? this.#askingForNamespace(sink(resource)) : sink(resource),
      clock,
      random,
    });
    this.#reflectors.set(resource, reflector);
    reflector.start(this.#client);
  }

  /** Nobody sees from an empty list whether there is such a namespace. */
  #askingForNamespace(sink: ReflectorSink): ReflectorSink {
    return {
      ...sink,
      listEnded: (keys) => {
        sink.listEnded(keys);
        if (keys.size === 0) void this.#lookForNamespace();
      },
    };
  }

  async #lookForNamespace(): Promise<void> {
    const { scope, writer } = this.#options;
    if (scope.namespace === undefined || !this.#client) return;
    const absent = await isNamespaceAbsent(this.#client, scope.namespace, this.#ended.signal);
    if (!this.#stopped) writer.scope(absent ? { ...scope, absent } : scope);
  }

  async #recover(thrown: unknown, failures: number): Promise<number> {
    const { writer, clock, random } = this.#options;
    const error = isClusterError(thrown)
      ? thrown
      : new ClusterError("unknown", "Connecting to the cluster failed for an unexpected reason.");
    if (TERMINAL.has(error.kind)) {
      writer.connection({ phase: "blocked", kind: error.kind, reason: error.message });
      await this.#pause.wait(error.kind === "crd-missing" ? INSTALL_POLL_MS : undefined);
      return 0;
    }
    const delay = retryDelay(failures + 1, random, error.retryAfter);
    this.#offline(clock.now() + delay, error.message);
    await this.#pause.wait(delay);
    return failures + 1;
  }

  /** What the state of the types says about the connection. Called by their reflectors. */
  heard(resource: WatchedResource, state: ResourceState): void {
    this.#states.set(resource, state);
    if (this.#refused) return;
    if (state.phase === "blocked" && state.kind === "unauthenticated") this.#refuse(state.reason);
    else this.#conclude();
  }

  #conclude(): void {
    const states = [...this.#reflectors.keys()].map((followed) => this.#states.get(followed));
    if (states.some((known) => known?.phase === "live")) {
      this.#connected();
      return;
    }
    const waiting = states.flatMap((known) => (known?.phase === "reconnecting" ? [known] : []));
    const [first] = waiting.sort((left, right) => left.at - right.at);
    const blocked = states.filter((known) => known?.phase === "blocked").length;
    if (first && waiting.length + blocked === states.length) this.#offline(first.at, first.reason);
  }

  /** No type goes on by itself: an account may be locked after so many attempts. */
  #refuse(reason: string): void {
    this.#refused = Promise.all([...this.#reflectors.values()].map((reflector) => reflector.stop()));
    this.#options.writer.connection({ phase: "blocked", kind: "unauthenticated", reason });
  }

  #resumeAfter(stopped: Promise<unknown>): void {
    this.#refused = undefined;
    this.#options.writer.connection({ phase: "connecting" });
    const { known } = this;
    this.#done = stopped.then(() => this.#run(known));
  }

  #connected(): void {
    const wasOffline = this.#offlineSince !== undefined;
    this.#offlineSince = undefined;
    this.#options.writer.connection({ phase: "connected" });
    if (!wasOffline) return;
    for (const [resource, reflector] of this.#reflectors) {
      if (this.#states.get(resource)?.phase === "reconnecting") reflector.retry();
    }
  }

  #offline(retryAt: number, reason: string): void {
    const since = this.#offlineSince ?? this.#options.clock.now();
    this.#offlineSince = since;
    this.#options.writer.connection({ phase: "offline", since, retryAt, reason });
  }
}
