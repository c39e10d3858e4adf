import { type TextDocument, type Uri, workspace } from "vscode";

/** Opens the file that a view is about: the server knows only open documents. An untitled one cannot be opened again. */
export async function openSource(uri: Uri): Promise<TextDocument | undefined> {
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  return open ?? (uri.scheme === "untitled" ? undefined : await workspace.openTextDocument(uri));
}
