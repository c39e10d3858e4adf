/** Every action under every condition that a cluster may bring: no rights, somebody else's change, no server. */
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { planActivation } from "../../../../client/src/cluster/actions/activate.ts";
import { planDeactivation } from "../../../../client/src/cluster/actions/deactivate.ts";
import { planOrphanDeletion } from "../../../../client/src/cluster/actions/delete-orphans.ts";
import { planDeletion } from "../../../../client/src/cluster/actions/delete-pack.ts";
import { diagnose } from "../../../../client/src/cluster/actions/diagnose/checks.ts";
import { planExclusion } from "../../../../client/src/cluster/actions/exclude-persona.ts";
import { planInclusion } from "../../../../client/src/cluster/actions/include-persona.ts";
import { type Plan, PlanRefused } from "../../../../client/src/cluster/actions/plan.ts";
import { planRun } from "../../../../client/src/cluster/actions/run-now.ts";
import { planTaskOverride } from "../../../../client/src/cluster/actions/set-task-override.ts";
import { planSuspension } from "../../../../client/src/cluster/actions/suspend-schedule.ts";
import type { ClusterManager } from "../../../../client/src/cluster/cluster-manager.ts";
import type { ClusterSnapshot } from "../../../../client/src/cluster/cluster-snapshot.ts";
import type { Identity } from "../../../cluster/api-server.ts";
import { eventually } from "../../../cluster/eventually.ts";
import { isKind } from "../../../cluster/kinds.ts";
import { describeActions, TEAM } from "./action-suite.ts";

const [LEAD, HELPER] = TEAM.personas;
const SPEC = {
  enabled: true,
  authRefs: [{ provider: "openai", secret: "team-openai-key" }],
  excludePersonas: ["other"],
  personas: [LEAD, HELPER, { ...HELPER, name: "other" }],
};
const OWN_SCHEDULE = "team-lead-own";
const FLUX = "kustomize.toolkit.fluxcd.io/name";

/** By kind: what somebody else changes, which concerns no controller. */
const FREE_FIELDS: Readonly<Record<string, string>> = {
  PersonaPack: "description",
  SympoziumSchedule: "task",
  SympoziumInstance: "policyRef",
};

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
  "delete orphans": (snapshot, namespace) => planOrphanDeletion(snapshot, namespace, "team"),
  "change settings": (snapshot, namespace) =>
    planActivation(snapshot, namespace, "team", { ...SETTINGS, model: "gpt-4.1" }, new Date()),
  suspend: (snapshot, namespace) => planSuspension(snapshot, namespace, OWN_SCHEDULE, true),
  "run now": (snapshot, namespace) => planRun(snapshot, namespace, { instance: "team-lead" }, new Date()),
};
const SETTINGS = { provider: "openai", secret: { kind: "reuse", name: "team-openai-key" } } as const;

/** What asks for what is there already, and the refusal of it. */
const ALREADY: Readonly<Record<string, readonly [makePlan: MakePlan, message: RegExp]>> = {
  activate: [
    (snapshot, namespace) => planActivation(snapshot, namespace, "team", SETTINGS, new Date()),
    /is like that already/,
  ],
  deactivate: [
    (snapshot, namespace) => planDeactivation(snapshot, namespace, "idle", { secrets: "keep" }, new Date()),
    /is like that already/,
  ],
  exclude: [
    (snapshot, namespace) => planExclusion(snapshot, namespace, "team", "other", new Date()),
    /is excluded already/,
  ],
  include: [
    (snapshot, namespace) => planInclusion(snapshot, namespace, "team", "lead", new Date()),
    /is not excluded/,
  ],
  "task override": [
    (snapshot, namespace) => planTaskOverride(snapshot, namespace, "team", "", new Date()),
    /is like that already/,
  ],
  "delete pack": [
    (snapshot, namespace) => planDeletion(snapshot, namespace, "gone"),
    /There is no PersonaPack gone/,
  ],
  "delete orphans": [
    (snapshot, namespace) => planOrphanDeletion(snapshot, namespace, "idle"),
    /belongs to one of its personas/,
  ],
  resume: [
    (snapshot, namespace) => planSuspension(snapshot, namespace, OWN_SCHEDULE, false),
    /is active already/,
  ],
  "run now": [
    (snapshot, namespace) => planRun(snapshot, namespace, { instance: "team-other" }, new Date()),
    /There is no Instance team-other/,
  ],
};

