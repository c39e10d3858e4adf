/** Every action under every condition that a cluster may bring: no rights, somebody else's change, no server. */
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { planApply } from "../../../../client/src/cluster/actions/apply-document.ts";
import { planDeactivation } from "../../../../client/src/cluster/actions/deactivate.ts";
import { planDeletion } from "../../../../client/src/cluster/actions/delete-pack.ts";
import { diagnose } from "../../../../client/src/cluster/actions/diagnose/checks.ts";
import { planExclusion } from "../../../../client/src/cluster/actions/exclude-persona.ts";
import { planInclusion } from "../../../../client/src/cluster/actions/include-persona.ts";
import { localDocuments } from "../../../../client/src/cluster/actions/local-document.ts";
import type { Plan } from "../../../../client/src/cluster/actions/plan.ts";
import { planRun } from "../../../../client/src/cluster/actions/run-now.ts";
import { planTaskOverride } from "../../../../client/src/cluster/actions/set-task-override.ts";
import { planSuspension } from "../../../../client/src/cluster/actions/suspend-schedule.ts";
import { isClusterError } from "../../../../client/src/cluster/cluster-error.ts";
import type { ClusterManager } from "../../../../client/src/cluster/cluster-manager.ts";
import type { ClusterSnapshot } from "../../../../client/src/cluster/cluster-snapshot.ts";
import type { Identity } from "../../../cluster/api-server.ts";
import { eventually } from "../../../cluster/eventually.ts";
import { describeActions, TEAM } from "./action-suite.ts";

const [LEAD, HELPER] = TEAM.personas;
const SPEC = {
  enabled: true,
  authRefs: [{ provider: "openai", secret: "team-openai-key" }],
  excludePersonas: ["other"],
  personas: [LEAD, HELPER, { ...HELPER, name: "other" }],
};
const OWN_SCHEDULE = "team-lead-own";

type MakePlan = (snapshot: ClusterSnapshot, namespace: string) => Plan;

const ACTIONS: Readonly<Record<string, MakePlan>> = {
  "deactivate, Secrets deleted": (snapshot, namespace) =>
    planDeactivation(snapshot, namespace, "team", { secrets: "delete" }, new Date()),
  "deactivate, Secrets kept": (snapshot, namespace) =>
    planDeactivation(snapshot, namespace, "team", { secrets: "keep" }, new Date()),
  exclude: (snapshot, namespace) => planExclusion(snapshot, namespace, "team", "lead", new Date()),
  include: (snapshot, namespace) => planInclusion(snapshot, namespace, "team", "other", new Date()),
  "task override": (snapshot, namespace) => planTaskOverride(snapshot, namespace, "team", "x", new Date()),
  "delete pack": (snapshot, namespace) => planDeletion(snapshot, namespace, "team"),
  suspend: (snapshot, namespace) => planSuspension(snapshot, namespace, OWN_SCHEDULE, true),
  "run now": (snapshot, namespace) => planRun(snapshot, namespace, { instance: "team-lead" }, new Date()),
};
/** Makes something new, so that nothing can have changed meanwhile. */
const WITHOUT_VERSION = new Set(["run now"]);

