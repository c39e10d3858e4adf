import assert from "node:assert/strict";
import { basename, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { suite, test } from "mocha";
import * as vscode from "vscode";
import { CLEAR_CLUSTER_FILTER } from "../../../client/src/commands/command-ids.ts";
import { extension, openFile, openText, serverState, waitFor } from "./workspace.ts";

/** Of the client. */
function loadedBundles(): string[] {
  const folder = extension().extensionUri.fsPath;
  const files = Object.keys(require.cache).map((file) => relative(folder, file).replaceAll("\\", "/"));
  return files
    .filter((file) => file.startsWith("client/dist/"))
    .map((file) => basename(file))
    .sort();
}

suite("activation", () => {
  test("VS Code knows the extension by its name", () => {
    assert.equal(extension().packageJSON.displayName, "PersonaPack for Sympozium");
  });

  test("YAML without a pack starts no server", async () => {
    await openText("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n");
    await waitFor("the extension is active", () => extension().isActive);
    // Nothing announces that nothing happens; a server that was asked for starts well within this time.
    await sleep(500);
    assert.equal(serverState(), "idle");
    assert.deepEqual(loadedBundles(), ["extension.cjs"]);
  });

  test("a pack starts the server", async () => {
    await openFile("data-team.yaml");
    await waitFor("the server is ready", () => serverState() === "ready");
    assert.deepEqual(loadedBundles(), ["extension.cjs", "language-client.cjs"]);
  });

  test("a command about clusters loads what it needs, and no more of it", async () => {
    await vscode.commands.executeCommand(CLEAR_CLUSTER_FILTER);
    assert.deepEqual(loadedBundles(), ["cluster-extension.cjs", "extension.cjs", "language-client.cjs"]);
  });
});
