import assert from "node:assert/strict";
import { suite, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";
import { SHOW_GRAPH, SHOW_TIMELINE } from "../../../client/src/commands/command-ids.ts";
import { extension, openText, waitFor } from "./workspace.ts";

const pack = `apiVersion: sympozium.ai/v1alpha1
kind: PersonaPack
metadata:
  name: drawn
spec:
  personas:
    - name: first
      systemPrompt: x
      skills: [memory]
      schedule: {type: heartbeat, interval: 1h, task: t}
`;
const second = "    - name: second\n      systemPrompt: x\n";

const pictures = [
  { what: "timeline", command: SHOW_TIMELINE, key: "timelines", before: 1, after: 2 },
  { what: "graph", command: SHOW_GRAPH, key: "graphs", before: 2, after: 3 },
] as const;

suite("pictures", () => {
  suiteTeardown(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));

  for (const { what, command, key, before, after } of pictures) {
    test(`the ${what} is drawn in its webview, follows an edit and has the pack's name`, async () => {
      const { document } = await openText(pack);
      const drawn = (version: number) =>
        extension()
          .exports.drawnPictures()
          [key].find((picture) => picture.version >= version);
      await vscode.commands.executeCommand(command);
      const first = await waitFor("a picture", () => drawn(document.version));
      assert.equal(first.parts, before);

      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, document.positionAt(pack.length), second);
      edit.replace(document.uri, new vscode.Range(3, 8, 3, 13), "redrawn");
      assert.ok(await vscode.workspace.applyEdit(edit));
      const next = await waitFor("a picture of the edited text", () => drawn(document.version));
      assert.equal(next.parts, after);
      const titles = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
      assert.ok(titles.includes(`redrawn — ${what}`), titles.join());
    });
  }
});
