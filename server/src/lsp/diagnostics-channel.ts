/**
 * How diagnostics reach the client: pulled where it can pull, pushed otherwise. Pushed ones are computed
 * once the messages that have already arrived are taken in, so that a burst of keys costs one check; the
 * result of an old version never leaves.
 */
import {
  type CancellationToken,
  type ClientCapabilities,
  type Connection,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
} from "vscode-languageserver/node";
import { diagnose } from "../features/diagnostics.ts";
import type { Settings } from "../protocol.ts";
import type { PackFile } from "../yaml/pack-file.ts";
import type { OpenFiles } from "./open-files.ts";
import { toDiagnostic } from "./to-lsp.ts";

export interface DiagnosticsContext {
  readonly files: OpenFiles;
  settingsFor(uri: string): Promise<Settings>;
  isYamlExtensionActive(): boolean;
}

export class DiagnosticsChannel {
  readonly #connection: Connection;
  readonly #context: DiagnosticsContext;
  readonly #waiting = new Map<string, NodeJS.Immediate>();
  #pulled = false;
  #canRefresh = false;
  /** Counts what changes results without changing a file: settings, the other YAML extension. */
  #epoch = 0;

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
    this.#epoch++;
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
    const resultId = `${file?.version ?? -1}:${this.#epoch}`;
    if (file && previous === resultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
    const items = file ? await this.#diagnose(file, () => token.isCancellationRequested) : [];
    return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
  }

  async #push(uri: string): Promise<void> {
    const file = this.#context.files.get(uri);
    if (!file) return;
    const { version } = file;
    const diagnostics = await this.#diagnose(file);
    if (this.#context.files.get(uri) !== file || file.version !== version) return;
    await this.#connection.sendDiagnostics({ uri, version, diagnostics });
  }

  async #diagnose(file: PackFile, isCancelled?: () => boolean) {
    const settings = await this.#context.settingsFor(file.uri);
    if (!settings.validate) return [];
    const found = diagnose(file, {
      withoutGeneric: this.#context.isYamlExtensionActive(),
      ...(isCancelled ? { isCancelled } : {}),
    });
    return found.map((diagnostic) => toDiagnostic(file.uri, diagnostic));
  }
}
