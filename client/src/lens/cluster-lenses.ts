/**
 * Above each pack, while a cluster is connected: what it is there, and commands. Asks the language server what a file
 * holds, once typing pauses; of the cluster it only looks at what the view has read.
 */
import {
  CodeLens,
  type CodeLensProvider,
  Disposable,
  type Event,
  EventEmitter,
  languages,
  Range,
  type TextDocument,
  type TextDocumentChangeEvent,
  workspace,
} from "vscode";
import type { PackContent } from "../../../server/src/protocol.ts";
import { targetNamespace } from "../cluster/cluster-values.ts";
import { type LensAction, type LensDocument, needsData, PackLenses } from "../cluster/pack-lens.ts";
import {
  ACTIVATE_PACK,
  APPLY_DOCUMENT,
  COMPARE_WITH_CLUSTER,
  DIAGNOSE_PACK,
} from "../commands/command-ids.ts";
import { documentSelector } from "../language/candidate-document.ts";
import type { LanguageServer } from "../language/language-server.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import type { NodeTarget } from "../tree/tree-node.ts";
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
  asking: boolean;
}

interface PackLine {
  readonly line: number;
  readonly title: string;
  readonly tooltip: string;
  readonly actions: readonly LensAction[];
  readonly target: NodeTarget;
}

export class ClusterLenses implements CodeLensProvider, Disposable {
  readonly #view: ClusterView;
  readonly #server: LanguageServer;
  readonly #changed = new EventEmitter<void>();
  readonly #files = new Map<string, LensFile>();
  readonly #subscriptions: Disposable;
  #lenses = new PackLenses();
  #following: Disposable;
  /** What was last drawn, to draw nothing anew that looks the same. */
  #drawn = "";
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

  provideCodeLenses(document: TextDocument): CodeLens[] {
    if (!this.#isConnected() || !workspace.getConfiguration("personapack", document).get("codeLens", true))
      return [];
    const key = document.uri.toString();
    const file = this.#files.get(key) ?? {
      document,
      packs: [],
      version: undefined,
      timer: undefined,
      asking: false,
    };
    this.#files.set(key, file);
    if (file.version !== document.version && !file.timer) void this.#ask(file);
    return this.#linesOf(file).flatMap((line) => lensesOf(document, line));
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

  #isConnected(): boolean {
    return this.#view.manager.snapshot.current.connection.phase === "connected";
  }

  /** After a change in the cluster. */
  #update(): void {
    const connected = this.#isConnected();
    const switched = connected !== this.#connected;
    this.#connected = connected;
    if (switched) this.#changed.fire();
    if (!connected) return;
    for (const file of this.#files.values()) {
      if (file.packs.some((pack) => this.#lacksData(pack))) void this.#ask(file);
    }
    this.#draw();
  }

  #draw(): void {
    const lines = [...this.#files.values()].flatMap((file) => this.#linesOf(file));
    const drawn = JSON.stringify(lines.map(({ line: _moves, ...rest }) => rest));
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#changed.fire();
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
      void this.#ask(file);
    }, PAUSE_MS);
  }

  #askUnread(): void {
    for (const file of this.#files.values())
      if (file.version === undefined && !file.timer) void this.#ask(file);
  }

  /** Never rejects. What is known stays until there is an answer. */
  async #ask(file: LensFile): Promise<void> {
    const { document } = file;
    const packs = this.#server.fileStatus(document.uri)?.packs ?? 0;
    if (file.asking || !this.#isConnected() || this.#server.state.name !== "ready" || packs === 0) return;
    file.asking = true;
    try {
      const contents = await this.#read(document);
      file.packs = contents?.packs ?? [];
      file.version = contents?.version ?? document.version;
    } catch {
      // The text changed meanwhile, or the server has ended: the next change asks again.
    } finally {
      file.asking = false;
    }
    if (!this.#files.has(document.uri.toString())) return;
    if (file.version === document.version) this.#draw();
    else if (!file.timer) this.#askLater(file);
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

const ACTIONS: Readonly<
  Record<LensAction, { title: string; command: string; changes: boolean; aboutPack: boolean }>
> = {
  apply: { title: "Apply…", command: APPLY_DOCUMENT, changes: true, aboutPack: false },
  compare: { title: "Compare", command: COMPARE_WITH_CLUSTER, changes: false, aboutPack: false },
  activate: { title: "Activate…", command: ACTIVATE_PACK, changes: true, aboutPack: true },
  diagnose: { title: "Diagnose", command: DIAGNOSE_PACK, changes: false, aboutPack: true },
};

function lensesOf({ uri }: TextDocument, { line, title, tooltip, actions, target }: PackLine): CodeLens[] {
  const range = new Range(line, 0, line, 0);
  const place = { uri: uri.toString(), line };
  return [
    // Without a command it is text.
    new CodeLens(range, { title, tooltip, command: "" }),
    ...actions
      .map((action) => ACTIONS[action])
      .filter(({ changes }) => workspace.isTrusted || !changes)
      .map(
        ({ title: words, command, aboutPack }) =>
          new CodeLens(range, { title: words, command, arguments: [aboutPack ? target : place] }),
      ),
  ];
}
