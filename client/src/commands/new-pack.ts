import { readFile } from "node:fs/promises";
import { commands, type Disposable, SnippetString, window, workspace } from "vscode";
import { LANGUAGE_ID } from "../language/candidate-document.ts";
import { NEW_PACK } from "./command-ids.ts";
import { packSnippet } from "./pack-snippet.ts";

/**
 * “New PersonaPack”: an untitled YAML document with the whole-pack snippet, its first placeholder selected.
 *
 * @param snippetFile absolute path of snippets/personapack.json
 */
export function registerNewPack(snippetFile: string): Disposable {
  return commands.registerCommand(NEW_PACK, async () => {
    const snippet = packSnippet(await readFile(snippetFile, "utf8"));
    const document = await workspace.openTextDocument({ language: LANGUAGE_ID });
    const editor = await window.showTextDocument(document);
    await editor.insertSnippet(new SnippetString(snippet));
  });
}
