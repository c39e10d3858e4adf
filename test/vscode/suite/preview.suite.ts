import assert from "node:assert/strict";
import { suite, teardown, test } from "mocha";
import * as vscode from "vscode";
import { COMPARE_RESOURCES, PREVIEW_RESOURCES } from "../../../client/src/commands/command-ids.ts";
import { PREVIEW_SCHEME } from "../../../client/src/preview/preview-state.ts";
import { openFile, waitFor } from "./workspace.ts";

function previews(): vscode.TextDocument[] {
  return vscode.workspace.textDocuments.filter(
    ({ uri, isClosed }) => uri.scheme === PREVIEW_SCHEME && !isClosed,
  );
}

/** The text of an open preview that the pattern fits; waits for it. */
function previewWith(pattern: RegExp): Promise<vscode.TextDocument> {
  return waitFor(`a preview with ${pattern}`, () => previews().find((one) => pattern.test(one.getText())));
}

async function insert(editor: vscode.TextEditor, after: RegExp, text: string): Promise<void> {
  const { document } = editor;
  const match = after.exec(document.getText());
  assert.ok(match, `the document has ${after}`);
  const at = document.positionAt(match.index + match[0].length);
  assert.ok(await editor.edit((edit) => edit.insert(at, text)));
}

function tabLabels(): string[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
}

suite("previews", () => {
  teardown(async () => {
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  test("the generated resources are a read-only document that follows the edits", async () => {
    const editor = await openFile("data-team.yaml");
    await vscode.commands.executeCommand(PREVIEW_RESOURCES);
    const preview = await previewWith(/name: data-team-pipeline-monitor-schedule/);
    assert.equal(preview.languageId, "yaml");
    assert.equal(preview.getText().match(/^kind: SympoziumInstance$/gm)?.length, 2);
    assert.ok(tabLabels().some((label) => label.startsWith("data-team — generated resources")));

    await insert(editor, /^ {2}name: data-team$/m, "-2");
    await previewWith(/name: data-team-2-pipeline-monitor-schedule/);
    await vscode.window.showTextDocument(editor.document);
  });

  test("a code lens opens the preview of its persona", async () => {
    const { document } = await openFile("data-team.yaml");
    const lenses = await waitFor("code lenses", async () => {
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        "vscode.executeCodeLensProvider",
        document.uri,
        10,
      );
      return found.length > 0 && found;
    });
    const titles = lenses.map(({ command }) => command?.title ?? "");
    assert.match(titles[0] ?? "", /^generates 13 resources once it is enabled · next run in /);
    assert.match(titles[2] ?? "", /^generates 6 resources · next run in /);
    const { command, arguments: args = [] } = lenses[2]?.command ?? {};
    assert.equal(command, PREVIEW_RESOURCES);
    await vscode.commands.executeCommand(PREVIEW_RESOURCES, ...args);
    const preview = await previewWith(/^# Persona schema-auditor of PersonaPack data-team/);
    assert.match(preview.getText(), /name: data-team-schema-auditor-schedule/);
    assert.doesNotMatch(preview.getText(), /pipeline-monitor/);
  });

  test("a comparison shows what an exclusion takes away", async () => {
    const { document } = await openFile("data-team.yaml");
    await vscode.commands.executeCommand(COMPARE_RESOURCES, {
      uri: document.uri.toString(),
      documentIndex: 0,
      exclude: ["schema-auditor"],
    });
    const tab = await waitFor("a diff editor", () => {
      const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
      return input instanceof vscode.TabInputTextDiff && input;
    });
    const [before, after] = await Promise.all(
      [tab.original, tab.modified].map(async (uri) =>
        (await vscode.workspace.openTextDocument(uri)).getText(),
      ),
    );
    assert.match(before ?? "", /data-team-schema-auditor-schedule/);
    assert.match(after ?? "", /^# Excluded: schema-auditor$/m);
    assert.doesNotMatch(after ?? "", /data-team-schema-auditor/);
    assert.match(after ?? "", /data-team-pipeline-monitor-schedule/);
  });
});
