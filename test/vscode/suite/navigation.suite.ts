import assert from "node:assert/strict";
import { suite, teardown, test } from "mocha";
import * as vscode from "vscode";
import { openFile, openText, waitFor } from "./workspace.ts";

const pack = `apiVersion: sympozium.ai/v1alpha1
kind: PersonaPack
metadata:
  name: navigated-team
spec:
  excludePersonas: [reader]
  personas:
    - name: "reader"
      systemPrompt: x
`;

const codes = (uri: vscode.Uri): unknown[] =>
  vscode.languages
    .getDiagnostics(uri)
    .map(({ code }) => (typeof code === "object" && code !== null ? code.value : code));

suite("navigation", () => {
  teardown(async () => {
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  test("a reference leads to its persona, and both are renamed", async () => {
    const { uri } = (await openText(pack)).document;
    const reference = new vscode.Position(5, 22);
    const found = await waitFor("a definition", async () => {
      const places = await vscode.commands.executeCommand<vscode.Location[]>(
        "vscode.executeDefinitionProvider",
        uri,
        reference,
      );
      return places[0];
    });
    assert.equal(found.range.start.line, 7);
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      "vscode.executeDocumentRenameProvider",
      uri,
      reference,
      "viewer",
    );
    assert.deepEqual(
      edit.get(uri).map(({ newText }) => newText),
      ["viewer", '"viewer"'],
    );
  });

  test("packs and personas are symbols of the workspace, open or not", async () => {
    await openText(pack);
    const names = await waitFor("symbols of both packs", async () => {
      const symbols = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
        "vscode.executeWorkspaceSymbolProvider",
        "team",
      );
      const found = symbols.map(({ name }) => name);
      return found.includes("navigated-team") && found;
    });
    assert.ok(names.includes("data-team"), names.join());
  });

  test("problems of a file that is not open come, and go with it", async () => {
    await openFile("data-team.yaml");
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const uri = vscode.Uri.joinPath(folder, "closed-pack.yaml");
    const faulty = new TextEncoder().encode(pack.replace("systemPrompt", "systemPromt"));
    await vscode.workspace.fs.writeFile(uri, faulty);
    try {
      await waitFor("problems of the closed file", () => codes(uri).includes("unknown-field"));
      const editor = await vscode.window.showTextDocument(uri);
      await waitFor("the same problem while it is open", () => codes(uri).includes("unknown-field"));
      const word = editor.document.getText().indexOf("systemPromt");
      const at = editor.document.positionAt(word + "systemProm".length);
      await editor.edit((edit) => edit.insert(at, "p"));
      await waitFor("no problem after it was mended", () => !codes(uri).includes("unknown-field"));
      await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
      await waitFor("the problem of what is on disk", () => codes(uri).includes("unknown-field"));
    } finally {
      await vscode.workspace.fs.delete(uri);
    }
    await waitFor("no problems of a file that is gone", () => codes(uri).length === 0);
  });
});
