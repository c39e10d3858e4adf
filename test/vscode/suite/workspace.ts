/** What the suites share: the extension, documents, and waiting for what comes on its own time. */
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import * as vscode from "vscode";
import type { PersonaPackApi } from "../../../client/src/extension.ts";

export function extension(): vscode.Extension<PersonaPackApi> {
  const found = vscode.extensions.getExtension<PersonaPackApi>("personapack.personapack");
  assert.ok(found, "VS Code knows the extension personapack.personapack");
  return found;
}

/** State of the language server as the extension tells it. */
export function serverState(): string {
  return extension().exports.serverState();
}

/** Shows an untitled YAML document with this text. */
export async function openText(content: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ language: "yaml", content });
  return await vscode.window.showTextDocument(document);
}

/** Shows a file of the opened folder. */
export async function openFile(name: string): Promise<vscode.TextEditor> {
  const [uri] = await vscode.workspace.findFiles(name);
  assert.ok(uri, `${name} lies in the opened folder`);
  return await vscode.window.showTextDocument(uri);
}

/** Asks every 50 ms until there is an answer; fails after 15 s with `what` did not come. */
export async function waitFor<T>(
  what: string,
  ask: () => T | undefined | false | Thenable<T | undefined | false>,
): Promise<T> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await sleep(50);
  }
  assert.fail(`did not happen within 15 s: ${what}`);
}
