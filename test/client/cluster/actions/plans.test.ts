import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { planActivation } from "../../../../client/src/cluster/actions/activate.ts";
import { planDeactivation } from "../../../../client/src/cluster/actions/deactivate.ts";
import { planExclusion } from "../../../../client/src/cluster/actions/exclude-persona.ts";
import { planInclusion } from "../../../../client/src/cluster/actions/include-persona.ts";
import { PlanRefused } from "../../../../client/src/cluster/actions/plan.ts";
import { planRun } from "../../../../client/src/cluster/actions/run-now.ts";
import { planTaskOverride } from "../../../../client/src/cluster/actions/set-task-override.ts";
import { planSuspension } from "../../../../client/src/cluster/actions/suspend-schedule.ts";
import { DEFAULT_RELEASE, RELEASES } from "../../../../server/src/pack/releases.ts";
import { KnownCluster, NAMESPACE, NOW } from "./known-cluster.ts";

const PERSONAS = [{ name: "a", systemPrompt: "", model: "gpt-4o-mini" }];
const KEY = { kind: "create", values: { OPENAI_API_KEY: "k" } } as const;

describe("Plans for who else writes a pack", () => {
  const managed = (manager: string, fieldsV1: object) => [{ manager, operation: "Apply", fieldsV1 }];
  const CASES: readonly (readonly [string, object, RegExp | undefined])[] = [
    ["nobody", {}, undefined],
    [
      "Flux, the field",
      {
        labels: {
          "kustomize.toolkit.fluxcd.io/name": "apps",
          "kustomize.toolkit.fluxcd.io/namespace": "flux-system",
        },
        managedFields: managed("kustomize-controller", { "f:spec": { "f:excludePersonas": {} } }),
      },
      /^Flux \(flux-system\/apps\) sets spec\.excludePersonas and will put back/,
    ],
    [
      "Flux, another field",
      {
        labels: { "kustomize.toolkit.fluxcd.io/name": "apps" },
        managedFields: managed("kustomize-controller", { "f:spec": { "f:personas": {} } }),
      },
      /^Flux \(apps\) manages this object, though not what changes/,
    ],
    [
      "Argo CD by label",
      { labels: { "argocd.argoproj.io/instance": "team" } },
      /^Argo CD \(team\) manages this object and may undo/,
    ],
    [
      "Argo CD by annotation",
      { annotations: { "argocd.argoproj.io/tracking-id": "team:sympozium.ai/PersonaPack:ns/p" } },
      /^Argo CD \(team\)/,
    ],
    [
      "Helm",
      { annotations: { "meta.helm.sh/release-name": "r", "meta.helm.sh/release-namespace": "n" } },
      /^Helm \(n\/r\)/,
    ],
    [
      "only a manager",
      { managedFields: managed("helm", { "f:spec": { "f:excludePersonas": { ".": {} } } }) },
      /^Helm sets spec\.excludePersonas/,
    ],
  ];
  for (const [what, metadata, expected] of CASES) {
    test(what, () => {
      const cluster = new KnownCluster();
      cluster.pack("p", { enabled: true, personas: PERSONAS }, { metadata });
      const { warnings } = planExclusion(cluster.snapshot, NAMESPACE, "p", "a", NOW);
      const [warning] = warnings.filter(({ code }) => code === "git-ops");
      if (expected) assert.match(warning?.message ?? "", expected);
      else assert.equal(warning, undefined);
    });
  }
});

