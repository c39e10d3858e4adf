/** A bounded LSP client over stdio. What it costs (text update, framing, JSON) is in both servers' times. */
import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type CompletionItem,
  type CompletionList,
  createProtocolConnection,
  type Hover,
  type InitializeParams,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";
import { bounded } from "./bounded.ts";
import { OpenDocument } from "./open-document.ts";

/** How to start a server, and what it is told when it asks for its configuration. */
export interface ServerCommand {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Configuration by section; a section that is not here is answered with null. */
  readonly configuration: Readonly<Record<string, unknown>>;
}

const waitLimit = 25_000;
/** A server that hangs at the start would otherwise cost the long wait in every row. */
const startLimit = 10_000;

/** The same for both servers: no pull diagnostics, so both have to push. */
const capabilities: InitializeParams["capabilities"] = {
  workspace: { configuration: true, workspaceFolders: true, applyEdit: true },
  textDocument: {
    synchronization: { didSave: true },
    publishDiagnostics: { versionSupport: true, relatedInformation: true },
    completion: {
      completionItem: { snippetSupport: true, documentationFormat: ["markdown", "plaintext"] },
    },
    hover: { contentFormat: ["markdown", "plaintext"] },
  },
};

type Accept = (published: PublishDiagnosticsParams) => boolean;

export class LanguageClient {
  readonly name: string;
  readonly #child: ChildProcess;
  readonly #connection: ProtocolConnection;
  readonly #gone: Promise<never>;
  readonly #waiting = new Set<{ uri: string; accept: Accept; resolve: () => void }>();
  readonly #last = new Map<string, PublishDiagnosticsParams>();
  #stderr = "";

