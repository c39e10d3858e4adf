import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inspect } from "node:util";
import { type Activation, planActivation } from "../../../../client/src/cluster/actions/activate.ts";
import { PlanRefused } from "../../../../client/src/cluster/actions/plan.ts";
import { keyNameFor } from "../../../../client/src/cluster/actions/secret-plan.ts";
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
    assert.deepEqual(scope, { context: "test", cluster: undefined, namespace: NAMESPACE });
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

  for (const [names, message] of [
    [["a"], "a names no model: anthropic is asked for gpt-4o."],
    [["a", "b"], "a, b name no model: anthropic is asked for gpt-4o."],
  ] as const) {
    test(`says of ${names.length} without a model what is asked for`, () => {
      const secret = { kind: "create", values: { ANTHROPIC_API_KEY: "k" } } as const;
      const cluster = inactive({ personas: names.map((name) => ({ name, systemPrompt: "" })) });
      const { warnings } = activation(cluster, { provider: "anthropic", secret });
      assert.deepEqual(
        warnings.map((warning) => warning.message),
        [message],
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
