/**
 * The problems of all packs of the workspace, open or not, for clients that pull them. A client that has all
 * there is gets its answer when something changes: until then the request stays open, as the protocol suggests.
 */
import {
  type CancellationToken,
  type Diagnostic,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
  type WorkspaceDiagnosticParams,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver/node";
import type { Kustomizations } from "../kustomizations.ts";
import type { Settings } from "../protocol.ts";
import type { PackFile } from "../yaml/pack-file.ts";
import { forEachBounded } from "./bounded-tasks.ts";
import type { ChangeSignal } from "./change-signal.ts";
import {
  type DiagnosticsSurroundings,
  diagnosticsOf,
  resultIdOf,
  resultIdOfClosed,
} from "./diagnostics-of.ts";
import type { OpenFiles } from "./open-files.ts";
import {
  type IndexedFile,
  type OnProgress,
  pathOf,
  readPackFile,
  type WorkspaceIndex,
} from "./workspace-index.ts";

export interface WorkspaceDiagnosticsContext extends DiagnosticsSurroundings {
  readonly files: OpenFiles;
  readonly index: WorkspaceIndex;
  readonly kustomizations: Kustomizations;
  /** Fires when files on disk, settings, the cluster or the set of open files change. */
  readonly changes: ChangeSignal;
  settingsFor(uri: string): Promise<Settings>;
}

interface Results {
  readonly id: string;
  readonly items: Diagnostic[];
}

/** Takes part of the report before the rest is ready. */
export type OnPart = (items: WorkspaceDocumentDiagnosticReport[]) => void;

export interface ReportOptions {
  readonly token: CancellationToken;
  /** Whether the reader stopped the work; it goes on after the next change. */
  readonly isStopped: () => boolean;
  readonly onProgress: OnProgress;
  readonly onPart: OnPart;
  /** All is said for now; the request stays open. */
  readonly onPause: () => void;
}

export class WorkspaceDiagnostics {
  readonly #context: WorkspaceDiagnosticsContext;
  readonly #results = new Map<string, Results>();
  /** The count of changes up to which the last answer went. */
  #answered = -1;
  /** The count of changes at which the reader stopped the work. */
  #stopped = -1;
  /** Files that were open get a new id when they are closed: what the client shows may be what was not saved. */
  readonly #closings = new Map<string, number>();

  constructor(context: WorkspaceDiagnosticsContext) {
    this.#context = context;
  }

  fileClosed(uri: string): void {
    const path = pathOf(uri);
    if (path !== undefined) this.#closings.set(path, (this.#closings.get(path) ?? 0) + 1);
    this.#context.changes.fire();
  }

  /** Rejects if it is cancelled: the client asks again. */
  async report({ previousResultIds }: WorkspaceDiagnosticParams, options: ReportOptions): Promise<void> {
    const { changes, index } = this.#context;
    const previous = new Map(previousResultIds.map(({ uri, value }) => [pathOf(uri) ?? uri, { uri, value }]));
    for (;;) {
      if (this.#stopped === changes.count) await changes.next(options.token);
      const count = changes.count;
      const hasNews = await this.#send(previous, options);
      if (options.token.isCancellationRequested) throw cancelled();
      if (options.isStopped()) this.#stopped = count;
      // Without news of the disk nobody would wake the request.
      const isWaiting = !hasNews && this.#answered === count && index.isWatched;
      this.#answered = count;
      if (!isWaiting) return;
      options.onPause();
      await changes.next(options.token);
      if (options.token.isCancellationRequested) throw cancelled();
    }
  }

  /** The problems of a file that is not open; none for files that are not in the workspace or hold no pack. */
  async ofClosed(uri: string): Promise<Diagnostic[]> {
    const path = pathOf(uri);
    await this.#context.index.update(() => false);
    const file = path === undefined ? undefined : this.#context.index.fileAt(path);
    const settings = file && (await this.#context.settingsFor(file.folderUri));
    return file && settings?.workspaceDiagnostics ? (await this.#check(file, settings)).items : [];
  }

  /** True if the client did not have all of it. */
  async #send(
    previous: ReadonlyMap<string, { readonly uri: string; readonly value: string }>,
    { token, isStopped, onProgress, onPart }: ReportOptions,
  ): Promise<boolean> {
    const { index, files } = this.#context;
    const isCancelled = () => token.isCancellationRequested || isStopped();
    await index.update(isCancelled, onProgress);
    const open = new Map([...files.all()].map((file) => [pathOf(file.uri) ?? file.uri, file]));
    const gone = new Map(previous);
    let hasNews = false;
    let done = 0;
    const all = index.files();
    await forEachBounded(
      all,
      async (file) => {
        const settings = await this.#context.settingsFor(file.folderUri);
        onProgress(++done, all.length);
        if (!settings.workspaceDiagnostics || !settings.validate) return;
        gone.delete(file.path);
        // An editor may have no tab left with a file that it has not closed yet, and ask for it no more.
        const opened = open.get(file.path);
        const version = opened?.version ?? null;
        const { id, items } = opened ? await this.#checkOpen(opened) : await this.#check(file, settings);
        if (previous.get(file.path)?.value === id) return;
        hasNews = true;
        const uri = opened?.uri ?? previous.get(file.path)?.uri ?? file.uri;
        onPart([{ kind: DocumentDiagnosticReportKind.Full, uri, version, resultId: id, items }]);
      },
      isCancelled,
    );
    if (isCancelled()) return hasNews;
    for (const [path, { uri }] of gone) {
      this.#results.delete(path);
      hasNews = true;
      onPart([{ kind: DocumentDiagnosticReportKind.Full, uri, version: null, items: [] }]);
    }
    return hasNews;
  }

  async #checkOpen(file: PackFile): Promise<Results> {
    const settings = await this.#context.settingsFor(file.uri);
    const id = resultIdOf(file, settings, this.#context);
    return { id, items: diagnosticsOf(file, settings, this.#context) };
  }

  async #check(file: IndexedFile, settings: Settings): Promise<Results> {
    const stamp = `${file.stamp}-${this.#closings.get(file.path) ?? 0}`;
    const id = resultIdOfClosed(stamp, settings, this.#context);
    const known = this.#results.get(file.path);
    if (known?.id === id) return known;
    const read = await readPackFile(file.path, file.uri, this.#context.kustomizations);
    const results = { id, items: read ? diagnosticsOf(read, settings, this.#context) : [] };
    this.#results.set(file.path, results);
    return results;
  }
}

function cancelled(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, "The request was cancelled.");
}
