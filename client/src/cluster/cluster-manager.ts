/**
 * The cluster view's one owner of everything that touches a cluster. Nothing is read, loaded or asked before somebody
 * looks; then it follows the kubeconfig and what the user chooses, with one session at a time.
 */
import { isDeepStrictEqual } from "node:util";
import type { Clock } from "./clock.ts";
import { isClusterError } from "./cluster-error.ts";
import { clusterKey } from "./cluster-identity.ts";
import {
  NO_SELECTION,
  type Selection,
  selectedScope,
  withContext,
  withNamespace,
} from "./cluster-selection.ts";
import { ClusterSession, type SessionClient } from "./cluster-session.ts";
import type { ClusterScope, LiveSnapshot } from "./cluster-snapshot.ts";
import { ClusterStore } from "./cluster-store.ts";
import type { ContextConfig, Kubeconfig } from "./kubeconfig.ts";
import { missingContext } from "./missing-context.ts";
import { DEFAULT_NAMESPACE } from "./namespaces.ts";

/** Keeps what the user chose. */
export interface SelectionStorage {
  load(): Selection | undefined;
  save(selection: Selection): void;
}

/** The bundle that is loaded when something is first asked of a cluster. */
type ConnectModule = Pick<
  typeof import("./connect.ts"),
  "ClusterConnector" | "KubeconfigWatcher" | "configOf" | "readKubeconfig"
>;

export interface ManagerOptions {
  readonly load: () => Promise<ConnectModule>;
  /** The files of the kubeconfig, in their order; they need not exist. */
  readonly files: readonly string[];
  readonly connector: ConstructorParameters<ConnectModule["ClusterConnector"]>[0];
  readonly selection: SelectionStorage;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: (line: string) => void;
  /** Milliseconds from the last look to the end of the connection. */
  readonly graceMs?: number;
}

const GRACE_MS = 30_000;

/** What exists since somebody first looked. */
interface Opened {
  readonly module: ConnectModule;
  readonly connector: InstanceType<ConnectModule["ClusterConnector"]>;
  readonly watcher: InstanceType<ConnectModule["KubeconfigWatcher"]>;
}

interface Chosen {
  readonly scope: ClusterScope;
  readonly config: ContextConfig;
  readonly session: ClusterSession;
}

export class ClusterManager {
  readonly #options: ManagerOptions;
  readonly #store: ClusterStore;
  /** Sessions that are being closed. */
  readonly #ending = new Set<Promise<void>>();
  #opening: Promise<Opened | undefined> | undefined;
  #kubeconfig: Kubeconfig | undefined;
  #chosen: Chosen | undefined;
  #looking = 0;
  #disposed = false;

  constructor(options: ManagerOptions) {
    this.#options = options;
    this.#store = new ClusterStore(options.clock);
  }

  /** The same one whatever is chosen. */
  get snapshot(): LiveSnapshot {
    return this.#store;
  }

  /** As last read; undefined before somebody first looked. */
  get kubeconfig(): Kubeconfig | undefined {
    return this.#kubeconfig;
  }

  /** False if it is whatever is current in the kubeconfig. */
  get isContextChosen(): boolean {
    return this.#selection.context !== undefined;
  }

  /** To ask and change something of what is shown now; undefined while there is no connection. */
  get client(): SessionClient | undefined {
    return this.#chosen?.session.client;
  }

