/** What goes and what stays when packs, personas and orphans go. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { planDeactivation } from "../../../../client/src/cluster/actions/deactivate.ts";
import { planOrphanDeletion } from "../../../../client/src/cluster/actions/delete-orphans.ts";
import { planDeletion } from "../../../../client/src/cluster/actions/delete-pack.ts";
import { diagnose } from "../../../../client/src/cluster/actions/diagnose/checks.ts";
import { planExclusion } from "../../../../client/src/cluster/actions/exclude-persona.ts";
import { packEffects } from "../../../../client/src/cluster/actions/pack-effects.ts";
import type { Plan } from "../../../../client/src/cluster/actions/plan.ts";
import { readPersonaPack } from "../../../../server/src/pack/persona-pack.ts";
import { KnownCluster, NAMESPACE, NOW } from "./known-cluster.ts";

const SCHEDULE = { interval: "1h", task: "t" };
const SEEDED = { memory: { seeds: ["s"] } };

function persona(name: string, more: object = {}): object {
  return { name, systemPrompt: "", model: "m", ...more };
}

function labels(pack: string, persona: string): object {
  return { labels: { "sympozium.ai/persona-pack": pack, "sympozium.ai/persona": persona } };
}

function ownedBy(kind: "instances" | "schedules" | "packs", name: string): object {
  return { ownerReferences: [{ apiVersion: "x", kind, name, uid: `${kind}-${name}` }] };
}

/** A run of an Instance. */
function run(cluster: KnownCluster, instance: string, name: string, owner: object = {}): void {
  cluster.put("runs", name, { metadata: { labels: { "sympozium.ai/instance": instance }, ...owner } });
}

const listed = (objects: readonly { kind: string; name: string }[]) =>
  objects.map(({ kind, name }) => `${kind} ${name}`);
const deleted = ({ steps }: Plan) =>
  steps.flatMap((step) => (step.verb === "delete" ? [`${step.type.kind} ${step.name}`] : []));

describe("Two packs with the same objects", () => {
  /** What persona `b-c` of `a` has left behind is what persona `c` of `a-b` uses. */
  function clashing(user: object = {}): KnownCluster {
    const cluster = new KnownCluster();
    cluster.installed("a", { personas: [persona("b-c", SEEDED), persona("old"), persona("z")] });
    cluster.pack("a", { enabled: true, personas: [persona("z")] }, { status: { phase: "Ready" } });
    cluster.pack("a-b", { enabled: true, personas: [persona("c")], ...user });
    return cluster;
  }

  test("orphans that another pack uses stay", () => {
    const plan = planOrphanDeletion(clashing().snapshot, NAMESPACE, "a");
    assert.deepEqual(deleted(plan), ["SympoziumInstance a-old"]);
    assert.ok(!listed(plan.removes).some((one) => one.includes("a-b-c")), listed(plan.removes).join());
    assert.deepEqual(plan.keeps, [
      { kind: "SympoziumInstance", name: "a-b-c", why: "The pack a-b uses it." },
      { kind: "ConfigMap", name: "a-b-c-memory", why: "The pack a-b uses it." },
    ]);
  });

  test("where there are no others, there is nothing to delete", () => {
    const cluster = clashing();
    cluster.remove("instances", "a-old");
    assert.throws(
      () => planOrphanDeletion(cluster.snapshot, NAMESPACE, "a"),
      /^PlanRefused: Nothing .* SympoziumInstance a-b-c: The pack a-b uses it\./,
    );
    const findings = diagnose(cluster.snapshot, NAMESPACE, "a", NOW)
      .filter(({ check }) => check.id === "no-orphans")
      .flatMap((answer) => answer.findings);
    assert.deepEqual(
      findings.map(({ state, fix }) => [state, fix?.action]),
      [
        ["warning", "open-object"],
        ["warning", "open-object"],
      ],
    );
  });

  test("a pack that has nothing in the cluster uses nothing", () => {
    for (const user of [{ enabled: false }, { excludePersonas: ["c"] }]) {
      const plan = planOrphanDeletion(clashing(user).snapshot, NAMESPACE, "a");
      assert.deepEqual(deleted(plan), [
        "SympoziumInstance a-b-c",
        "SympoziumInstance a-old",
        "ConfigMap a-b-c-memory",
      ]);
    }
  });

  test("a deactivation leaves them, and says what to do, as the controller waits for them", () => {
    const choice = { secrets: "keep", orphans: "delete" } as const;
    const plan = planDeactivation(clashing().snapshot, NAMESPACE, "a", choice, NOW);
    assert.deepEqual(deleted(plan), ["SympoziumInstance a-old"]);
    assert.deepEqual(
      plan.warnings.map(({ message }) => message),
      [
        "The controller waits for ever for SympoziumInstance a-b-c, which the pack a-b uses: set its label sympozium.ai/persona-pack to that pack.",
      ],
    );
    assert.ok(listed(plan.keeps).includes("SympoziumInstance a-b-c"));
  });

  test("what the controller deletes by name is said to be another pack's, too", () => {
    const cluster = clashing();
    cluster.installed("a", { personas: [persona("b-c", SEEDED)] });
    const message =
      "The pack a has these objects, too, and loses them: SympoziumInstance a-b-c, ConfigMap a-b-c-memory.";
    for (const plan of [
      planDeactivation(cluster.snapshot, NAMESPACE, "a-b", { secrets: "keep" }, NOW),
      planExclusion(cluster.snapshot, NAMESPACE, "a-b", "c", NOW),
    ]) {
      assert.ok(listed(plan.removes).includes("SympoziumInstance a-b-c"));
      assert.deepEqual(
        plan.warnings.filter(({ code }) => code === "shared-name"),
        [{ code: "shared-name", message }],
      );
    }
  });
});

