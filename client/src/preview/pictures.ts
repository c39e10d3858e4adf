import { type Disposable, type Uri, ViewColumn, type WebviewPanel, window } from "vscode";
import type { PackOrigin } from "../../../server/src/protocol.ts";
import type { PictureTarget } from "./picture-messages.ts";
import { type PictureKind, PicturePanel } from "./picture-panel.ts";

/** All pictures of one kind: one for each pack, also those that VS Code restores after a reload. */
export class Pictures<Query, Picture extends PackOrigin> implements Disposable {
  readonly #kind: PictureKind<Query, Picture>;
  readonly #files: Uri;
  readonly #panels = new Set<PicturePanel<Query, Picture>>();
  readonly #restoring: Disposable;

  /** @param files folder with the scripts and style sheets of all pictures */
  constructor(kind: PictureKind<Query, Picture>, files: Uri) {
    this.#kind = kind;
    this.#files = files;
    this.#restoring = window.registerWebviewPanelSerializer(kind.viewType, {
      deserializeWebviewPanel: async (panel, state) => {
        const target = targetIn(state);
        if (target) this.#adopt(panel, target);
        else panel.dispose();
      },
    });
  }

  /** Opens the picture beside the editor, which keeps the focus; one that is open already gets the focus. */
  show(target: PictureTarget, pack: string): void {
    const open = [...this.#panels].find(
      ({ target: { source, documentIndex } }) =>
        source === target.source && documentIndex === target.documentIndex,
    );
    if (open) {
      open.reveal();
      return;
    }
    const { viewType } = this.#kind;
    const place = { viewColumn: ViewColumn.Beside, preserveFocus: true };
    this.#adopt(window.createWebviewPanel(viewType, this.#kind.title(pack), place), target);
  }

  /** What the open pictures have drawn last, as their webviews say. */
  get drawn(): readonly { readonly version: number; readonly parts: number }[] {
    return [...this.#panels].flatMap(({ drawn }) => drawn ?? []);
  }

  /** The panels stay: VS Code restores them in the next session. */
  dispose(): void {
    this.#restoring.dispose();
  }

  #adopt(webview: WebviewPanel, target: PictureTarget): void {
    const panel = new PicturePanel(this.#kind, webview, target, this.#files, () => {
      this.#panels.delete(panel);
    });
    this.#panels.add(panel);
  }
}

/** Undefined for a state that no picture of ours has kept. */
function targetIn(state: unknown): PictureTarget | undefined {
  const { source, documentIndex } = Object(Object(state).target) as Partial<Record<string, unknown>>;
  return typeof source === "string" && typeof documentIndex === "number"
    ? { source, documentIndex }
    : undefined;
}
