/** Follows something for as long as a document of a scheme is open in a tab. */
import {
  Disposable,
  TabInputText,
  type TextDocument,
  type TextEditor,
  type Uri,
  window,
  workspace,
} from "vscode";

/**
 * `open` is called for each document of the scheme; what it returns is disposed when the last tab with it is closed:
 * VS Code keeps the document itself for some minutes more.
 */
export function whileOpen(scheme: string, open: (uri: Uri) => Disposable | undefined): Disposable {
  const opened = new Map<string, Disposable>();
  const enter = ({ uri }: TextDocument) => {
    const key = uri.toString();
    if (uri.scheme !== scheme || opened.has(key)) return;
    const following = open(uri);
    if (following) opened.set(key, following);
  };
  const leave = (uri: Uri) => {
    opened.get(uri.toString())?.dispose();
    opened.delete(uri.toString());
  };
  const listening = Disposable.from(
    workspace.onDidOpenTextDocument(enter),
    workspace.onDidCloseTextDocument(({ uri }) => leave(uri)),
    window.tabGroups.onDidChangeTabs(({ closed }) => {
      for (const { input } of closed) {
        if (input instanceof TabInputText && !isShown(input.uri)) leave(input.uri);
      }
    }),
    // Shown again before it was forgotten.
    window.onDidChangeVisibleTextEditors((editors) => {
      for (const { document } of editors) enter(document);
    }),
  );
  for (const document of workspace.textDocuments) enter(document);
  return new Disposable(() => {
    listening.dispose();
    for (const following of opened.values()) following.dispose();
    opened.clear();
  });
}

/** As `whileOpen`, but only while it is to be seen: what stands behind another tab follows nothing. */
export function whileVisible(scheme: string, show: (uri: Uri) => Disposable): Disposable {
  const shown = new Map<string, Disposable>();
  const look = (editors: readonly TextEditor[]) => {
    const uris = editors.map(({ document }) => document.uri).filter((uri) => uri.scheme === scheme);
    const now = new Map(uris.map((uri) => [uri.toString(), uri]));
    for (const [key, following] of shown) {
      if (now.has(key)) continue;
      following.dispose();
      shown.delete(key);
    }
    for (const [key, uri] of now) if (!shown.has(key)) shown.set(key, show(uri));
  };
  const listening = window.onDidChangeVisibleTextEditors(look);
  look(window.visibleTextEditors);
  return new Disposable(() => {
    listening.dispose();
    look([]);
  });
}

function isShown(uri: Uri): boolean {
  return window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => input instanceof TabInputText && input.uri.toString() === uri.toString()),
  );
}
