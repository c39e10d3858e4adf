/** What plans say goes and stays, where not everything belongs to whom its name says: compared with what happens. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { planOrphanDeletion } from "../../../../client/src/cluster/actions/delete-orphans.ts";
import { planDeletion } from "../../../../client/src/cluster/actions/delete-pack.ts";
import { planExclusion } from "../../../../client/src/cluster/actions/exclude-persona.ts";
import { eventually } from "../../../cluster/eventually.ts";
import { describeActions, TEAM } from "./action-suite.ts";

const API = "sympozium.ai/v1alpha1";
const ACTIVE = { ...TEAM, enabled: true };

describeActions("Removals on a real API server", (fixture) => {
  test("a pack that was restored from a backup leaves what nobody owns", async () => {
    const manager = await fixture().place("restored");
    const { client } = fixture().server;
    const labels = { "sympozium.ai/persona-pack": "team", "sympozium.ai/persona": "helper" };
    await client.create("SympoziumInstance", "restored", {
      apiVersion: API,
      kind: "SympoziumInstance",
      metadata: { name: "team-helper", labels },
      spec: { agents: { default: { model: "gpt-4o" } } },
    });
    await fixture().addPack(manager, "restored", "team", ACTIVE, "Ready");
    const plan = planDeletion(manager.snapshot.current, "restored", "team");
    const kept = plan.keeps.map(({ kind, name }) => `${kind}/${name}`);
    assert.deepEqual(kept, ["SympoziumInstance/team-helper"]);
    const execution = await fixture().execute(manager, plan);
    assert.deepEqual(await fixture().outcome(manager, plan, execution), { state: "done" });
    await fixture().settled(manager, "restored");
    const left = await fixture().objects("restored");
    assert.ok(left.includes("SympoziumInstance/team-helper"), left.join());
    assert.ok(!left.some((one) => one.includes("team-lead")), left.join());
  });

  test("orphans go with all that hangs on them, and what agents have scheduled stays", async () => {
    const manager = await fixture().place("orphans");
    const { client } = fixture().server;
    await fixture().addPack(manager, "orphans", "team", ACTIVE, "Ready");
    await client.create("SympoziumSchedule", "orphans", {
      apiVersion: API,
      kind: "SympoziumSchedule",
      metadata: { name: "team-lead-daily", labels: { "sympozium.ai/source": "agent" } },
      spec: { instanceRef: "team-lead", schedule: "0 0 1 1 *", task: "Greet." },
    });
    await client.mergePatch("PersonaPack", "orphans", "team", {
      spec: { personas: TEAM.personas.slice(1) },
    });
    await fixture().settled(manager, "orphans");
    await eventually(async () => {
      const spec = manager.snapshot.current.get("packs", "orphans", "team")?.spec;
      assert.equal((spec as typeof TEAM | undefined)?.personas.length, 1);
    });
    const plan = planOrphanDeletion(manager.snapshot.current, "orphans", "team");
    assert.ok(plan.removes.some(({ name }) => name === "team-lead-schedule-1"));
    assert.deepEqual(
      plan.keeps.map(({ name }) => name),
      ["team-lead-daily"],
    );
    assert.deepEqual(await fixture().carryOut(manager, plan), { state: "done" });
  });

  test("orphans that another pack uses stay, and excluding it there says whose they are", async () => {
    const manager = await fixture().place("shared");
    const { client } = fixture().server;
    const persona = { name: "lead-two", systemPrompt: "", model: "gpt-4o-mini" };
    await fixture().addPack(manager, "shared", "team", { enabled: true, personas: [persona] }, "Ready");
    const other = { enabled: true, personas: [{ ...persona, name: "two" }] };
    await fixture().addPack(manager, "shared", "team-lead", other, "Ready");
    const exclusion = planExclusion(manager.snapshot.current, "shared", "team-lead", "two", new Date());
    assert.ok(exclusion.warnings.some(({ code }) => code === "shared-name"));
    await client.mergePatch("PersonaPack", "shared", "team", { spec: { personas: [] } });
    await fixture().settled(manager, "shared");
    await eventually(async () =>
      assert.throws(
        () => planOrphanDeletion(manager.snapshot.current, "shared", "team"),
        /SympoziumInstance team-lead-two: The pack team-lead uses it\./,
      ),
    );
    const deletion = planDeletion(manager.snapshot.current, "shared", "team-lead");
    // Not compared object by object: the Instance that stays gets its memory anew.
    const execution = await fixture().execute(manager, deletion);
    assert.deepEqual(await fixture().outcome(manager, deletion, execution), { state: "done" });
    assert.ok((await fixture().objects("shared")).includes("SympoziumInstance/team-lead-two"));
  });
});
