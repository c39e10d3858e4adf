import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import type { ClusterErrorKind } from "../../../client/src/cluster/cluster-error.ts";
import { commands, user } from "../vscode-stand-in.ts";

const { showFailure } = await import("../../../client/src/commands/failure-notice.ts");

describe("The notification of a failure", () => {
  let run: string[];

  beforeEach(() => {
    run = [];
    user.notification = { text: "", items: [] };
    user.answer = undefined;
  });

  const OFFERS: readonly (readonly [kind: ClusterErrorKind, title: string, command: string])[] = [
    ["offline", "Refresh the View", "personapack.cluster.refresh"],
    ["tls", "Switch Context", "personapack.cluster.switchContext"],
    ["unauthenticated", "Show Log", "personapack.showOutput"],
    ["forbidden", "Switch Namespace", "personapack.cluster.switchNamespace"],
    ["crd-missing", "How to Install Sympozium", "personapack.cluster.openSympoziumPage"],
    ["invalid", "Show Problems", "workbench.actions.view.problems"],
  ];
  for (const [kind, title, command] of OFFERS) {
    test(`of kind ${kind} offers “${title}”`, async () => {
      const registered = commands.registerCommand(command, () => run.push(command));
      assert.equal(await showFailure(kind, "Why."), false);
      assert.deepEqual(user.notification, { text: "Why.", items: [title] });
      assert.deepEqual(run, []);
      user.answer = title;
      assert.equal(await showFailure(kind, "Why."), false);
      assert.deepEqual(run, [command]);
      registered.dispose();
    });
  }

  test("of a conflict offers to do it once more", async () => {
    assert.equal(await showFailure("conflict", "Why."), false);
    user.answer = "Try Again";
    assert.equal(await showFailure("conflict", "Why."), true);
  });

  test("is none for what the user has cancelled", async () => {
    assert.equal(await showFailure("cancelled", "Why."), false);
    assert.equal(user.notification.text, "");
  });
});
