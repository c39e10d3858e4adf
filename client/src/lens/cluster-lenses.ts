/**
 * Above the metadata of each pack, while a cluster is connected: what it is there, and commands. Asks the language
 * server what a file holds, once typing pauses; of the cluster it only looks at what the view has read.
 *
 * Not in the line of the server's lens: those are resolved later, and what VS Code then gets for an older list of
 * lenses it writes over a newer one of the same line, by their numbers.
 */
import {
  type CodeLens,
  type CodeLensProvider,
  Disposable,
  type Event,
  EventEmitter,
  languages,
  type TextDocument,
  type TextDocumentChangeEvent,
  window,
  workspace,
} from "vscode";
import type { PackContent } from "../../../server/src/protocol.ts";
import { targetNamespace } from "../cluster/cluster-values.ts";
import { type LensDocument, needsData, PackLenses } from "../cluster/pack-lens.ts";
import { documentSelector } from "../language/candidate-document.ts";
import type { LanguageServer } from "../language/language-server.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import { lensesOf, type PackLine } from "./lens-commands.ts";
import { moved } from "./open-packs.ts";

const PAUSE_MS = 400;
const CODE_LENS_SETTING = "personapack.codeLens";

interface LensFile {
  readonly document: TextDocument;
  packs: readonly PackContent[];
  /** Of the text that `packs` are about. */
  version: number | undefined;
  /** Set while it is waited for a pause in typing. */
  timer: NodeJS.Timeout | undefined;
  asking: Promise<void> | undefined;
  /** What VS Code was last told, to tell it nothing that looks the same. */
  drawn: string;
}

export class ClusterLenses implements CodeLensProvider, Disposable {
  readonly #view: ClusterView;
  readonly #server: LanguageServer;
  readonly #changed = new EventEmitter<void>();
  readonly #files = new Map<string, LensFile>();
  readonly #subscriptions: Disposable;
  #lenses = new PackLenses();
  #following: Disposable;
  #connected = false;

  constructor(view: ClusterView, server: LanguageServer) {
    this.#view = view;
    this.#server = server;
    this.#following = this.#follow();
    this.#subscriptions = Disposable.from(
      this.#changed,
      languages.registerCodeLensProvider([...documentSelector], this),
      view.onDidReplaceManager(() => {
        this.#following.dispose();
        this.#following = this.#follow();
        this.#update();
      }),
      server.onDidChange(() => this.#askUnread()),
      workspace.onDidChangeTextDocument((change) => this.#edited(change)),
      workspace.onDidCloseTextDocument(({ uri }) => this.#forget(uri.toString())),
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(CODE_LENS_SETTING)) this.#changed.fire();
      }),
      workspace.onDidGrantWorkspaceTrust(() => this.#changed.fire()),
    );
  }

  get onDidChangeCodeLenses(): Event<void> {
    return this.#changed.event;
  }

  async provideCodeLenses(document: TextDocument): Promise<CodeLens[]> {
    if (!this.#isWanted(document)) return [];
    const file = this.#fileOf(document);
    if (file.version === undefined) await this.#ask(file);
    else if (isUnread(file)) this.#askLater(file);
    const lines = this.#linesOf(file);
    file.drawn = looks(lines);
    return lines.flatMap((line) => lensesOf(document, line));
  }

  dispose(): void {
    this.#following.dispose();
    this.#subscriptions.dispose();
    for (const key of [...this.#files.keys()]) this.#forget(key);
  }

  #follow(): Disposable {
    this.#lenses = new PackLenses();
    return this.#view.manager.snapshot.onChange(() => this.#update());
  }

  #isWanted(document: TextDocument): boolean {
    return this.#isConnected() && workspace.getConfiguration("personapack", document).get("codeLens", true);
  }

  #isConnected(): boolean {
    return this.#view.manager.snapshot.current.connection.phase === "connected";
  }

