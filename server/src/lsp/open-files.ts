/**
 * The files that the client has open, each as a `PackFile` that takes its edits. Nothing of a file is
 * kept after it is closed.
 */
import type {
  DidChangeTextDocumentParams,
  DidCloseTextDocumentParams,
  DidOpenTextDocumentParams,
} from "vscode-languageserver/node";
import { PackFile } from "../yaml/pack-file.ts";

export class OpenFiles {
  readonly #files = new Map<string, PackFile>();

  get(uri: string): PackFile | undefined {
    return this.#files.get(uri);
  }

  all(): Iterable<PackFile> {
    return this.#files.values();
  }

  open({ textDocument: { uri, version, text } }: DidOpenTextDocumentParams): PackFile {
    const file = new PackFile(uri, version, text);
    this.#files.set(uri, file);
    return file;
  }

  /** The changed file; undefined for one that was never opened. */
  change({ textDocument, contentChanges }: DidChangeTextDocumentParams): PackFile | undefined {
    const file = this.#files.get(textDocument.uri);
    if (!file) return undefined;
    for (const change of contentChanges) file.edit(change.text, "range" in change ? change.range : undefined);
    file.version = textDocument.version;
    return file;
  }

  close({ textDocument: { uri } }: DidCloseTextDocumentParams): void {
    this.#files.delete(uri);
  }
}
