/** Texts that are shown and never stored: reports, lists and the two sides of a comparison. */
import { type Disposable, EventEmitter, Uri, window, workspace } from "vscode";

const TEXT_SCHEME = "personapack-text";
/** By path; VS Code asks again for what it shows, and tells when it closes it. */
const texts = new Map<string, string>();
const changed = new EventEmitter<Uri>();

export function registerReadOnlyTexts(): Disposable {
  const provider = workspace.registerTextDocumentContentProvider(TEXT_SCHEME, {
    onDidChange: changed.event,
    provideTextDocumentContent: ({ path }) => texts.get(path) ?? "",
  });
  const closing = workspace.onDidCloseTextDocument(({ uri }) => {
    if (uri.scheme === TEXT_SCHEME) texts.delete(uri.path);
  });
  return {
    dispose: () => {
      provider.dispose();
      closing.dispose();
      texts.clear();
    },
  };
}

/** `name` is shown in the tab; the same one shows a new text. */
export function textUri(name: string, text: string): Uri {
  const uri = Uri.from({ scheme: TEXT_SCHEME, path: `/${name.replaceAll("/", "∕")}` });
  texts.set(uri.path, text);
  changed.fire(uri);
  return uri;
}

export async function showText(name: string, text: string): Promise<void> {
  const document = await workspace.openTextDocument(textUri(name, text));
  await window.showTextDocument(document, { preview: true });
}
