import assert from "node:assert/strict";
import { suite, teardown, test } from "mocha";
import * as vscode from "vscode";
import { NEW_PACK, RESTART_SERVER, SHOW_OUTPUT } from "../../../client/src/commands/command-ids.ts";
import { openText, serverState, waitFor } from "./workspace.ts";

const faultyPack =
  "apiVersion: sympozium.ai/v1alpha1\nkind: PersonaPack\nmetadata:\n  nam: x\nspec:\n  personass: []\n";

const problems = (uri: vscode.Uri): string[] =>
  vscode.languages.getDiagnostics(uri).map(({ message }) => message);

suite("client", () => {
  teardown(async () => {
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });

  test("New PersonaPack opens a pack without errors, its first blank selected", async () => {
    await vscode.commands.executeCommand(NEW_PACK);
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    const { document, selection } = editor;
    assert.equal(document.languageId, "yaml");
    assert.equal(document.isUntitled, true);
    assert.match(document.getText(), /^kind: PersonaPack$/m);
    assert.notEqual(document.getText(selection), "");
    await waitFor("the server is ready", () => serverState() === "ready");
    // Symbols come from the server, so once they are there it has read the file.
    await waitFor("an outline", () =>
      vscode.commands
        .executeCommand<unknown[] | undefined>("vscode.executeDocumentSymbolProvider", document.uri)
        .then((symbols) => (symbols ?? []).length > 0),
    );
    assert.deepEqual(problems(document.uri), []);
  });

  test("a restarted server knows the open files and reports each problem once", async () => {
    const { uri } = (await openText(faultyPack)).document;
    await waitFor("problems", () => problems(uri).length > 0);
    const before = problems(uri);
    assert.equal(new Set(before).size, before.length);
    await vscode.commands.executeCommand(RESTART_SERVER);
    assert.equal(serverState(), "ready");
    await waitFor("the same problems", () => problems(uri).length === before.length);
    assert.deepEqual(problems(uri), before);
  });

  test("a setting works at once", async () => {
    const { uri } = (await openText(faultyPack)).document;
    const settings = vscode.workspace.getConfiguration("personapack", uri);
    await waitFor("problems", () => problems(uri).length > 0);
    await settings.update("validate", false, vscode.ConfigurationTarget.Global);
    try {
      await waitFor("no problems", () => problems(uri).length === 0);
    } finally {
      await settings.update("validate", undefined, vscode.ConfigurationTarget.Global);
    }
    await waitFor("the problems again", () => problems(uri).length > 0);
  });

  test("Show Output opens the channel", async () => {
    const isChannel = (editor: vscode.TextEditor): boolean =>
      editor.document.uri.scheme === "output" && editor.document.fileName.includes("PersonaPack");
    await vscode.commands.executeCommand(SHOW_OUTPUT);
    await waitFor("the output", () => vscode.window.visibleTextEditors.some(isChannel));
    await vscode.commands.executeCommand("workbench.action.closePanel");
  });
});
