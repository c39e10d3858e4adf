import { Disposable, workspace } from "vscode";
import { mayHoldPack, mayHoldPackNow } from "./candidate-document.ts";

/**
 * Calls `found` once, as soon as a document that may hold a pack is open (at once, if one is open already),
 * and then stops watching: from there on the server follows the documents itself.
 */
export function watchForCandidate(found: () => void): Disposable {
  if (workspace.textDocuments.some(mayHoldPack)) {
    found();
    return new Disposable(() => undefined);
  }
  const finish = (): void => {
    watching.dispose();
    found();
  };
  const watching = Disposable.from(
    // Also fired when the language of an open document becomes YAML.
    workspace.onDidOpenTextDocument((document) => {
      if (mayHoldPack(document)) finish();
    }),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (mayHoldPackNow(document, contentChanges)) finish();
    }),
  );
  return watching;
}
