import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import {
  type ActivationForm,
  activationOf,
  baseUrlProblem,
  channelForm,
  initialForm,
  keysOfProvider,
  NO_SECRET,
  paramFields,
  reuse,
  withBaseUrl,
  withChannel,
  withParam,
  withValue,
} from "../../../client/src/commands/activation-form.ts";
import { readPersonaPack } from "../../../server/src/pack/persona-pack.ts";
import { PROVIDERS } from "../../../server/src/pack/providers.ts";

const { pack } = readPersonaPack({
  metadata: { name: "team" },
  spec: {
    enabled: false,
    authRefs: [{ provider: "openai", secret: "own-key" }],
    baseURL: "https://models.example/v1",
    taskOverride: "Be brief.",
    excludePersonas: ["tester"],
    channelConfigs: { slack: "slack-secret" },
    skillParams: { "github-gitops": { repo: "a/b" } },
    personas: [
      { name: "writer", channels: ["slack", "telegram"], skills: ["github-gitops", "memory"] },
      { name: "tester" },
    ],
  },
});
const none = () => false;

test("the form begins with what the pack has", () => {
  const form = initialForm(pack, (name) => name === "slack-secret");
  assert.equal(form.provider, "openai");
  assert.deepEqual({ kind: form.secret.kind, name: form.secret.name }, { kind: "reuse", name: "own-key" });
  assert.deepEqual(form.chosenChannels, ["telegram"], "of Slack the Secret is there");
  assert.deepEqual(initialForm(pack, none).chosenChannels, ["slack", "telegram"]);
});

test("what is left as it was is no part of the activation", () => {
  const form = { ...initialForm(pack, () => true), chosenChannels: [] };
  assert.deepEqual(activationOf(pack, form), {
    provider: "openai",
    secret: { kind: "reuse", name: "own-key" },
    channels: [],
    skillParams: {},
  });
});

test("what is changed is", () => {
  let form: ActivationForm = { ...initialForm(pack, none), chosenChannels: ["telegram"] };
  form = { ...form, baseURL: "", model: "gpt-4o", excluded: [], taskOverride: "" };
  form = withParam(form, { skill: "github-gitops", param: "repo", description: "", value: "c/d" });
  form = withChannel(form, { ...channelForm(form, "telegram"), secret: reuse("bot"), addTo: ["tester"] });
  assert.deepEqual(activationOf(pack, form), {
    provider: "openai",
    secret: { kind: "reuse", name: "own-key" },
    baseURL: "",
    model: "gpt-4o",
    taskOverride: "",
    excluded: [],
    channels: [{ type: "telegram", secret: { kind: "reuse", name: "bot" }, addTo: ["tester"] }],
    skillParams: { "github-gitops": { repo: "c/d" } },
  });
});

test("blanks around a base URL are no part of it", () => {
  const typed = " http://models.example/v1\t";
  assert.equal(baseUrlProblem("openai", typed), undefined);
  assert.equal(withBaseUrl(initialForm(pack, none), typed).baseURL, "http://models.example/v1");
  assert.equal(baseUrlProblem("openai", "  "), undefined);
  assert.match(baseUrlProblem("azure-openai", "  ") ?? "", /needs an address/);
  assert.match(baseUrlProblem("openai", " models.example ") ?? "", /begins with/);
});

test("a key that was typed for another provider goes nowhere", () => {
  let secret = withValue({ ...NO_SECRET, kind: "create" }, "OPENAI_API_KEY", "first");
  secret = withValue(secret, "ANTHROPIC_API_KEY", "second");
  const form = { ...initialForm(pack, none), provider: "anthropic", secret };
  assert.deepEqual(activationOf(pack, form).secret, {
    kind: "create",
    values: { ANTHROPIC_API_KEY: "second" },
    survives: false,
  });
});

test("whoever prints the form sees no key", () => {
  const secret = withValue({ ...NO_SECRET, kind: "create" }, "OPENAI_API_KEY", "canary-key");
  const form = { ...initialForm(pack, none), secret };
  assert.doesNotMatch(inspect(form, { depth: 9, showHidden: true }), /canary/);
  assert.doesNotMatch(JSON.stringify(form), /canary/);
});

for (const { name, requiredKeys } of PROVIDERS) {
  test(`all keys that ${name} must have are asked for`, () => {
    const keys = keysOfProvider(name);
    assert.deepEqual(
      requiredKeys.filter((key) => !keys.includes(key)),
      [],
    );
    assert.ok(keys.length > 0 && keys.length <= 4);
  });
}

test("parameters are those of the skills of personas that are left in", () => {
  const form = initialForm(pack, none);
  const [first] = paramFields(pack, form);
  assert.deepEqual([first?.skill, first?.param, first?.value], ["github-gitops", "repo", "a/b"]);
  assert.deepEqual(paramFields(pack, { ...form, excluded: ["writer", "tester"] }), []);
});
