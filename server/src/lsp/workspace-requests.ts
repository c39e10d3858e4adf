/** What is asked of the whole workspace: symbols, and the problems of all packs. */
import {
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type ServerCapabilities,
  SymbolKind,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver/node";
import { type FilePacks, packSummaries } from "../features/pack-summary.ts";
import { Kustomizations } from "../kustomizations.ts";
import type { PackFile } from "../yaml/pack-file.ts";
import { ChangeSignal } from "./change-signal.ts";
import type { OtherPacks } from "./navigation-requests.ts";
import type { Session } from "./session.ts";
import { ShownProgress } from "./shown-progress.ts";
import { WorkspaceDiagnostics } from "./workspace-diagnostics.ts";
import { pathOf, WorkspaceIndex } from "./workspace-index.ts";

const SYMBOL_KINDS = { pack: SymbolKind.Package, persona: SymbolKind.Class } as const;

/** Folders that come and go, of whose files no watcher speaks one by one. */
const ANY_FOLDER = { filters: [{ pattern: { glob: "**/*", matches: "folder" as const } }] };

export class Workspace implements OtherPacks {
  /** Fires when files on disk, settings, the cluster or the set of open files change. */
  readonly changes = new ChangeSignal();
  readonly diagnostics: WorkspaceDiagnostics;
  readonly #session: Session;
  readonly #onPatch: (file: PackFile) => void;
  readonly #kustomizations = new Kustomizations();
  readonly #index = new WorkspaceIndex(this.#kustomizations);

  /** `onPatch` hears of an open file that a kustomization now names as a patch, or no longer does. */
  constructor(session: Session, onPatch: (file: PackFile) => void) {
    this.#session = session;
    this.#onPatch = onPatch;
    const { files } = session;
    this.diagnostics = new WorkspaceDiagnostics({
      files,
      index: this.#index,
      kustomizations: this.#kustomizations,
      changes: this.changes,
      settingsFor: (uri) => session.settingsFor(uri),
      isYamlExtensionActive: () => session.isYamlExtensionActive(),
      cluster: () => session.cluster(),
    });
  }

  /** What is announced at the start. */
  start({ workspaceFolders, rootUri }: InitializeParams): ServerCapabilities {
    const root = rootUri ? [rootUri] : [];
    this.#index.setFolders(workspaceFolders?.map(({ uri }) => uri) ?? root);
    return {
      workspaceSymbolProvider: true,
      workspace: {
        workspaceFolders: { supported: true, changeNotifications: true },
        fileOperations: { didCreate: ANY_FOLDER, didRename: ANY_FOLDER, didDelete: ANY_FOLDER },
      },
    };
  }

  /** Once the client takes requests. */
  async initialized(): Promise<void> {
    const { connection, client } = this.#session;
    if (client().tellsFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(async () => {
        const folders = (await connection.workspace.getWorkspaceFolders()) ?? [];
        this.#index.setFolders(folders.map(({ uri }) => uri));
        this.changes.fire();
      });
    }
    if (!client().watchesFiles) return;
    await connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: [{ globPattern: "**/{*.yaml,*.yml,Kustomization}" }],
    });
    this.#index.watched();
  }

  answerRequests(): void {
    const { connection } = this.#session;
    connection.onDidChangeWatchedFiles(({ changes }) => {
      const kustomizations = changes.filter(({ uri }) => this.#index.fileChanged(uri));
      if (kustomizations.length > 0) {
        for (const file of this.#session.files.all()) void this.askKustomization(file);
      }
      this.changes.fire();
    });
    const listAnew = () => {
      this.#index.listAnew();
      this.changes.fire();
    };
    connection.workspace.onDidCreateFiles(listAnew);
    connection.workspace.onDidRenameFiles(listAnew);
    connection.workspace.onDidDeleteFiles(listAnew);

    connection.onWorkspaceSymbol(async ({ query }, token) => {
      const { workspaceSymbols } = await import("../features/workspace-symbols.ts");
      const files = await this.#packs(() => token.isCancellationRequested);
      return workspaceSymbols(files, query).map(({ name, kind, container, uri, range }) => ({
        name,
        kind: SYMBOL_KINDS[kind],
        location: { uri, range },
        ...(container === undefined ? {} : { containerName: container }),
      }));
    });

    connection.languages.diagnostics.onWorkspace(
      async (params, token, given, parts): Promise<WorkspaceDiagnosticReport> => {
        let isStopped = false;
        const progress = new ShownProgress({
          title: "Checking PersonaPacks",
          given: params.workDoneToken === undefined ? undefined : given,
          create: this.#session.client().showsProgress
            ? () => connection.window.createWorkDoneProgress()
            : undefined,
          onCancel: () => {
            isStopped = true;
          },
        });
        const items: WorkspaceDocumentDiagnosticReport[] = [];
        await this.diagnostics
          .report(params, {
            token,
            isStopped: () => isStopped,
            onProgress: (done, all) => progress.report(done, all),
            onPart: (part) => (parts ? parts.report({ items: part }) : items.push(...part)),
            onPause: () => progress.done(),
          })
          .finally(() => progress.done());
        return { items };
      },
    );
  }

  /** Whether an open file is a patch. */
  async askKustomization(file: PackFile): Promise<void> {
    const path = pathOf(file.uri);
    const isPatch = path !== undefined && (await this.#kustomizations.nameAsPatch(path));
    if (isPatch === file.isPatch || this.#session.files.get(file.uri) !== file) return;
    file.isPatch = isPatch;
    this.#onPatch(file);
    this.changes.fire();
  }

  async packsBeside(uri: string, isCancelled: () => boolean): Promise<FilePacks[]> {
    const own = pathOf(uri) ?? uri;
    const all = await this.#packs(isCancelled);
    return all.filter((file) => (pathOf(file.uri) ?? file.uri) !== own);
  }

  /** Of open files what the editor holds, of the others what is on disk. */
  async #packs(isCancelled: () => boolean): Promise<FilePacks[]> {
    await this.#index.update(isCancelled);
    const open = [...this.#session.files.all()].map((file) => ({
      uri: file.uri,
      packs: packSummaries(file),
    }));
    const openPaths = new Set(open.map(({ uri }) => pathOf(uri)));
    return [...open, ...this.#index.files().filter(({ path }) => !openPaths.has(path))];
  }
}
