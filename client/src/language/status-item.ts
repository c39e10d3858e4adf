import { Disposable, LanguageStatusSeverity, languages, type TextDocument, window } from "vscode";
import { documentSelector, mayHoldPack } from "./candidate-document.ts";
import type { LanguageServer } from "./language-server.ts";
import { statusView } from "./status-view.ts";

const severities = {
  information: LanguageStatusSeverity.Information,
  warning: LanguageStatusSeverity.Warning,
  error: LanguageStatusSeverity.Error,
} as const;

/** The entry in the language status of the active editor; absent from YAML files that hold no pack. */
export function createStatusItem(server: LanguageServer): Disposable {
  const item = languages.createLanguageStatusItem("personapack.status", []);
  item.name = "PersonaPack";

  const concerns = (document: TextDocument): boolean => {
    const known = server.fileStatus(document.uri);
    if (known !== undefined && (known.packs > 0 || known.notice !== undefined)) return true;
    return mayHoldPack(document);
  };
  const update = (): void => {
    const document = window.activeTextEditor?.document;
    const view =
      document !== undefined && server.state.name !== "idle" && concerns(document)
        ? statusView(server.state, server.fileStatus(document.uri))
        : undefined;
    item.selector = view === undefined ? [] : documentSelector;
    if (view === undefined) return;
    item.text = view.text;
    item.detail = view.detail;
    item.severity = severities[view.severity];
    item.busy = view.busy;
    item.command = view.command;
  };

  update();
  return Disposable.from(item, server.onDidChange(update), window.onDidChangeActiveTextEditor(update));
}