  /** Somebody looks, until they dispose of it. */
  look(): { dispose(): void } {
    this.#looking += 1;
    this.#opening ??= this.#open();
    this.#chosen?.session.start();
    let looks = true;
    return {
      dispose: () => {
        if (!looks) return;
        looks = false;
        this.#looking -= 1;
        if (this.#looking === 0) this.#chosen?.session.stop();
      },
    };
  }

  /** Undefined: whatever is current in the kubeconfig, also when it changes. */
  chooseContext(context: string | undefined): void {
    this.#select(withContext(this.#selection, context));
  }

  /** Of the context that is shown; undefined: all. */
  chooseNamespace(namespace: string | undefined): void {
    const context = this.#chosen?.scope.context;
    if (context !== undefined) this.#select(withNamespace(this.#selection, context, namespace));
  }

  /** Tries at once what waits for its time or for the user. */
  retry(): void {
    this.#chosen?.session.retry();
  }

  /** Reads the kubeconfig and lists everything anew. */
  async refresh(): Promise<void> {
    const opened = await this.#opening;
    if (!opened) return;
    const kubeconfig = await opened.module.readKubeconfig(this.#options.files);
    if (this.#disposed) return;
    const before = this.#chosen?.session;
    this.#choose(opened, kubeconfig);
    if (before && this.#chosen?.session === before) before.refresh();
  }

  /** Resolves when nothing of it is left: no connection, timer, watcher or process. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    this.#store.dispose();
    this.#end();
    const opened = await this.#opening;
    opened?.watcher.dispose();
    opened?.connector.dispose();
    await Promise.all(this.#ending);
  }

  get #selection(): Selection {
    return this.#options.selection.load() ?? NO_SELECTION;
  }

  async #open(): Promise<Opened | undefined> {
    const { load, files, connector, clock, log } = this.#options;
    this.#store.open(undefined, { phase: "connecting" });
    try {
      const module = await load();
      const kubeconfig = await module.readKubeconfig(files);
      if (this.#disposed) return undefined;
      const opened: Opened = {
        module,
        connector: new module.ClusterConnector(connector),
        watcher: new module.KubeconfigWatcher({
          files,
          read: module.readKubeconfig,
          initial: kubeconfig,
          onChange: (changed) => this.#choose(opened, changed),
          clock,
          log,
        }),
      };
      this.#choose(opened, kubeconfig);
      return opened;
    } catch (error) {
      const reason = "What talks to clusters could not be loaded.";
      log(`${reason} ${error instanceof Error ? error.message : ""}`);
      this.#store.open(undefined, { phase: "blocked", kind: "unknown", reason });
      // The next look tries again.
      this.#opening = undefined;
      return undefined;
    }
  }

  #select(selection: Selection): void {
    this.#options.selection.save(selection);
    void this.#opening?.then((opened) => {
      if (opened && this.#kubeconfig && !this.#disposed) this.#choose(opened, this.#kubeconfig);
    });
  }

  /** Keeps the session if it is still the one for what is chosen. */
  #choose(opened: Opened, kubeconfig: Kubeconfig): void {
    this.#kubeconfig = kubeconfig;
    for (const { message } of kubeconfig.problems) this.#options.log(message);
    const selected = selectedScope(this.#selection, kubeconfig);
    if (!selected) {
      this.#end();
      this.#store.open(undefined, missingContext(kubeconfig));
      return;
    }
    let config: ContextConfig;
    try {
      config = opened.module.configOf(kubeconfig, selected.context);
    } catch (error) {
      if (!isClusterError(error)) throw error;
      this.#end();
      this.#store.open(selected, { phase: "blocked", kind: error.kind, reason: error.message });
      return;
    }
    const scope = { ...selected, cluster: clusterKey(config.cluster) };
    const { config: oldConfig, scope: oldScope } = this.#chosen ?? {};
    if (isDeepStrictEqual(oldConfig, config) && isDeepStrictEqual(oldScope, scope)) return;
    this.#end();
    const { clock, random, graceMs = GRACE_MS } = this.#options;
    const session = new ClusterSession({
      scope,
      ownNamespace: config.namespace ?? DEFAULT_NAMESPACE,
      connect: () => opened.connector.connect(config),
      store: this.#store,
      clock,
      random,
      graceMs,
    });
    this.#chosen = { scope, config, session };
    if (this.#looking > 0) session.start();
  }

  #end(): void {
    const session = this.#chosen?.session;
    if (!session) return;
    this.#chosen = undefined;
    const ended = session.dispose().finally(() => this.#ending.delete(ended));
    this.#ending.add(ended);
  }
}