describe("What hangs on a Schedule", () => {
  /** With runs of the schedule of persona `old`, which both the pack and its Instances may outlive. */
  function withRuns(): KnownCluster {
    const cluster = new KnownCluster();
    cluster.installed("p", { personas: [persona("a"), persona("old", { schedule: SCHEDULE })] });
    run(cluster, "p-old", "p-old-schedule-1", ownedBy("schedules", "p-old-schedule"));
    run(cluster, "p-old", "p-old-run-1");
    return cluster;
  }
  const GONE = ["SympoziumSchedule p-old-schedule", "AgentRun p-old-schedule-1"];

  function orphaned(): KnownCluster {
    const cluster = withRuns();
    const before = cluster.snapshot.get("packs", NAMESPACE, "p");
    cluster.put("packs", "p", { ...before, spec: { enabled: true, personas: [persona("a")] } });
    cluster.remove("instances", "p-old");
    return cluster;
  }

  test("its runs go with it where it is an orphan", () => {
    const plan = planOrphanDeletion(orphaned().snapshot, NAMESPACE, "p");
    assert.deepEqual(listed(plan.removes), GONE);
    assert.equal(plan.removes[1]?.loses, "run history");
    assert.deepEqual(plan.keeps, []);
  });

  test("its runs go with it where it goes with its pack", () => {
    const { removes } = planDeletion(orphaned().snapshot, NAMESPACE, "p");
    for (const object of GONE) assert.ok(listed(removes).includes(object), listed(removes).join());
  });

  test("its runs go with it where the persona loses its schedule", () => {
    const { snapshot } = withRuns();
    const { pack } = readPersonaPack({
      metadata: { name: "p", namespace: NAMESPACE },
      spec: { enabled: true, personas: [persona("a"), persona("old")] },
    });
    const { removes, keeps } = packEffects(snapshot, NAMESPACE, pack, { now: NOW });
    assert.deepEqual(listed(removes), GONE);
    assert.deepEqual(keeps, []);
  });
});

describe("What is not the pack's among the orphans", () => {
  function leftBehind(): KnownCluster {
    const cluster = new KnownCluster();
    cluster.installed("p", { personas: [persona("a")] });
    cluster.put("instances", "p-old", { metadata: labels("p", "old"), spec: {} });
    return cluster;
  }

  test("a Schedule of an agent is not deleted with its Instance, whatever its name", () => {
    const cluster = leftBehind();
    cluster.put("schedules", "p-old-schedule", {
      metadata: { labels: { "sympozium.ai/source": "agent" } },
      spec: { instanceRef: "p-old" },
    });
    const plan = planOrphanDeletion(cluster.snapshot, NAMESPACE, "p");
    assert.deepEqual(deleted(plan), ["SympoziumInstance p-old"]);
    assert.ok(!listed(plan.removes).includes("SympoziumSchedule p-old-schedule"));
    assert.deepEqual(listed(plan.keeps), ["SympoziumSchedule p-old-schedule"]);
  });

  test("what the agent was told goes with the Instance that owns it, and stays if nobody does", () => {
    const owned = leftBehind();
    owned.put("configMaps", "p-old-memory", { metadata: ownedBy("instances", "p-old") });
    const goes = planOrphanDeletion(owned.snapshot, NAMESPACE, "p");
    assert.ok(listed(goes.removes).includes("ConfigMap p-old-memory"));
    const unowned = leftBehind();
    unowned.put("configMaps", "p-old-memory");
    const stays = planOrphanDeletion(unowned.snapshot, NAMESPACE, "p");
    assert.ok(!listed(stays.removes).includes("ConfigMap p-old-memory"));
    assert.deepEqual(listed(stays.keeps), ["ConfigMap p-old-memory"]);
  });
});

