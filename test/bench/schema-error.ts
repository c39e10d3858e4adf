/**
 * A schema error that one keystroke brings and the next one removes, never with the same text twice: behind
 * `type: heartbeat ` a letter makes the value "heartbeat x# steady", and a `#` before that letter makes it a comment.
 * So the diagnostics of each keystroke are recognised by what they say, and no server can answer from memory.
 */
import {
  DiagnosticSeverity,
  type Position,
  type PublishDiagnosticsParams,
} from "vscode-languageserver-protocol/node";
import type { LanguageClient } from "./language-client.ts";
import type { OpenDocument } from "./open-document.ts";
import { packText } from "./packs.ts";

const anchor = "type: heartbeat ";
const letters = "abcdefghijklmnopqrstuvwxyz";

/** Offset at which the keys are typed: in the persona in the middle of the text. */
export function schemaErrorOffset(text: string): number {
  const found = text.indexOf(`${anchor}#`, Math.floor(text.length / 2));
  if (found < 0) throw new Error("the document has no schedule to type in");
  return found + anchor.length;
}

/** Exactly one error, and on that line. */
export function oneErrorAt(line: number): (published: PublishDiagnosticsParams) => boolean {
  return (published) => {
    const errors = published.diagnostics.filter(isError);
    return errors.length === 1 && errors[0]?.range.start.line === line;
  };
}

export function noError(published: PublishDiagnosticsParams): boolean {
  return !published.diagnostics.some(isError);
}

function isError(diagnostic: PublishDiagnosticsParams["diagnostics"][number]): boolean {
  return diagnostic.severity === DiagnosticSeverity.Error;
}

/** A document that is open and checked, and the keys that flip its error. */
export class FlippingDocument {
  readonly document: OpenDocument;
  readonly #client: LanguageClient;
  readonly #position: Position;
  #keys = 0;

  constructor(client: LanguageClient, document: OpenDocument) {
    this.#client = client;
    this.document = document;
    this.#position = document.positionAt(schemaErrorOffset(document.text));
  }

  /** Opens the bench document with this label and waits until it is checked and free of errors. */
  static async open(client: LanguageClient, label: string): Promise<FlippingDocument> {
    const document = client.open("file:///bench/pack.yaml", packText(label));
    await client.diagnostics(document, 1, noError, "empty diagnostics of the opened pack");
    await client.settle();
    return new FlippingDocument(client, document);
  }

  /** Types one key; ms until the diagnostics of that version are there. */
  async key(): Promise<number> {
    const breaks = this.#keys % 2 === 0;
    const key = breaks ? (letters[(this.#keys >> 1) % letters.length] ?? "a") : "#";
    const accept = breaks ? oneErrorAt(this.#position.line) : noError;
    const what = breaks ? "error for the wrong type" : "diagnostics without the error";
    this.#keys++;
    const start = performance.now();
    const published = this.#client.diagnostics(this.document, this.document.version + 1, accept, what);
    this.document.insert(this.#position, key);
    await published;
    return performance.now() - start;
  }
}
