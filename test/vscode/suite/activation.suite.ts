import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { suite, test } from "mocha";
import { extension, openFile, openText, serverState, waitFor } from "./workspace.ts";

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
  });

  test("a pack starts the server", async () => {
    await openFile("data-team.yaml");
    await waitFor("the server is ready", () => serverState() === "ready");
  });
});
