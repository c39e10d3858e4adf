/**
 * Features that another YAML extension answers as well. While it is active ours are unregistered: an empty
 * answer would not do, for the editor would still ask its user which formatter to use. Clients without
 * dynamic registration have no second server of ours; for them the features are announced at the start.
 */
import {
  type ClientCapabilities,
  type Connection,
  type Disposable,
  DocumentFormattingRequest,
  FoldingRangeRequest,
  SelectionRangeRequest,
  type ServerCapabilities,
} from "vscode-languageserver/node";

const TYPES = [DocumentFormattingRequest.type, FoldingRangeRequest.type, SelectionRangeRequest.type] as const;

export class DynamicFeatures {
  readonly #connection: Connection;
  #dynamic = false;
  #registered: Disposable[] = [];
  #wanted = false;
  /** Registrations run one after another, so that quick switching ends as it was last asked for. */
  #settled: Promise<void> = Promise.resolve();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** What is announced at the start. */
  start(capabilities: ClientCapabilities): ServerCapabilities {
    const { formatting, foldingRange, selectionRange } = capabilities.textDocument ?? {};
    this.#dynamic = [formatting, foldingRange, selectionRange].every(
      (one) => one?.dynamicRegistration === true,
    );
    if (this.#dynamic) return {};
    return { documentFormattingProvider: true, foldingRangeProvider: true, selectionRangeProvider: true };
  }

  offer(wanted: boolean): Promise<void> {
    this.#wanted = wanted;
    if (this.#dynamic) this.#settled = this.#settled.then(() => this.#apply());
    return this.#settled;
  }

  async #apply(): Promise<void> {
    if (this.#wanted === this.#registered.length > 0) return;
    if (this.#wanted) {
      const selector = { documentSelector: [{ language: "yaml" }] };
      this.#registered = await Promise.all(
        TYPES.map((type) => this.#connection.client.register(type, selector)),
      );
    } else {
      for (const registration of this.#registered) registration.dispose();
      this.#registered = [];
    }
  }
}
