import { access } from "node:fs/promises";
import { type Disposable, EventEmitter, type Uri, window, workspace } from "vscode";
import {
  type ClusterValues,
  type FileStatus,
  GENERATED_RESOURCES,
  type GeneratedResources,
  type GeneratedResourcesParams,
  type InitializationOptions,
  PACK_CONTENTS,
  PACK_GRAPH,
  type PackContents,
  type PackContentsParams,
  type PackGraph,
  type PackPlace,
  RUN_CALENDAR,
  type RunCalendar,
  type RunCalendarParams,
} from "../../../server/src/protocol.ts";
import type { ServerProcess } from "./language-client.ts";
import type { Output } from "./output.ts";
import type { ServerState } from "./server-state.ts";

/** As the server answers; `containerName` of a persona is its pack. */
export interface WorkspaceSymbol {
  readonly name: string;
  readonly location: { readonly uri: string };
  readonly containerName?: string;
}

/** The life of the language server: started when needed, restarted on request, and what it last said. */
export class LanguageServer implements Disposable {
  readonly #module: string;
  readonly #output: Output;
  readonly #initializationOptions: () => InitializationOptions;
  readonly #changed = new EventEmitter<void>();
  readonly #files = new Map<string, FileStatus>();
  readonly #closing: Disposable;
  #state: ServerState = { name: "idle" };
  #process: ServerProcess | undefined;
  /** Told to each server that starts. */
  #clusterValues: ClusterValues | undefined;
  /** Starts run one after the other, so that two never race for `#process`. */
  #queue: Promise<void> = Promise.resolve();
  #disposed = false;

  /**
   * @param module absolute path of the bundled server
   * @param initializationOptions asked at every start
   */
  constructor(module: string, output: Output, initializationOptions: () => InitializationOptions) {
    this.#module = module;
    this.#output = output;
    this.#initializationOptions = initializationOptions;
    this.#closing = workspace.onDidCloseTextDocument(({ uri }) => this.#files.delete(uri.toString()));
  }

  /** The state or the status of a file changed. */
  get onDidChange(): EventEmitter<void>["event"] {
    return this.#changed.event;
  }

  get state(): ServerState {
    return this.#state;
  }

  fileStatus(uri: Uri): FileStatus | undefined {
    return this.#files.get(uri.toString());
  }

  /** Starts the server unless it was started before. Never rejects: failures end up in `state`. */
  start(): Promise<void> {
    return this.#enqueue(async () => {
      if (this.#process === undefined) await this.#launch();
    });
  }

  /** Ends the server, also one that hangs while starting, and starts a new one. Never rejects. */
  async restart(): Promise<void> {
    const ended = this.#end();
    await this.#enqueue(async () => {
      await ended;
      await this.#launch();
    });
  }

  async tellYamlExtension(active: boolean): Promise<void> {
    // While it starts, its initialization options may or may not have said this already.
    await this.#queue;
    if (this.#state.name !== "ready") return;
    try {
      await this.#process?.sendYamlExtensionState({ active });
    } catch (error) {
      this.#output.channel.error(
        `The state of the YAML extension did not reach the server: ${String(error)}`,
      );
    }
  }

  /** What is known of the cluster from now on; undefined: nothing. */
  tellCluster(values: ClusterValues | undefined): void {
    this.#clusterValues = values;
    if (this.#state.name === "ready") void this.#sendClusterValues();
  }

  generatedResources(params: GeneratedResourcesParams): Promise<GeneratedResources | null> {
    return this.#request(GENERATED_RESOURCES, params);
  }

  runCalendar(params: RunCalendarParams): Promise<RunCalendar | null> {
    return this.#request(RUN_CALENDAR, params);
  }

  packContents(params: PackContentsParams): Promise<PackContents | null> {
    return this.#request(PACK_CONTENTS, params);
  }

  packGraph(place: PackPlace): Promise<PackGraph | null> {
    return this.#request(PACK_GRAPH, place);
  }

  /** Packs and personas of the workspace that have the letters of `query` in this order. */
  async workspaceSymbols(query: string): Promise<readonly WorkspaceSymbol[]> {
    return (
      (await this.#request<{ query: string }, WorkspaceSymbol[] | null>("workspace/symbol", { query })) ?? []
    );
  }

  /** Resolves when the process has ended. */
  async stop(): Promise<void> {
    this.#disposed = true;
    await this.#end();
  }

  dispose(): void {
    void this.stop();
    this.#closing.dispose();
    this.#changed.dispose();
  }

  /** Starts the server if need be; rejects if it cannot be asked. */
  async #request<Params, Result>(method: string, params: Params): Promise<Result> {
    await this.start();
    if (!this.#process) throw new Error("the language server is not running");
    return await this.#process.request(method, params);
  }

  #enqueue(step: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(() => (this.#disposed ? undefined : step()));
    return this.#queue;
  }

  async #launch(): Promise<void> {
    this.#setState({ name: "starting" });
    try {
      await access(this.#module);
    } catch {
      const reason = "The language server is not built: run “npm run build”";
      this.#output.channel.error(`${reason} (${this.#module})`);
      void window.showErrorMessage(reason);
      this.#setState({ name: "failed", reason });
      return;
    }
    try {
      const { createServerProcess } = await import("./language-client.ts");
      if (this.#disposed) return;
      const launched = createServerProcess({
        module: this.#module,
        channel: this.#output.channel,
        initializationOptions: this.#initializationOptions,
        onState: (name) => {
          if (this.#process !== launched) return;
          this.#setState({ name });
          this.#output.channel.info(`Language server: ${name}`);
          if (name === "ready" && this.#clusterValues) void this.#sendClusterValues();
        },
        onFileStatus: (status) => {
          this.#files.set(status.uri, status);
          this.#changed.fire();
        },
      });
      this.#process = launched;
      await launched.start();
    } catch (error) {
      if (this.#disposed) return;
      this.#output.channel.error(`The language server did not start: ${String(error)}`);
      this.#setState({ name: "failed" });
    }
  }

  async #end(): Promise<void> {
    const ending = this.#process;
    this.#process = undefined;
    this.#files.clear();
    try {
      await ending?.dispose();
    } catch (error) {
      // A server that is starting or has crashed cannot be asked to shut down; its process is killed instead.
      this.#output.channel.debug(`The language server did not shut down in order: ${String(error)}`);
    }
  }

  async #sendClusterValues(): Promise<void> {
    try {
      await this.#process?.sendClusterValues(this.#clusterValues ?? {});
    } catch (error) {
      this.#output.channel.error(`What the cluster has did not reach the server: ${String(error)}`);
    }
  }

  #setState(state: ServerState): void {
    this.#state = state;
    if (state.name !== "ready") this.#files.clear();
    this.#changed.fire();
  }
}