  /** After a change in the cluster. */
  #update(): void {
    const connected = this.#isConnected();
    const switched = connected !== this.#connected;
    this.#connected = connected;
    if (switched) {
      for (const file of this.#files.values()) file.drawn = NOTHING;
      // Where lenses are shown first, the packs are known before VS Code is told to ask for them.
      if (connected) for (const { document } of window.visibleTextEditors) this.#fileOf(document);
      else this.#changed.fire();
    }
    if (!connected) return;
    for (const file of this.#files.values()) {
      if (isUnread(file) || file.packs.some((pack) => this.#lacksData(pack))) this.#askAndDraw(file);
    }
    this.#draw();
  }

  #draw(): void {
    let same = true;
    for (const file of this.#files.values()) {
      const drawn = looks(this.#linesOf(file));
      same &&= drawn === file.drawn;
      file.drawn = drawn;
    }
    if (!same) this.#changed.fire();
  }

  #fileOf(document: TextDocument): LensFile {
    const key = document.uri.toString();
    const known = this.#files.get(key);
    if (known) return known;
    const file: LensFile = {
      document,
      packs: [],
      version: undefined,
      timer: undefined,
      asking: undefined,
      drawn: NOTHING,
    };
    this.#files.set(key, file);
    return file;
  }

  #linesOf({ packs }: LensFile): PackLine[] {
    const snapshot = this.#view.manager.snapshot.current;
    const context = snapshot.scope?.context ?? "";
    return packs.flatMap((pack) => {
      const document = this.#placed(pack);
      const lens = this.#lenses.lens(snapshot, document);
      if (!lens) return [];
      const { name, namespace } = document;
      const target = { context, namespace, kind: "PersonaPack", name, pack: name };
      return [{ ...lens, line: pack.line, target }];
    });
  }

  #placed(pack: PackContent): LensDocument {
    const { snapshot, kubeconfig } = this.#view.manager;
    const { name, namespace = targetNamespace(snapshot.current.scope, kubeconfig), data } = pack;
    return { name, namespace, data };
  }

  #lacksData(pack: PackContent): boolean {
    return pack.data === undefined && needsData(this.#view.manager.snapshot.current, this.#placed(pack));
  }

  #edited({ document, contentChanges }: TextDocumentChangeEvent): void {
    const file = this.#files.get(document.uri.toString());
    if (!file || contentChanges.length === 0) return;
    for (const { range, text } of contentChanges) {
      const breaks = text.split("\n").length - 1;
      file.packs = moved(file.packs, { first: range.start.line, last: range.end.line, breaks });
    }
    this.#askLater(file);
  }

  #askLater(file: LensFile): void {
    clearTimeout(file.timer);
    file.timer = setTimeout(() => {
      file.timer = undefined;
      this.#askAndDraw(file);
    }, PAUSE_MS);
  }

  /** The server is ready, or has found packs. */
  #askUnread(): void {
    for (const file of this.#files.values()) if (isUnread(file)) this.#askAndDraw(file);
  }

  #askAndDraw(file: LensFile): void {
    void this.#ask(file).then(() => this.#draw());
  }

  /** Never rejects. What is known stays until there is an answer. */
  #ask(file: LensFile): Promise<void> {
    file.asking ??= this.#askNow(file).finally(() => {
      file.asking = undefined;
    });
    return file.asking;
  }

  async #askNow(file: LensFile): Promise<void> {
    const { document } = file;
    const status = this.#server.fileStatus(document.uri);
    if (!status || this.#server.state.name !== "ready" || !this.#isWanted(document)) return;
    if (status.packs === 0) {
      file.packs = [];
      file.version = undefined;
      return;
    }
    const { version } = document;
    try {
      const contents = await this.#read(document);
      file.packs = contents?.packs ?? [];
      file.version = contents?.version ?? version;
    } catch {
      // The text changed meanwhile, or the server has ended, and says so when it is there again.
    }
    const isOpen = this.#files.get(document.uri.toString()) === file;
    if (isOpen && document.version !== version && isUnread(file)) this.#askLater(file);
  }

  async #read(document: TextDocument) {
    const uri = document.uri.toString();
    const names = await this.#server.packContents({ uri, withData: [] });
    const withData = (names?.packs ?? [])
      .filter((pack) => this.#lacksData(pack))
      .map(({ documentIndex }) => documentIndex);
    return withData.length === 0 ? names : await this.#server.packContents({ uri, withData });
  }

  #forget(key: string): void {
    clearTimeout(this.#files.get(key)?.timer);
    this.#files.delete(key);
  }
}

/** And nobody waits for a pause to read it. */
function isUnread({ version, document, timer }: LensFile): boolean {
  return version !== document.version && !timer;
}

/** Where a line stands VS Code keeps track of. */
function looks(lines: readonly PackLine[]): string {
  return JSON.stringify(lines.map(({ line: _moves, ...rest }) => rest));
}

const NOTHING = looks([]);
