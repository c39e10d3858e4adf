import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inspect } from "node:util";
import { type Activation, planActivation } from "../../../../client/src/cluster/actions/activate.ts";
import { planDeactivation } from "../../../../client/src/cluster/actions/deactivate.ts";
import { planExclusion } from "../../../../client/src/cluster/actions/exclude-persona.ts";
import { planInclusion } from "../../../../client/src/cluster/actions/include-persona.ts";
import { PlanRefused } from "../../../../client/src/cluster/actions/plan.ts";
import { planRun } from "../../../../client/src/cluster/actions/run-now.ts";
import { keyNameFor } from "../../../../client/src/cluster/actions/secret-plan.ts";
import { planTaskOverride } from "../../../../client/src/cluster/actions/set-task-override.ts";
import { planSuspension } from "../../../../client/src/cluster/actions/suspend-schedule.ts";
import { DEFAULT_RELEASE, RELEASES } from "../../../../server/src/pack/releases.ts";
import { KnownCluster, NAMESPACE, NOW } from "./known-cluster.ts";

const CANARY = "sk-canary-4711";
const PERSONAS = [{ name: "a", systemPrompt: "", model: "gpt-4o-mini" }];
const KEY = { kind: "create", values: { OPENAI_API_KEY: CANARY } } as const;

function activation(cluster: KnownCluster, change: Partial<Activation> = {}) {
  return planActivation(
    cluster.snapshot,
    NAMESPACE,
    "p",
    { provider: "openai", secret: KEY, ...change },
    NOW,
  );
}

function inactive(spec: object = {}, secrets: readonly string[] = []): KnownCluster {
  const cluster = new KnownCluster();
  cluster.pack("p", { personas: PERSONAS, ...spec }, { status: { phase: "Inactive" } });
  for (const name of secrets) cluster.put("secrets", name);
  return cluster;
}

