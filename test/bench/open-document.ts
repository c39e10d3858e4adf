import type { Position, Range } from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";

type Notify = (method: string, params: unknown) => Promise<void>;

/** A document as an editor holds it: its own copy of the text, changed and sent incrementally. */
export class OpenDocument {
  readonly #notify: Notify;
  #document: TextDocument;

  constructor(uri: string, text: string, notify: Notify) {
    this.#document = TextDocument.create(uri, "yaml", 1, text);
    this.#notify = notify;
  }

  get uri(): string {
    return this.#document.uri;
  }

  get version(): number {
    return this.#document.version;
  }

  get text(): string {
    return this.#document.getText();
  }

  positionAt(offset: number): Position {
    return this.#document.positionAt(offset);
  }

  open(): void {
    const { uri, languageId, version } = this.#document;
    this.#send("textDocument/didOpen", { textDocument: { uri, languageId, version, text: this.text } });
  }

  close(): void {
    this.#send("textDocument/didClose", { textDocument: { uri: this.uri } });
  }

  insert(position: Position, text: string): void {
    this.replace([{ range: { start: position, end: position }, text }]);
  }

  /** One `didChange`; each range is in the text that the changes before it left. */
  replace(changes: { range: Range; text: string }[]): void {
    const version = this.version + 1;
    this.#document = TextDocument.update(this.#document, changes, version);
    this.#send("textDocument/didChange", {
      textDocument: { uri: this.uri, version },
      contentChanges: changes,
    });
  }

  /** A failed write means that the server is gone, which every wait of the client reports. */
  #send(method: string, params: unknown): void {
    this.#notify(method, params).catch(() => undefined);
  }
}