describeActions("Actions and conditions on a real API server", (fixture) => {
  let manager: ClusterManager;
  let reader: Identity;

  async function setUp(namespace: string): Promise<ClusterManager> {
    const view = await fixture().place(namespace);
    const { client } = fixture().server;
    await client.create("Secret", namespace, { metadata: { name: "team-openai-key" } });
    await fixture().addPack(view, namespace, "team", SPEC, "Ready");
    await client.create("SympoziumSchedule", namespace, {
      apiVersion: "sympozium.ai/v1alpha1",
      kind: "SympoziumSchedule",
      metadata: { name: OWN_SCHEDULE, labels: { "sympozium.ai/instance": "team-lead" } },
      spec: { instanceRef: "team-lead", schedule: "0 0 1 1 *", task: "Greet.", suspend: false },
    });
    await fixture().settled(view, namespace);
    return view;
  }

  before(async () => {
    manager = await setUp("conditions");
    reader = await fixture().server.addUser("onlooker", "read-only");
  });

  test("a plan is refused to who may only read, before anything has changed", async (t) => {
    const view = await fixture().view(reader, "conditions");
    const objects = await fixture().objects("conditions");
    for (const [action, makePlan] of Object.entries(ACTIONS)) {
      await t.test(action, async () => {
        const execution = await fixture().execute(view, makePlan(view.snapshot.current, "conditions"));
        assert.ok(execution.state === "failed" && execution.during === "dry-run", JSON.stringify(execution));
        assert.equal(execution.error.kind, "forbidden");
        assert.deepEqual(await fixture().objects("conditions"), objects);
      });
    }
    await t.test("apply", async () => {
      const [document] = localDocuments(
        "apiVersion: sympozium.ai/v1alpha1\nkind: PersonaPack\nmetadata: {name: new}\nspec: {personas: []}\n",
      );
      assert.ok(document);
      const { client } = fixture().session(view);
      const request = { document, namespace: "conditions" };
      const asked = planApply(client, view.snapshot, request, new Date(), new AbortController().signal);
      await assert.rejects(asked, (error) => isClusterError(error) && error.kind === "forbidden");
    });
  });

  test("a change by somebody else in between is a conflict, before anything has changed", async (t) => {
    for (const [action, makePlan] of Object.entries(ACTIONS)) {
      if (WITHOUT_VERSION.has(action)) continue;
      await t.test(action, async () => {
        const plan = makePlan(manager.snapshot.current, "conditions");
        const { kind } = plan.target.type;
        assert.ok(kind === "PersonaPack" || kind === "SympoziumSchedule");
        await fixture().server.client.mergePatch(kind, "conditions", plan.target.name, {
          spec: kind === "PersonaPack" ? { description: action } : { task: action },
        });
        const execution = await fixture().execute(manager, plan);
        assert.ok(execution.state === "failed" && execution.during === "dry-run", JSON.stringify(execution));
        assert.equal(execution.error.kind, "conflict");
        const stored = await fixture().pack("conditions", "team");
        assert.deepEqual([stored.spec.enabled, stored.spec.excludePersonas], [true, ["other"]]);
        await eventually(async () =>
          assert.notEqual(
            makePlan(manager.snapshot.current, "conditions").target.generation,
            plan.target.generation,
          ),
        );
      });
    }
  });

  for (const action of ["deactivate, Secrets deleted", "exclude", "delete pack", "run now"]) {
    test(`a server killed and started again in the middle: ${action} is whole or has not happened`, async () => {
      const namespace = `killed-${Object.keys(ACTIONS).indexOf(action)}`;
      const view = await setUp(namespace);
      const makePlan = ACTIONS[action];
      assert.ok(makePlan);
      const plan = makePlan(view.snapshot.current, namespace);
      const { server } = fixture();
      let killing: Promise<void> | undefined;
      const execution = await fixture().execute(view, plan, {
        settleMs: 60_000,
        onProgress: () => {
          killing ??= server.kill().then(() => server.restart());
        },
      });
      await killing;
      if (execution.state === "done") {
        const outcome = await fixture().outcome(view, plan, execution, 40_000);
        assert.deepEqual(outcome, { state: "done" });
      } else {
        assert.deepEqual([execution.uncertain, execution.left], [false, []]);
        const { spec } = await eventually(async () => await fixture().pack(namespace, "team"));
        assert.deepEqual([spec.enabled, spec.excludePersonas], [true, ["other"]]);
      }
    });
  }

  test("the diagnosis of a working pack has nothing to say but what is true", async () => {
    const view = await setUp("well");
    const unwell = diagnose(view.snapshot.current, "well", "team", new Date()).flatMap(
      ({ check, findings }) =>
        findings.filter(({ state }) => state !== "ok").map(({ evidence }) => `${check.id}: ${evidence}`),
    );
    assert.deepEqual(unwell, [
      "instances-exist: The persona other is excluded.",
      "secrets-exist: Nothing names the Secret with TELEGRAM_BOT_TOKEN that the channel telegram needs.",
      "right-model: helper names no model and uses gpt-4o of openai.",
      "skill-packs-exist: There is no SkillPack memory in well; sympozium-system is not shown.",
    ]);
  });
});