test("excluding leaves the Schedules that agents made, and their runs", () => {
  const cluster = new KnownCluster();
  cluster.installed("p", { personas: [persona("a", { schedule: SCHEDULE }), persona("b")] });
  for (const instance of ["p-a", "p-b"]) {
    const metadata = { labels: { "sympozium.ai/source": "agent", "sympozium.ai/instance": instance } };
    cluster.put("schedules", `${instance}-daily`, { metadata, spec: { instanceRef: instance } });
    run(cluster, instance, `${instance}-daily-1`, ownedBy("schedules", `${instance}-daily`));
  }
  run(cluster, "p-a", "p-a-schedule-1", ownedBy("schedules", "p-a-schedule"));
  const plan = planExclusion(cluster.snapshot, NAMESPACE, "p", "a", NOW);
  assert.deepEqual(
    listed(plan.removes).filter((one) => one.startsWith("AgentRun")),
    ["AgentRun p-a-schedule-1"],
  );
  assert.deepEqual(plan.keeps, [
    {
      kind: "SympoziumSchedule",
      name: "p-a-daily",
      why: "Nobody deletes it; without the Instance p-a it is in error.",
    },
    { kind: "AgentRun", name: "p-a-daily-1", why: "Belongs to the Schedule p-a-daily, which stays." },
  ]);
});

describe("Deleting a pack", () => {
  /** Restored from a backup, for example: nobody owns it. */
  function restored(): KnownCluster {
    const cluster = new KnownCluster();
    cluster.pack("p", { enabled: true, personas: [persona("a", { schedule: SCHEDULE, ...SEEDED })] });
    const metadata = labels("p", "a");
    cluster.put("instances", "p-a", { metadata, spec: {} });
    cluster.put("schedules", "p-a-schedule", { metadata, spec: { instanceRef: "p-a" } });
    cluster.put("configMaps", "p-a-memory", { metadata });
    run(cluster, "p-a", "p-a-schedule-1", ownedBy("schedules", "p-a-schedule"));
    return cluster;
  }

  test("leaves what it does not own, and does not wait for it to go", () => {
    const cluster = restored();
    cluster.put("instances", "p-old", { metadata: labels("p", "old"), spec: {} });
    const { removes, keeps, expects } = planDeletion(cluster.snapshot, NAMESPACE, "p");
    assert.deepEqual(listed(removes), ["PersonaPack p", "ConfigMap p-a-memory"]);
    assert.deepEqual(keeps, [
      { kind: "SympoziumInstance", name: "p-a", why: "Nobody owns it: it goes on without a pack." },
      { kind: "SympoziumInstance", name: "p-old", why: "Nobody owns it: it goes on without a pack." },
      { kind: "SympoziumSchedule", name: "p-a-schedule", why: "Nobody owns it: it goes on without a pack." },
    ]);
    assert.deepEqual(expects.absent, [{ resource: "packs", name: "p" }]);
  });

  test("takes the runs of a Schedule that it owns, though the Instance stays", () => {
    const cluster = restored();
    const metadata = { ...labels("p", "a"), ...ownedBy("packs", "p") };
    cluster.put("schedules", "p-a-schedule", { metadata, spec: { instanceRef: "p-a" } });
    const { removes, keeps } = planDeletion(cluster.snapshot, NAMESPACE, "p");
    assert.deepEqual(listed(removes).slice(1), [
      "SympoziumSchedule p-a-schedule",
      "ConfigMap p-a-memory",
      "AgentRun p-a-schedule-1",
    ]);
    assert.deepEqual(listed(keeps), ["SympoziumInstance p-a"]);
  });

  test("leaves what another pack owns under the name of one of its personas", () => {
    const cluster = new KnownCluster();
    cluster.installed("a", { personas: [persona("b-c")] });
    cluster.pack("a-b", { enabled: true, personas: [persona("c")] });
    const { removes, keeps, warnings } = planDeletion(cluster.snapshot, NAMESPACE, "a-b");
    assert.deepEqual(listed(removes), ["PersonaPack a-b"]);
    assert.deepEqual(keeps, [
      { kind: "SympoziumInstance", name: "a-b-c", why: "Belongs to PersonaPack a, and goes on." },
    ]);
    assert.deepEqual(warnings, []);
    const own = planDeletion(cluster.snapshot, NAMESPACE, "a");
    assert.deepEqual(
      own.warnings.map(({ code }) => code),
      ["shared-name"],
    );
  });
});
