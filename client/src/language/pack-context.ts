import { commands, Disposable, window } from "vscode";
import type { LanguageServer } from "./language-server.ts";

/** Context key for menus: the active editor holds a PersonaPack. */
const IS_PACK = "personapack.isPack";

export function watchPackContext(server: LanguageServer): Disposable {
  let known: boolean | undefined;
  const update = (): void => {
    const document = window.activeTextEditor?.document;
    const isPack = document !== undefined && (server.fileStatus(document.uri)?.packs ?? 0) > 0;
    if (isPack === known) return;
    known = isPack;
    void commands.executeCommand("setContext", IS_PACK, isPack);
  };
  update();
  return Disposable.from(server.onDidChange(update), window.onDidChangeActiveTextEditor(update));
}
