/** The built server as a process of its own, spoken to over its standard streams. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import {
  type ClientCapabilities,
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";

const SERVER = fileURLToPath(new URL("../../../server/dist/server.cjs", import.meta.url));

export interface StartOptions {
  readonly capabilities?: ClientCapabilities;
  readonly folder?: string;
  /** Answers to `workspace/configuration`. */
  readonly settings?: object;
}

export class StdioServer {
  readonly connection: ProtocolConnection;
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #published: PublishDiagnosticsParams[] = [];
  readonly #listeners = new Set<() => void>();
  #version = 0;

  private constructor() {
    this.#process = spawn(process.execPath, [SERVER, "--stdio"]);
    const { stdout, stdin } = this.#process;
    this.connection = createProtocolConnection(
      new StreamMessageReader(stdout),
      new StreamMessageWriter(stdin),
    );
    this.connection.onNotification(
      "textDocument/publishDiagnostics",
      (published: PublishDiagnosticsParams) => {
        this.#published.push(published);
        for (const listener of this.#listeners) listener();
      },
    );
  }

  /** Started and initialized; `initialized` is what the server said of itself. */
  static async start({ capabilities = {}, folder, settings }: StartOptions = {}): Promise<{
    readonly server: StdioServer;
    readonly initialized: InitializeResult;
  }> {
    const server = new StdioServer();
    const { connection } = server;
    connection.onRequest("workspace/configuration", ({ items }: { items: unknown[] }) =>
      items.map(() => settings ?? null),
    );
    connection.listen();
    const initialized: InitializeResult = await connection.sendRequest("initialize", {
      processId: null,
      rootUri: folder ?? null,
      capabilities,
    });
    await connection.sendNotification("initialized", {});
    return { server, initialized };
  }

  async open(uri: string, text: string): Promise<void> {
    const textDocument = { uri, languageId: "yaml", version: ++this.#version, text };
    await this.connection.sendNotification("textDocument/didOpen", { textDocument });
  }

  /** Replaces the whole text; the new version. */
  async replace(uri: string, text: string): Promise<number> {
    const textDocument = { uri, version: ++this.#version };
    await this.connection.sendNotification("textDocument/didChange", {
      textDocument,
      contentChanges: [{ text }],
    });
    return this.#version;
  }

  request<T>(method: string, params: object): Promise<T> {
    return this.connection.sendRequest(method, params);
  }

  /** What was pushed for a file so far, in order. */
  published(uri: string): PublishDiagnosticsParams[] {
    return this.#published.filter((published) => published.uri === uri);
  }

  /** The first pushed diagnostics, from the beginning on, that are wanted. */
  async diagnostics(
    uri: string,
    isWanted: (published: PublishDiagnosticsParams) => boolean = () => true,
  ): Promise<readonly Diagnostic[]> {
    for (;;) {
      const found = this.published(uri).find(isWanted);
      if (found) return found.diagnostics;
      await new Promise<void>((resolve) => {
        const listener = () => {
          this.#listeners.delete(listener);
          resolve();
        };
        this.#listeners.add(listener);
      });
    }
  }

  async stop(): Promise<number | null> {
    const exit = once(this.#process, "exit");
    await this.connection.sendRequest("shutdown");
    await this.connection.sendNotification("exit");
    const [code] = await exit;
    this.connection.dispose();
    return code;
  }
}
