import { randomUUID } from "node:crypto";
import {
  Disposable,
  Range,
  type TextDocument,
  Uri,
  ViewColumn,
  type Webview,
  type WebviewPanel,
  window,
  workspace,
} from "vscode";
import type { PackOrigin, TextRange } from "../../../server/src/protocol.ts";
import { openSource } from "./open-source.ts";
import { pictureHtml } from "./picture-html.ts";
import type { FromPicture, PictureTarget, ToPicture } from "./picture-messages.ts";
import { readerZone } from "./reader-zone.ts";

/** What one kind of picture is and where it gets what it draws. */
export interface PictureKind<Query, Picture> {
  readonly viewType: string;
  /** Name of its script and style sheet in client/dist/webview. */
  readonly bundle: string;
  title(pack: string): string;
  /** Null where there is no pack. Rejects if the server cannot be asked. */
  ask(target: PictureTarget, query: Query): Promise<Picture | null>;
}

/** Shorter pauses in typing are not worth a new picture. */
const PAUSE_MS = 200;

/** One webview that shows a pack and follows its edits. */
export class PicturePanel<Query, Picture extends PackOrigin> {
  readonly target: PictureTarget;
  /** What it has drawn last, as its webview says. */
  drawn: { readonly version: number; readonly parts: number } | undefined;
  readonly #kind: PictureKind<Query, Picture>;
  readonly #panel: WebviewPanel;
  readonly #source: Uri;
  readonly #listening: Disposable;
  #query: Query | undefined;
  /** Raised whenever an answer that is under way is no longer wanted. */
  #turn = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param files folder with the scripts and style sheets of all pictures */
  constructor(
    kind: PictureKind<Query, Picture>,
    panel: WebviewPanel,
    target: PictureTarget,
    files: Uri,
    ended: () => void,
  ) {
    this.#kind = kind;
    this.#panel = panel;
    this.target = target;
    this.#source = Uri.parse(target.source);
    const { webview } = panel;
    this.#listening = Disposable.from(
      webview.onDidReceiveMessage((message: FromPicture<Query>) => this.#received(message)),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && this.#isSource(document)) this.#sourceChanged();
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("personapack", this.#source)) this.#sendContext();
      }),
      panel.onDidDispose(() => {
        this.#turn++;
        clearTimeout(this.#timer);
        this.#listening.dispose();
        ended();
      }),
    );
    webview.options = { enableScripts: true, localResourceRoots: [files] };
    webview.html = page(webview, files, kind.bundle);
  }

  reveal(): void {
    this.#panel.reveal();
  }

  dispose(): void {
    this.#panel.dispose();
  }

  #received(message: FromPicture<Query>): void {
    switch (message.type) {
      case "ready":
        this.#sendContext();
        break;
      case "draw":
        this.#query = message.query;
        void this.#draw();
        break;
      case "drawn":
        this.drawn = { version: message.version, parts: message.parts };
        break;
      case "reveal":
        void this.#revealInSource(message.range);
        break;
    }
  }

  #isSource({ uri }: TextDocument): boolean {
    return uri.toString() === this.#source.toString();
  }

  #sourceChanged(): void {
    this.#turn++;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#draw(), PAUSE_MS);
  }

  /** The picture answers by asking for what it wants to draw. */
  #sendContext(): void {
    const setting = workspace.getConfiguration("personapack", this.#source).get("timeZone", "");
    const zone = readerZone(setting, Intl.DateTimeFormat().resolvedOptions().timeZone);
    this.#send({ type: "context", target: this.target, zone });
  }

  async #draw(): Promise<void> {
    if (this.#query === undefined) return;
    const turn = ++this.#turn;
    const message = await this.#answer(this.#query);
    if (turn !== this.#turn) return;
    if (message.type === "picture") this.#panel.title = this.#kind.title(message.picture.pack);
    this.#send(message);
  }

  async #answer(query: Query): Promise<ToPicture<Picture>> {
    try {
      const source = await openSource(this.#source);
      const picture = source && (await this.#kind.ask(this.target, query));
      if (picture) return { type: "picture", picture };
      return { type: "nothing", text: "There is no PersonaPack here any more." };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { type: "nothing", text: `The picture cannot be drawn: ${reason}` };
    }
  }

  #send(message: ToPicture<Picture>): void {
    void this.#panel.webview.postMessage(message);
  }

  async #revealInSource({ start, end }: TextRange): Promise<void> {
    const source = await openSource(this.#source);
    if (!source) return;
    const shown = window.visibleTextEditors.find(({ document }) => document === source);
    await window.showTextDocument(source, {
      viewColumn: shown?.viewColumn ?? ViewColumn.One,
      selection: new Range(start.line, start.character, end.line, end.character),
    });
  }
}

function page(webview: Webview, files: Uri, bundle: string): string {
  const file = (extension: string): string =>
    webview.asWebviewUri(Uri.joinPath(files, `${bundle}.${extension}`)).toString();
  return pictureHtml({
    script: file("js"),
    style: file("css"),
    source: webview.cspSource,
    nonce: randomUUID().replaceAll("-", ""),
  });
}