  constructor(server: ServerCommand) {
    this.name = server.name;
    this.#child = spawn(server.command, [...server.args], { stdio: ["pipe", "pipe", "pipe"] });
    const { stdin, stdout, stderr } = this.#child;
    if (!stdin || !stdout || !stderr) throw new Error(`${server.name}: no pipes`);
    stderr.setEncoding("utf8").on("data", (chunk: string) => {
      this.#stderr = (this.#stderr + chunk).slice(-16_000);
    });
    this.#gone = new Promise<never>((_, reject) => {
      const fail = (why: string) => reject(new Error(`${this.name}: ${why} ${this.#complaint()}`));
      this.#child.once("error", (error) => fail(`cannot start: ${error.message}`));
      this.#child.once("close", (code, signal) => fail(`exited (${code ?? signal})`));
    });
    // The rejection is seen by whoever waits; an exit after the last wait is no error.
    this.#gone.catch(() => undefined);
    // Writing to a server that has gone: the exit is reported by #gone.
    stdin.on("error", () => undefined);
    this.#connection = createProtocolConnection(
      new StreamMessageReader(stdout),
      new StreamMessageWriter(stdin),
    );
    this.#connection.onError(() => undefined);
    this.#connection.onRequest("workspace/configuration", (params: { items: { section?: string }[] }) =>
      params.items.map((item) => server.configuration[item.section ?? ""] ?? null),
    );
    this.#connection.onRequest("client/registerCapability", () => null);
    this.#connection.onNotification(
      "textDocument/publishDiagnostics",
      (published: PublishDiagnosticsParams) => this.#publish(published),
    );
    this.#connection.listen();
  }

  /** Process id, for figures from /proc and signals. Throws if the process did not start. */
  get pid(): number {
    if (this.#child.pid === undefined) throw new Error(`${this.name}: did not start`);
    return this.#child.pid;
  }

  /** `initialize` up to its reply. */
  async initialize(): Promise<void> {
    const params: InitializeParams = {
      processId: process.pid,
      rootUri: "file:///bench",
      workspaceFolders: [{ uri: "file:///bench", name: "bench" }],
      capabilities,
    };
    await this.#wait(this.#connection.sendRequest("initialize", params), "reply to initialize", startLimit);
  }

  /** `initialized`, then the pause in which the peer asks for its configuration and loads the schema. */
  async ready(): Promise<void> {
    await this.#wait(this.#notify("initialized", {}), "way to send initialized");
    const change = this.#notify("workspace/didChangeConfiguration", { settings: {} });
    await this.#wait(change, "way to send the configuration");
    await this.settle();
  }

  open(uri: string, text: string): OpenDocument {
    const document = new OpenDocument(uri, text, (method, params) => this.#notify(method, params));
    document.open();
    return document;
  }

  /** The first publish for the document from now on that is not of an older version and that `accept` takes. */
  diagnostics(document: OpenDocument, minimumVersion: number, accept: Accept, what: string): Promise<void> {
    const uri = document.uri;
    let resolve: () => void = () => undefined;
    const published = new Promise<void>((done) => {
      resolve = done;
    });
    const fresh: Accept = (params) => (params.version ?? minimumVersion) >= minimumVersion && accept(params);
    const waiter = { uri, accept: fresh, resolve };
    this.#waiting.add(waiter);
    const last = () => JSON.stringify(this.#last.get(uri)?.diagnostics.slice(0, 2) ?? "nothing");
    return this.#wait(published, () => `${what}; last published: ${last()}`).finally(() =>
      this.#waiting.delete(waiter),
    );
  }

  async completion(document: OpenDocument, position: Position): Promise<CompletionItem[]> {
    const params = { textDocument: { uri: document.uri }, position, context: { triggerKind: 1 } };
    const answer = this.#connection.sendRequest<CompletionItem[] | CompletionList | null>(
      "textDocument/completion",
      params,
    );
    const list = await this.#wait(answer, "completion");
    return Array.isArray(list) ? list : (list?.items ?? []);
  }

  async hover(document: OpenDocument, position: Position): Promise<Hover | null> {
    const params = { textDocument: { uri: document.uri }, position };
    return this.#wait(this.#connection.sendRequest<Hover | null>("textDocument/hover", params), "hover");
  }

  /**
   * Waits until the server has nothing left to do. 250 ms covers the peer's validation delay of 200 ms; a request
   * that no server knows is answered only when the work before it is done.
   */
  async settle(): Promise<void> {
    for (let round = 0; round < 2; round++) {
      await sleep(round === 0 ? 250 : 20);
      const answer = this.#connection.sendRequest("bench/roundTrip").catch(() => undefined);
      await this.#wait(answer, "answer while settling");
    }
  }

  /** Sends the signal and waits for the line on stderr that `pattern` matches. */
  async signal(signal: NodeJS.Signals, pattern: RegExp): Promise<RegExpMatchArray> {
    this.#stderr = "";
    process.kill(this.pid, signal);
    for (let attempt = 0; attempt < 200; attempt++) {
      const match = pattern.exec(this.#stderr);
      if (match) return match;
      await sleep(25);
    }
    throw new Error(`${this.name}: no answer to ${signal}`);
  }

  async stop(): Promise<void> {
    this.#connection.dispose();
    if (this.#child.exitCode !== null || this.#child.pid === undefined) return;
    this.#child.kill("SIGKILL");
    await bounded(
      this.#gone.catch(() => undefined),
      5_000,
      () => `${this.name}: does not end`,
    );
  }

  #publish(published: PublishDiagnosticsParams): void {
    this.#last.set(published.uri, published);
    for (const waiter of this.#waiting) {
      if (waiter.uri === published.uri && waiter.accept(published)) waiter.resolve();
    }
  }

  /** The line of stderr that names the error, else its last line. */
  #complaint(): string {
    const lines = this.#stderr.trim().split("\n");
    return (lines.find((line) => /^\w*Error\b/.test(line)) ?? lines.at(-1) ?? "").slice(0, 300);
  }

  #notify(method: string, params: unknown): Promise<void> {
    return this.#connection.sendNotification(method, params);
  }

  async #wait<T>(promise: Promise<T>, what: string | (() => string), limit = waitLimit): Promise<T> {
    const name = () => `${this.name}: no ${typeof what === "string" ? what : what()}`;
    try {
      return await bounded(Promise.race([promise, this.#gone]), limit, name);
    } catch (error) {
      // The pipes of a server that crashes close before its exit is known, and the exit says why.
      await Promise.race([this.#gone, sleep(200)]);
      const message = error instanceof Error ? error.message : String(error);
      throw new Error(message.startsWith(this.name) ? message : `${name()}: ${message}`);
    }
  }
}
