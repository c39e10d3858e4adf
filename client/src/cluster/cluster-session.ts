/**
 * What is shown of one context and namespace, for as long as they are chosen. Connected while somebody looks; a
 * while after nobody does the connection ends, and is resumed where it ended when somebody looks again.
 */
import type { Access } from "./access.ts";
import type { Clock } from "./clock.ts";
import type { ClusterClient } from "./cluster-client.ts";
import { ClusterConnection, type Known } from "./cluster-connection.ts";
import type { ClusterScope } from "./cluster-snapshot.ts";
import type { ClusterStore, StoreWriter } from "./cluster-store.ts";

export interface SessionOptions {
  /** As the user chose it. */
  readonly scope: ClusterScope;
  /** The namespace of the context, for who may not list packs in all of them. */
  readonly ownNamespace: string;
  /** A new client, which the session closes. May throw a `ClusterError`. */
  readonly connect: () => ClusterClient;
  readonly store: ClusterStore;
  readonly clock: Clock;
  readonly random: () => number;
  /** Milliseconds between the last look and the end of the connection. */
  readonly graceMs: number;
}

/** For requests of commands; `scope` never changes, whatever is chosen meanwhile. */
export interface SessionClient {
  readonly scope: ClusterScope;
  readonly client: ClusterClient;
  readonly access: Access;
}

export class ClusterSession {
  readonly #options: SessionOptions;
  readonly #writer: StoreWriter;
  /** Connections that are being closed. */
  readonly #ending = new Set<Promise<void>>();
  #connection: ClusterConnection | undefined;
  #known: Known | undefined;
  #callOff: (() => void) | undefined;
  #disposed = false;

  /** Empties the store; asks nothing of the cluster before `start`. */
  constructor(options: SessionOptions) {
    this.#options = options;
    this.#writer = options.store.open(options.scope, { phase: "connecting" });
  }

  /** Undefined while there is no connection. */
  get client(): SessionClient | undefined {
    const { client, access } = this.#connection ?? {};
    return client && access ? { scope: this.#options.scope, client, access } : undefined;
  }

  /** Somebody looks. */
  start(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    if (!this.#disposed && !this.#connection) this.#connect(this.#known);
  }

  /** Nobody looks any more. */
  stop(): void {
    if (!this.#connection || this.#callOff) return;
    this.#callOff = this.#options.clock.after(this.#options.graceMs, () => {
      this.#callOff = undefined;
      this.#disconnect();
      this.#writer.connection({ phase: "connecting" });
    });
  }

  retry(): void {
    this.#connection?.retry();
  }

  /** Asks everything anew, rights included, over new connections; what is known stays until the answers come. */
  refresh(): void {
    const wasConnected = this.#connection !== undefined;
    this.#disconnect();
    this.#known = undefined;
    if (wasConnected) this.#connect(undefined);
  }

  /** Nothing of it reaches the store any more. Resolves when all connections are closed. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    this.#callOff?.();
    this.#callOff = undefined;
    this.#disconnect();
    await Promise.all(this.#ending);
  }

  #connect(known: Known | undefined): void {
    const { scope, ownNamespace, connect, clock, random } = this.#options;
    const writer = this.#writer;
    this.#connection = new ClusterConnection(
      {
        scope,
        ownNamespace,
        connect,
        writer,
        sink: (resource) => writer.sink(resource, (state) => this.#connection?.heard(resource, state)),
        clock,
        random,
      },
      known,
    );
  }

  #disconnect(): void {
    const connection = this.#connection;
    if (!connection) return;
    this.#connection = undefined;
    this.#known = connection.known;
    const ended = connection.end().finally(() => this.#ending.delete(ended));
    this.#ending.add(ended);
  }
}