describeActions("Actions and conditions on a real API server", (fixture) => {
  let manager: ClusterManager;
  let reader: Identity;

  async function setUp(namespace: string, orphan = true): Promise<ClusterManager> {
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
    // Of a persona that the pack no longer has, and that keeps no deactivation waiting.
    const former = { name: "team-former-memory", labels: { "sympozium.ai/persona-pack": "team" } };
    if (orphan) await client.create("ConfigMap", namespace, { metadata: former });
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
  });

  test("a change by somebody else in between is a conflict, before anything has changed", async (t) => {
    for (const [action, makePlan] of Object.entries(ACTIONS)) {
      await t.test(action, async () => {
        const plan = makePlan(manager.snapshot.current, "conditions");
        const { kind } = plan.target.type;
        assert.ok(isKind(kind));
        const spec = { [FREE_FIELDS[kind] ?? ""]: action };
        await fixture().server.client.mergePatch(kind, "conditions", plan.target.name, { spec });
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

  test("another namespace that is chosen meanwhile redirects nothing", async () => {
    const { server } = fixture();
    const view = await fixture().place("left");
    await server.addNamespace("entered");
    for (const namespace of ["left", "entered"]) {
      await server.client.create("PersonaPack", namespace, {
        apiVersion: "sympozium.ai/v1alpha1",
        kind: "PersonaPack",
        metadata: { name: "team" },
        spec: { personas: [LEAD] },
      });
    }
    await fixture().untilPhase(view, "left", "team", "Inactive");
    await fixture().controller.settled();
    const plan = planExclusion(view.snapshot.current, "left", "team", "lead", new Date());
    view.chooseNamespace("entered");
    await eventually(async () => assert.equal(view.snapshot.current.scope?.namespace, "entered"));
    const execution = await eventually(async () => await fixture().execute(view, plan));
    assert.equal(execution.state, "done", JSON.stringify(execution));
    assert.deepEqual((await fixture().pack("left", "team")).spec.excludePersonas, ["lead"]);
    assert.equal((await fixture().pack("entered", "team")).spec.excludePersonas, undefined);
    const outcome = await fixture().outcome(view, plan, execution);
    assert.ok(outcome.state === "late" && outcome.blind === "Another namespace is shown.");
  });

  test("what is like that already is refused without a request", async (t) => {
    await fixture().addPack(manager, "conditions", "idle", { personas: [LEAD] }, "Inactive");
    for (const [action, [makePlan, message]] of Object.entries(ALREADY)) {
      await t.test(action, () =>
        assert.throws(() => makePlan(manager.snapshot.current, "conditions"), {
          name: PlanRefused.name,
          message,
        }),
      );
    }
  });

  test("whoever cancels before the first request has changed nothing", async (t) => {
    const before = await fixture().objects("conditions");
    for (const [action, makePlan] of Object.entries(ACTIONS)) {
      await t.test(action, async () => {
        const { resourceVersion } = (await fixture().pack("conditions", "team")).metadata;
        const plan = makePlan(manager.snapshot.current, "conditions");
        const execution = await fixture().execute(manager, plan, { signal: AbortSignal.abort() });
        assert.ok(execution.state === "failed", JSON.stringify(execution));
        assert.equal(execution.error.kind, "cancelled");
        assert.deepEqual(await fixture().objects("conditions"), before);
        assert.equal((await fixture().pack("conditions", "team")).metadata.resourceVersion, resourceVersion);
      });
    }
  });

  test("a tool that brings the pack back to what Git says is named before anybody agrees", async (t) => {
    const labels = { [FLUX]: "apps" };
    const { client } = fixture().server;
    await client.mergePatch("PersonaPack", "conditions", "team", { metadata: { labels } });
    await client.mergePatch("SympoziumSchedule", "conditions", OWN_SCHEDULE, { metadata: { labels } });
    await eventually(async () => {
      const { current } = manager.snapshot;
      assert.deepEqual(current.get("packs", "conditions", "team")?.metadata.labels, labels);
      assert.ok(current.get("schedules", "conditions", OWN_SCHEDULE)?.metadata.labels?.[FLUX]);
    });
    for (const [action, makePlan] of Object.entries(ACTIONS)) {
      // Neither a run nor what a pack has left behind is in Git.
      if (action === "run now" || action === "delete orphans") continue;
      const { warnings } = makePlan(manager.snapshot.current, "conditions");
      await t.test(action, () =>
        assert.match(
          warnings.find(({ code }) => code === "git-ops")?.message ?? "",
          /^Flux \(apps\) manages/,
        ),
      );
    }
  });

  for (const [action, makePlan] of Object.entries(ACTIONS)) {
    test(`a server killed and started again in the middle: ${action} is whole or has not happened`, async () => {
      const namespace = `killed-${Object.keys(ACTIONS).indexOf(action)}`;
      const view = await setUp(namespace);
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
    const view = await setUp("well", false);
    const unwell = diagnose(view.snapshot.current, "well", "team", new Date()).flatMap(
      ({ check, findings }) =>
        findings.filter(({ state }) => state !== "ok").map(({ evidence }) => `${check.id}: ${evidence}`),
    );
    assert.deepEqual(unwell, [
      "instances-exist: The persona other is excluded.",
      "secrets-exist: Nothing names the Secret with TELEGRAM_BOT_TOKEN that the channel telegram needs.",
      "right-model: helper names no model and uses gpt-4o of openai.",
      "skill-packs-exist: Not in well: memory. SkillPacks count in sympozium-system, too, which is not shown.",
    ]);
  });

  test("an Instance with all that the API server fills in is as the pack has it", async () => {
    const view = await fixture().place("filled-in");
    const hook = { name: "x", image: "i", command: ["c"], env: [{ name: "E", value: "" }], timeout: "90s" };
    await fixture().addPack(
      view,
      "filled-in",
      "team",
      {
        enabled: true,
        policyRef: "p",
        agentSandbox: { enabled: false, warmPool: { resources: { limits: { cpu: "1" } } } },
        channelAccessControl: { whatsapp: { allowedSenders: ["me"], deniedSenders: [] }, slack: {} },
        personas: [
          {
            name: "a",
            systemPrompt: "",
            skills: ["k8s-ops", "web-endpoint", "mcp-bridge"],
            channels: ["whatsapp", "slack"],
            webEndpoint: { enabled: true, hostname: "a.example" },
            lifecycle: {
              preRun: [hook],
              postRun: [{ ...hook, gate: true }],
              rbac: [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }],
            },
          },
        ],
      },
      "Ready",
    );
    const answers = diagnose(view.snapshot.current, "filled-in", "team", new Date());
    assert.deepEqual(
      answers.filter(({ check }) => check.id === "instances-current").flatMap(({ findings }) => findings),
      [{ state: "ok", evidence: "The Instances are as the pack has them." }],
    );
  });
});
