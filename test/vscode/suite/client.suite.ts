/** The client in a real VS Code: when the server runs, what the commands do, and that nothing appears twice. */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import * as vscode from "vscode";
import { NEW_PACK, RESTART_SERVER } from "../../../client/src/commands/command-ids.ts";
import type { PersonaPackApi } from "../../../client/src/extension.ts";

const TIME_LIMIT_MS = 15_000;

const extension = vscode.extensions.getExtension<PersonaPackApi>("personapack.personapack");

async function until(what: string, holds: () => boolean): Promise<void> {
  const end = Date.now() + TIME_LIMIT_MS;
  while (!holds()) {
    assert.ok(Date.now() < end, `${what}: not within ${TIME_LIMIT_MS} ms`);
    await sleep(25);
  }
}

const serverState = (): string | undefined =>
  extension?.isActive === true ? extension.exports.serverState() : undefined;

const isReady = (): boolean => serverState() === "ready";

async function openYaml(content: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument({ language: "yaml", content }),
  );
}

afterEach(async () => {
  await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
});

test("typing the kind starts the server, if no pack did so before", async () => {
  const before = serverState();
  const editor = await openYaml("replicas: 1\n");
  await until("activation", () => serverState() !== undefined);
  // Another suite may have opened a pack; a plain YAML file changes nothing in either case.
  assert.equal(serverState(), before ?? "idle");
  await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), "kind: Perso"));
  await until("ready", isReady);
});

test("a new pack is a YAML file without errors, its first blank selected", async () => {
  await vscode.commands.executeCommand(NEW_PACK);
  const editor = vscode.window.activeTextEditor;
  assert.ok(editor);
  assert.equal(editor.document.languageId, "yaml");
  assert.equal(editor.document.isUntitled, true);
  assert.match(editor.document.getText(), /^kind: PersonaPack$/m);
  assert.notEqual(editor.document.getText(editor.selection), "");
  await until("ready", isReady);
  await sleep(500);
  assert.deepEqual(vscode.languages.getDiagnostics(editor.document.uri), []);
});

test("a restarted server knows the open files, and reports each problem once", async () => {
  const editor = await openYaml(
    "apiVersion: sympozium.ai/v1alpha1\nkind: PersonaPack\nspec:\n  personass: []\n",
  );
  const { uri } = editor.document;
  const messages = (): string[] => vscode.languages.getDiagnostics(uri).map(({ message }) => message);
  await until("problems", () => messages().length > 0);
  const before = messages();
  assert.equal(new Set(before).size, before.length);
  await vscode.commands.executeCommand(RESTART_SERVER);
  assert.equal(isReady(), true);
  await until("the same problems", () => messages().length === before.length);
  assert.deepEqual(messages(), before);
});

test("a setting switches a decoration off without a restart", async () => {
  const editor = await openYaml(
    "apiVersion: sympozium.ai/v1alpha1\nkind: PersonaPack\nspec:\n  personass: []\n",
  );
  const { uri } = editor.document;
  const configuration = vscode.workspace.getConfiguration("personapack", uri);
  const problems = (): number => vscode.languages.getDiagnostics(uri).length;
  await until("problems", () => problems() > 0);
  await configuration.update("validate", false, vscode.ConfigurationTarget.Global);
  try {
    await until("no problems", () => problems() === 0);
  } finally {
    await configuration.update("validate", undefined, vscode.ConfigurationTarget.Global);
  }
  await until("problems again", () => problems() > 0);
});
