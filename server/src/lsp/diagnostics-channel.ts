/**
 * How diagnostics reach the client: pulled where it can pull, pushed otherwise. Pushed ones are computed
 * once the messages that have already arrived are taken in, so that a burst of keys costs one check; the
 * result of an old version never leaves.
 */
import {
  type CancellationToken,
  type ClientCapabilities,
  type Connection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
} from "vscode-languageserver/node";
import type { Settings } from "../protocol.ts";
import { type DiagnosticsSurroundings, diagnosticsOf, resultIdOf } from "./diagnostics-of.ts";
import type { OpenFiles } from "./open-files.ts";

export interface DiagnosticsContext extends DiagnosticsSurroundings {
  readonly files: OpenFiles;
  settingsFor(uri: string): Promise<Settings>;
  /** Problems of a file that is not open; a client asks for them once more when it closes one. */
  diagnosticsOfClosed(uri: string): Promise<Diagnostic[]>;
}

export class DiagnosticsChannel {
  readonly #connection: Connection;
  readonly #context: DiagnosticsContext;
  readonly #waiting = new Map<string, NodeJS.Immediate>();
  #pulled = false;
  #canRefresh = false;

  constructor(connection: Connection, context: DiagnosticsContext) {
    this.#connection = connection;
    this.#context = context;
  }

  start(capabilities: ClientCapabilities): { pulled: boolean } {
    this.#pulled = capabilities.textDocument?.diagnostic !== undefined;
    this.#canRefresh = capabilities.workspace?.diagnostics?.refreshSupport === true;
    return { pulled: this.#pulled };
  }

  fileChanged(uri: string): void {
    if (this.#pulled || this.#waiting.has(uri)) return;
    this.#waiting.set(
      uri,
      setImmediate(() => {
        this.#waiting.delete(uri);
        void this.#push(uri);
      }),
    );
  }

  fileClosed(uri: string): void {
    const waiting = this.#waiting.get(uri);
    if (waiting) clearImmediate(waiting);
    this.#waiting.delete(uri);
    if (!this.#pulled) void this.#connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  /** Something besides the files changed: all results are asked for again. */
  refresh(): void {
    if (this.#pulled) {
      if (this.#canRefresh) this.#connection.languages.diagnostics.refresh();
    } else {
      for (const file of this.#context.files.all()) this.fileChanged(file.uri);
    }
  }

  async pull(
    uri: string,
    previous: string | undefined,
    token: CancellationToken,
  ): Promise<DocumentDiagnosticReport> {
    const file = this.#context.files.get(uri);
    if (!file) {
      return { kind: DocumentDiagnosticReportKind.Full, items: await this.#context.diagnosticsOfClosed(uri) };
    }
    const settings = await this.#context.settingsFor(uri);
    const resultId = resultIdOf(file, settings, this.#context);
    if (previous === resultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
    const items = diagnosticsOf(file, settings, this.#context, () => token.isCancellationRequested);
    // What was computed until then is not all there is.
    if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, "Cancelled.");
    return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
  }

  async #push(uri: string): Promise<void> {
    const file = this.#context.files.get(uri);
    if (!file) return;
    const { version } = file;
    const settings = await this.#context.settingsFor(uri);
    if (this.#context.files.get(uri) !== file || file.version !== version) return;
    const diagnostics = diagnosticsOf(file, settings, this.#context);
    await this.#connection.sendDiagnostics({ uri, version, diagnostics });
  }
}