describe("Other plans", () => {
  const spec = {
    personas: [
      { name: "a", systemPrompt: "", schedule: { interval: "1h", task: "t" }, memory: { seeds: ["s"] } },
      { name: "b", systemPrompt: "" },
    ],
    authRefs: [
      { provider: "openai", secret: "p-openai-key" },
      { provider: "", secret: "labelled" },
      { provider: "", secret: "shared" },
    ],
  };

  function active(change: object = {}): KnownCluster {
    const cluster = new KnownCluster();
    cluster.installed("p", { ...spec, ...change });
    cluster.put("secrets", "p-openai-key");
    cluster.put("secrets", "labelled", { metadata: { labels: { "sympozium.ai/persona-pack": "p" } } });
    cluster.put("secrets", "shared");
    cluster.put("runs", "p-a-schedule-1", {
      metadata: {
        labels: { "sympozium.ai/instance": "p-a" },
        ownerReferences: [
          { apiVersion: "x", kind: "SympoziumSchedule", name: "p-a-schedule", uid: "schedules-p-a-schedule" },
        ],
      },
    });
    cluster.put("runs", "p-a-run-1", { metadata: { labels: { "sympozium.ai/instance": "p-a" } } });
    return cluster;
  }
  const listed = (objects: readonly { kind: string; name: string }[]) =>
    objects.map(({ kind, name }) => `${kind} ${name}`);

  test("deactivating deletes the Secrets that are managed by name or label", () => {
    const plan = planDeactivation(active().snapshot, NAMESPACE, "p", { secrets: "delete" }, NOW);
    assert.deepEqual(
      listed(plan.removes).filter((one) => one.startsWith("Secret")),
      ["Secret p-openai-key", "Secret labelled"],
    );
    assert.deepEqual(listed(plan.keeps), ["AgentRun p-a-run-1", "Secret shared"]);
    assert.deepEqual(
      plan.changes.map(({ field, to }) => [field, to]),
      [
        ["spec.enabled", "false"],
        ["spec.authRefs", undefined],
      ],
    );
  });

  test("deactivating can keep them all, in one patch", () => {
    const plan = planDeactivation(active().snapshot, NAMESPACE, "p", { secrets: "keep" }, NOW);
    assert.deepEqual(
      listed(plan.removes).filter((one) => one.startsWith("Secret")),
      [],
    );
    const [step] = plan.steps;
    assert.ok(step?.verb === "patch");
    assert.deepEqual((step.body as { spec: object }).spec, { enabled: false, authRefs: null });
  });

  test("excluding takes memory and run history, and nobody's runs stay", () => {
    const plan = planExclusion(active().snapshot, NAMESPACE, "p", "a", NOW);
    assert.deepEqual(listed(plan.removes), [
      "SympoziumInstance p-a",
      "SympoziumSchedule p-a-schedule",
      "ConfigMap p-a-memory",
      "PersistentVolumeClaim p-a-memory-db",
      "Deployment p-a-memory",
      "Service p-a-memory",
      "AgentRun p-a-schedule-1",
    ]);
    assert.deepEqual(listed(plan.keeps), ["AgentRun p-a-run-1"]);
  });

  for (const skill of ["web-endpoint", "skillpack-web-endpoint"]) {
    const serving = () =>
      active({ personas: [{ name: "a", systemPrompt: "", skills: ["k8s-ops", skill] }] }).snapshot;

    test(`excluding takes what serves the web endpoint of the skill ${skill}`, () => {
      const removes = listed(planExclusion(serving(), NAMESPACE, "p", "a", NOW).removes);
      for (const object of [
        "Deployment p-a-web-endpoint-server",
        "Service p-a-web-endpoint-server",
        "Secret p-a-web-proxy-key",
        "HTTPRoute p-a-web-endpoint-web",
      ]) {
        assert.ok(removes.includes(object), `${object} is not among ${removes.join(", ")}`);
      }
    });

    test(`a run that is started now does not serve, though ${skill} is listed`, () => {
      const [step] = planRun(serving(), NAMESPACE, { instance: "p-a", task: "Do it." }, NOW).steps;
      assert.ok(step?.verb === "create");
      const { skills } = step.body.spec as { skills: readonly { skillPackRef: string }[] };
      assert.deepEqual(
        skills.map(({ skillPackRef }) => skillPackRef),
        ["k8s-ops", "memory"],
      );
    });
  }

  test("including sends the whole list", () => {
    const cluster = active({ excludePersonas: ["b", "gone", "a"] });
    const plan = planInclusion(cluster.snapshot, NAMESPACE, "p", "a", NOW);
    const [step] = plan.steps;
    assert.ok(step?.verb === "patch");
    assert.deepEqual((step.body as { spec: object }).spec, { excludePersonas: ["b", "gone"] });
    assert.deepEqual(listed(plan.creates).slice(0, 2), ["SympoziumInstance p-a", "ConfigMap p-a-memory"]);
  });

  test("long texts that differ at their end are different, and show where", () => {
    const long = "Keep to the plan. ".repeat(20);
    const cluster = active({ taskOverride: `${long}Ship it.` });
    const plan = planTaskOverride(cluster.snapshot, NAMESPACE, "p", `${long}Stop it.`, NOW);
    const [change] = plan.changes;
    assert.match(change?.from ?? "", /^….*Ship it\.$/);
    assert.match(change?.to ?? "", /^….*Stop it\.$/);
    assert.throws(
      () => planTaskOverride(cluster.snapshot, NAMESPACE, "p", `${long}Ship it.`, NOW),
      /is like that already/,
    );
  });

  test("personas of the same name share their objects", () => {
    const cluster = new KnownCluster();
    const personas = [...spec.personas, ...spec.personas];
    const plan = (enabled: boolean) => {
      cluster.installed("p", { ...spec, personas, enabled: !enabled });
      return enabled
        ? planActivation(cluster.snapshot, NAMESPACE, "p", { provider: "openai", secret: KEY }, NOW).creates
        : planDeactivation(cluster.snapshot, NAMESPACE, "p", { secrets: "keep" }, NOW).removes;
    };
    for (const enabled of [true, false]) {
      const names = listed(plan(enabled));
      assert.ok(names.length > 0);
      assert.deepEqual(names, [...new Set(names)]);
    }
  });

  test("what cannot be seen is said", () => {
    const cluster = active();
    cluster.state("secrets", { phase: "blocked", kind: "forbidden", reason: "no" });
    const { warnings, removes } = planDeactivation(
      cluster.snapshot,
      NAMESPACE,
      "p",
      { secrets: "delete" },
      NOW,
    );
    assert.ok(warnings.some(({ code, message }) => code === "not-current" && message.includes("Secret")));
    assert.ok(listed(removes).includes("Secret p-openai-key"));
  });

  test("a later release keeps a suspension", () => {
    const behaviour = { ...RELEASES[DEFAULT_RELEASE], scheduleSuspend: "kept" } as const;
    const { snapshot } = active();
    assert.throws(() => planSuspension(snapshot, NAMESPACE, "p-a-schedule", true), PlanRefused);
    const plan = planSuspension(snapshot, NAMESPACE, "p-a-schedule", true, behaviour);
    assert.deepEqual(
      plan.changes.map(({ field, to }) => [field, to]),
      [["spec.suspend", "true"]],
    );
  });

  test("a schedule without the labels of its pack is written by it nevertheless", () => {
    const cluster = active();
    const content = cluster.snapshot.get("schedules", NAMESPACE, "p-a-schedule")?.spec;
    cluster.put("schedules", "p-a-schedule", { spec: content });
    assert.throws(
      () => planSuspension(cluster.snapshot, NAMESPACE, "p-a-schedule", true),
      /at once undoes a suspension of p-a-schedule/,
    );
    for (const change of [{ enabled: false }, { excludePersonas: ["a"] }, { personas: [] }]) {
      cluster.pack("p", { enabled: true, ...spec, ...change });
      assert.deepEqual(planSuspension(cluster.snapshot, NAMESPACE, "p-a-schedule", true).warnings, []);
    }
  });

  test("where packs may not be listed a suspension warns that it may not last", () => {
    const cluster = active();
    cluster.remove("packs", "p");
    cluster.state("packs", { phase: "blocked", kind: "forbidden", reason: "You may not list them." });
    const warningsOf = (suspend: boolean) =>
      planSuspension(cluster.snapshot, NAMESPACE, "p-a-schedule", suspend).warnings.map(({ code }) => code);
    assert.deepEqual(warningsOf(true), ["reverted"]);
    cluster.put("schedules", "p-a-schedule", { spec: { suspend: true } });
    assert.deepEqual(warningsOf(false), []);
  });

  test("a schedule that no persona of the pack stands for any more keeps a suspension", () => {
    const cluster = active();
    cluster.put("schedules", "p-gone-schedule", {
      metadata: { labels: { "sympozium.ai/persona-pack": "p" } },
      spec: { schedule: "0 * * * *", suspend: true },
    });
    assert.throws(
      () => planSuspension(cluster.snapshot, NAMESPACE, "p-gone-schedule", true),
      /suspended already/,
    );
    const { steps } = planSuspension(cluster.snapshot, NAMESPACE, "p-gone-schedule", false);
    assert.equal(steps.length, 1);
    cluster.put("schedules", "p-gone-schedule", {
      metadata: { labels: { "sympozium.ai/persona-pack": "p" } },
      spec: { schedule: "0 * * * *" },
    });
    assert.doesNotThrow(() => planSuspension(cluster.snapshot, NAMESPACE, "p-gone-schedule", true));
  });

  test("a run does what the persona's own schedule says, and the dialog shows it", () => {
    const cluster = active();
    for (const name of ["p-a-daily", "p-a-zero"]) {
      const labels = { "sympozium.ai/instance": "p-a", "sympozium.ai/source": "agent" };
      const spec = { instanceRef: "p-a", schedule: "0 0 * * *", task: "What an agent wants." };
      cluster.put("schedules", name, { metadata: { labels }, spec });
    }
    const { steps, creates } = planRun(cluster.snapshot, NAMESPACE, { instance: "p-a" }, NOW);
    const [step] = steps;
    assert.ok(step?.verb === "create");
    const { task } = step.body.spec as { task: string };
    assert.match(task, /## Task\nt$/);
    assert.match(creates[0]?.why ?? "", /Its task: “t”$/);
  });

  test("a run without a schedule needs a task, and gets the provider of its Instance", () => {
    const { snapshot } = active();
    assert.throws(() => planRun(snapshot, NAMESPACE, { instance: "p-b" }, NOW), /say what the run shall do/);
    const plan = planRun(snapshot, NAMESPACE, { instance: "p-b", task: "Do it." }, NOW);
    const [step] = plan.steps;
    assert.ok(step?.verb === "create");
    assert.deepEqual(step.body.metadata, {
      name: "p-b-run-1795429800",
      namespace: NAMESPACE,
      labels: { "sympozium.ai/instance": "p-b" },
    });
    assert.deepEqual((step.body.spec as { model: object }).model, {
      provider: "openai",
      model: "gpt-4o",
      authSecretRef: "p-openai-key",
    });
  });

  const REFUSED: readonly (readonly [string, (cluster: KnownCluster) => unknown, RegExp])[] = [
    [
      "no such pack",
      ({ snapshot }) => planTaskOverride(snapshot, NAMESPACE, "x", "t", NOW),
      /no PersonaPack x/,
    ],
    ["no such persona", ({ snapshot }) => planExclusion(snapshot, NAMESPACE, "p", "x", NOW), /no persona x/],
    ["not excluded", ({ snapshot }) => planInclusion(snapshot, NAMESPACE, "p", "a", NOW), /not excluded/],
    ["no change", ({ snapshot }) => planTaskOverride(snapshot, NAMESPACE, "p", "", NOW), /like that already/],
    ["no Instance", ({ snapshot }) => planRun(snapshot, NAMESPACE, { instance: "x" }, NOW), /no Instance x/],
    [
      "an Instance that is being deleted",
      (cluster) => {
        cluster.terminate("instances", "p-a");
        return planRun(cluster.snapshot, NAMESPACE, { instance: "p-a" }, NOW);
      },
      /p-a is being deleted/,
    ],
    ["no schedule", ({ snapshot }) => planSuspension(snapshot, NAMESPACE, "x", true), /no schedule x/],
    [
      "not suspended",
      ({ snapshot }) => planSuspension(snapshot, NAMESPACE, "p-a-schedule", false),
      /active already/,
    ],
  ];
  for (const [what, plan, message] of REFUSED) {
    test(`refused: ${what}`, () => assert.throws(() => plan(active()), message));
  }

  test("a pack that is being deleted is left alone", () => {
    const cluster = new KnownCluster();
    cluster.pack("p", spec, { metadata: { deletionTimestamp: "2026-01-01T00:00:00Z" } });
    assert.throws(() => planExclusion(cluster.snapshot, NAMESPACE, "p", "a", NOW), /being deleted/);
  });
});