describe("Plan of an activation", () => {
  test("carries where it goes and what it was made for", () => {
    const { scope, target, steps, changes } = activation(inactive());
    assert.deepEqual(scope, { context: "test", namespace: NAMESPACE });
    assert.equal(target.uid, "packs-p");
    assert.equal(target.generation, 1);
    assert.deepEqual(
      changes.map(({ field, from, to }) => [field, from, to]),
      [
        ["spec.enabled", undefined, "true"],
        ["spec.authRefs", undefined, '[{"provider":"openai","secret":"p-openai-key"}]'],
      ],
    );
    assert.deepEqual(steps[1], {
      verb: "patch",
      type: target.type,
      name: "p",
      kind: "merge",
      body: {
        metadata: { uid: "packs-p", resourceVersion: target.resourceVersion },
        spec: { enabled: true, authRefs: [{ provider: "openai", secret: "p-openai-key" }] },
      },
    });
  });

  test("shows the key to nobody", () => {
    const plan = activation(inactive());
    for (const shown of [
      JSON.stringify(plan),
      inspect(plan, { depth: 20, showHidden: true }),
      String(plan),
    ]) {
      assert.doesNotMatch(shown, new RegExp(CANARY));
    }
    const [create] = plan.steps;
    assert.ok(create?.verb === "create" && create.secret);
    assert.deepEqual(create.secret.reveal(), { OPENAI_API_KEY: CANARY });
    assert.deepEqual(create.secret.keys, ["OPENAI_API_KEY"]);
  });

  const KEYS = [
    ["openai", "OPENAI_API_KEY"],
    ["anthropic", "ANTHROPIC_API_KEY"],
    ["azure-openai", "AZURE_OPENAI_API_KEY"],
    ["bedrock", undefined],
    ["ollama", "API_KEY"],
    ["custom", "API_KEY"],
    ["somebody-else", undefined],
  ] as const;
  for (const [provider, key] of KEYS) {
    test(`the key of ${provider} is ${key}`, () => assert.equal(keyNameFor(provider), key));
  }

  const NAMES: readonly (readonly [string, readonly string[], Partial<Activation>, string])[] = [
    ["managed", [], {}, "p-openai-key"],
    ["managed, taken", ["p-openai-key"], {}, "p-openai-2-key"],
    ["surviving", [], { secret: { ...KEY, survives: true } }, "openai-api"],
    ["surviving, taken", ["openai-api"], { secret: { ...KEY, survives: true } }, "openai-api-2"],
    ["chosen", [], { secret: { ...KEY, name: "mine" } }, "mine"],
    ["reused", ["shared"], { secret: { kind: "reuse", name: "shared" } }, "shared"],
    ["none", [], { provider: "ollama", secret: { kind: "none" } }, ""],
  ];
  for (const [what, secrets, change, expected] of NAMES) {
    test(`name of the Secret: ${what}`, () => {
      const plan = activation(inactive({}, secrets), change);
      const patch = plan.steps.at(-1);
      assert.ok(patch?.verb === "patch");
      const { spec } = patch.body as { spec: { authRefs: { secret: string }[] } };
      assert.equal(spec.authRefs[0]?.secret, expected);
    });
  }

  const WARNINGS: readonly (readonly [string, KnownCluster, Partial<Activation>, readonly string[]])[] = [
    ["nothing", inactive(), {}, []],
    [
      "a managed name reused",
      inactive({}, ["p-x-key"]),
      { secret: { kind: "reuse", name: "p-x-key" } },
      ["secret-deleted-later"],
    ],
    ["a Secret that is missing", inactive(), { secret: { kind: "reuse", name: "x" } }, ["secret-missing"]],
    [
      "a model of another provider",
      inactive({ personas: [{ name: "a", systemPrompt: "" }] }),
      { provider: "anthropic", secret: { kind: "create", values: { ANTHROPIC_API_KEY: "k" } } },
      ["model-fallback"],
    ],
    [
      "an address in the pod",
      inactive(),
      { provider: "lm-studio", secret: { kind: "none" } },
      ["base-url-in-pod"],
    ],
    [
      "a name that is refused",
      inactive({ personas: [{ ...PERSONAS[0], name: "SRE Bot" }] }),
      {},
      ["name-refused"],
    ],
    ["a policy that is missing", inactive({ policyRef: "default-policy" }), {}, ["policy"]],
    ["nobody left", inactive(), { excluded: ["a"] }, ["no-personas"]],
    [
      "a channel without a Secret",
      inactive(),
      { channels: [{ type: "slack", secret: { kind: "none" } }] },
      ["secret-missing"],
    ],
    [
      "an unknown channel",
      inactive({ personas: [{ ...PERSONAS[0], channels: ["irc"] }] }),
      {},
      ["unknown-channel"],
    ],
  ];
  for (const [what, cluster, change, codes] of WARNINGS) {
    test(`warns of ${what}`, () => {
      assert.deepEqual(
        activation(cluster, change).warnings.map(({ code }) => code),
        codes,
      );
    });
  }

  const REFUSED: readonly (readonly [string, Partial<Activation>, RegExp])[] = [
    ["no key", { secret: { kind: "create", values: { OPENAI_API_KEY: "" } } }, /OpenAI needs OPENAI_API_KEY/],
    [
      "the key of another provider",
      { secret: { kind: "create", values: { OPENAI_API_KEY: "k", ANTHROPIC_API_KEY: "k" } } },
      /OpenAI does not read ANTHROPIC_API_KEY/,
    ],
    ["no Secret for who needs one", { secret: { kind: "none" } }, /OpenAI needs a Secret/],
    ["no base URL", { provider: "custom", secret: { kind: "none" } }, /needs a base URL/],
    ["an unknown persona", { excluded: ["x"] }, /no persona x/],
    [
      "a surviving Secret with a managed name",
      { secret: { ...KEY, name: "p-my-key", survives: true } },
      /would delete/,
    ],
    [
      "an empty Secret for a channel",
      { channels: [{ type: "telegram", secret: { kind: "create", values: {} } }] },
      /Telegram needs TELEGRAM_BOT_TOKEN/,
    ],
  ];
  for (const [what, change, message] of REFUSED) {
    test(`refuses ${what}`, () => {
      assert.throws(() => activation(inactive(), change), message);
      assert.throws(() => activation(inactive(), change), PlanRefused);
    });
  }

  test("a pack with an empty base URL of its own is cleared, and maps are completed", () => {
    const spec = {
      baseURL: "http://old/v1",
      taskOverride: "old",
      skillParams: { k: { a: "1" }, l: { z: "9" } },
      channelConfigs: { slack: "s" },
    };
    const { steps } = activation(inactive(spec, ["tg"]), {
      baseURL: "",
      taskOverride: "",
      skillParams: { k: { b: "2" } },
      channels: [{ type: "telegram", secret: { kind: "reuse", name: "tg" } }],
    });
    const patch = steps.at(-1);
    assert.ok(patch?.verb === "patch");
    const { spec: patched } = patch.body as { spec: object };
    assert.deepEqual(patched, {
      enabled: true,
      authRefs: [{ provider: "openai", secret: "p-openai-key" }],
      baseURL: null,
      taskOverride: null,
      skillParams: { k: { a: "1", b: "2" }, l: { z: "9" } },
      channelConfigs: { slack: "s", telegram: "tg" },
    });
  });

  test("a schedule whose time has passed runs at once, one that has not does not", () => {
    const creates = (cron: string) =>
      activation(inactive({ personas: [{ ...PERSONAS[0], schedule: { cron, task: "t" } }] }))
        .creates.filter(({ kind }) => kind === "AgentRun")
        .map(({ name }) => name);
    assert.deepEqual(creates("0 9 * * *"), ["p-a-schedule-1"]);
    assert.deepEqual(creates("0 9 1 1 *"), []);
    assert.deepEqual(creates("not a cron"), []);
  });
});

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

  test("including sends the whole list", () => {
    const cluster = active({ excludePersonas: ["b", "gone", "a"] });
    const plan = planInclusion(cluster.snapshot, NAMESPACE, "p", "a", NOW);
    const [step] = plan.steps;
    assert.ok(step?.verb === "patch");
    assert.deepEqual((step.body as { spec: object }).spec, { excludePersonas: ["b", "gone"] });
    assert.deepEqual(listed(plan.creates).slice(0, 2), ["SympoziumInstance p-a", "ConfigMap p-a-memory"]);
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
