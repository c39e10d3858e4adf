/** What all commands about a cluster have in common. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { settled } from "../cluster/fake-clock.ts";
import "./answers-stand-in.ts";
import { packWith, ViewStandIn } from "./view-stand-in.ts";

const { withCluster } = await import("../../../client/src/commands/cluster-command.ts");

for (const phase of ["loading", "resuming"] as const) {
  test(`a command waits for a list that is ${phase}`, async () => {
    const { view, manager } = new ViewStandIn();
    const writer = manager.show("dev", {}, packWith({}, "1"));
    writer.state("runs", { phase });
    let begun = false;
    const command = withCluster(view, async () => {
      begun = true;
    });
    await settled();
    assert.equal(begun, false);
    writer.state("runs", { phase: "live" });
    await command;
    assert.equal(begun, true);
  });
}
