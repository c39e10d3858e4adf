import {
  type CancellationToken,
  Disposable,
  EventEmitter,
  type TextDocumentContentProvider,
  Uri,
  ViewColumn,
  window,
  workspace,
} from "vscode";
import type { GeneratedResources, GeneratedResourcesParams } from "../../../server/src/protocol.ts";
import { openSource } from "./open-source.ts";
import {
  PREVIEW_SCHEME,
  type PreviewState,
  previewAddress,
  previewState,
  previewTitle,
} from "./preview-state.ts";

/** Answers what a pack generates; null where there is no pack. Rejects if the server cannot be asked. */
export type AskResources = (params: GeneratedResourcesParams) => Promise<GeneratedResources | null>;

/** Shorter pauses in typing are not worth a new text. */
const PAUSE_MS = 150;

/** Read-only documents of generated resources that follow the edits of their pack. */
export class ResourcesPreview implements TextDocumentContentProvider, Disposable {
  readonly #ask: AskResources;
  readonly #changed = new EventEmitter<Uri>();
  /** By URI of the source that was edited. */
  readonly #pending = new Map<string, NodeJS.Timeout>();
  readonly #listening: Disposable;

  constructor(ask: AskResources) {
    this.#ask = ask;
    this.#listening = Disposable.from(
      workspace.registerTextDocumentContentProvider(PREVIEW_SCHEME, this),
      workspace.onDidChangeTextDocument(({ document }) => this.#sourceChanged(document.uri)),
      workspace.onDidSaveTextDocument(({ uri }) => this.#sourceChanged(uri)),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("personapack.release")) this.#refresh(() => true);
      }),
    );
  }

  get onDidChange(): EventEmitter<Uri>["event"] {
    return this.#changed.event;
  }

  /** Opens the preview beside the editor, which keeps the focus. */
  async show(pack: string, state: PreviewState): Promise<void> {
    const document = await workspace.openTextDocument(previewUri(previewTitle(pack, state.persona), state));
    await window.showTextDocument(document, {
      viewColumn: ViewColumn.Beside,
      preserveFocus: true,
      preview: true,
    });
  }

  async provideTextDocumentContent(uri: Uri, token: CancellationToken): Promise<string | undefined> {
    const state = previewState(uri);
    try {
      const source = await openSource(Uri.parse(state.source));
      const text = state.saved && source ? { text: await savedText(source.uri) } : {};
      const { documentIndex, persona, exclude } = state;
      const params = {
        uri: state.source,
        documentIndex,
        ...(persona !== undefined && { persona }),
        ...(exclude && { exclude }),
        ...text,
      };
      const answer = source && (await this.#ask(params));
      if (token.isCancellationRequested) return undefined;
      return answer ? answer.text : "# There is no PersonaPack here any more.\n";
    } catch (error) {
      return `# The preview cannot be made: ${error instanceof Error ? error.message : String(error)}\n`;
    }
  }

  dispose(): void {
    this.#listening.dispose();
    for (const timer of this.#pending.values()) clearTimeout(timer);
    this.#changed.dispose();
  }

  #sourceChanged(uri: Uri): void {
    if (uri.scheme === PREVIEW_SCHEME) return;
    const source = uri.toString();
    clearTimeout(this.#pending.get(source));
    this.#pending.set(
      source,
      setTimeout(() => {
        this.#pending.delete(source);
        this.#refresh((state) => state.source === source);
      }, PAUSE_MS),
    );
  }

  #refresh(concerns: (state: PreviewState) => boolean): void {
    for (const { uri } of workspace.textDocuments) {
      if (uri.scheme === PREVIEW_SCHEME && concerns(previewState(uri))) this.#changed.fire(uri);
    }
  }
}

export function previewUri(title: string, state: PreviewState): Uri {
  return Uri.from(previewAddress(title, state));
}

async function savedText(uri: Uri): Promise<string> {
  return await workspace.decode(await workspace.fs.readFile(uri), { uri });
}
