import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type ActivationForm,
  activationOf,
  channelForm,
  initialForm,
  NO_SECRET,
  reuse,
  withChannel,
  withParam,
  withValue,
} from "../../../client/src/commands/activation-form.ts";
import { type FormStart, rebasedForm } from "../../../client/src/commands/activation-rebase.ts";
import { readPersonaPack } from "../../../server/src/pack/persona-pack.ts";

const SPEC = {
  enabled: true,
  authRefs: [{ provider: "openai", secret: "old-key" }],
  baseURL: "https://old.example/v1",
  excludePersonas: ["b"],
  channelConfigs: { slack: "old-slack" },
  skillParams: { "github-gitops": { repo: "old/repo", labels: "old" } },
  personas: [
    { name: "a", channels: ["slack"], skills: ["github-gitops"] },
    { name: "b" },
    { name: "c", channels: ["telegram"] },
  ],
};
const PERSONAS = SPEC.personas;

/** Of Secrets only those in `secrets` are there. */
function start(changes: object = {}, secrets: readonly string[] = ["old-slack"]): FormStart {
  const { pack } = readPersonaPack({ metadata: { name: "team" }, spec: { ...SPEC, ...changes } });
  return { pack, form: initialForm(pack, (name) => secrets.includes(name)) };
}

/** What a wizard would do that is gone through once more, each page with Enter, for the pack as it is now. */
function again(entered: ActivationForm, now: FormStart) {
  return activationOf(now.pack, rebasedForm(entered, start(), now));
}

const secretOf = ({ secret: { kind, name } }: Pick<ActivationForm, "secret">) => ({ kind, name });
const param = (form: ActivationForm, name: string, value: string) =>
  withParam(form, { skill: "github-gitops", param: name, description: "", value });

/** All pages gone through, nothing changed: some of them then say what they have shown. */
function untouched(): ActivationForm {
  const { form } = start();
  return param(param(form, "repo", "old/repo"), "reviewers", "");
}

test("whoever has changed nothing changes nothing of what others have done", () => {
  const now = start(
    {
      authRefs: [{ provider: "anthropic", secret: "new-key" }],
      baseURL: "https://new.example/v1",
      excludePersonas: ["c"],
      taskOverride: "Be brief.",
      channelConfigs: { slack: "new-slack", telegram: "bot" },
      skillParams: { "github-gitops": { repo: "new/repo" } },
    },
    ["new-slack", "bot"],
  );
  assert.deepEqual(again(untouched(), now), activationOf(now.pack, now.form));
  assert.deepEqual(again(untouched(), now), {
    provider: "anthropic",
    secret: { kind: "reuse", name: "new-key" },
    channels: [],
    skillParams: {},
  });
});

test("what the user has changed is entered again, beside what others have done", () => {
  let entered: ActivationForm = { ...untouched(), excluded: ["b", "c"], taskOverride: "Be kind." };
  entered = { ...entered, baseURL: "", model: "gpt-4o", provider: "ollama", secret: NO_SECRET };
  entered = param(entered, "labels", "mine");
  const now = start({
    excludePersonas: [],
    taskOverride: "Be brief.",
    skillParams: { "github-gitops": { repo: "new/repo" } },
  });
  const activation = again({ ...entered, chosenChannels: [] }, now);
  assert.deepEqual(activation, {
    provider: "ollama",
    secret: { kind: "none" },
    baseURL: "",
    model: "gpt-4o",
    excluded: ["c"],
    taskOverride: "Be kind.",
    channels: [],
    skillParams: { "github-gitops": { labels: "mine" } },
  });
});

test("personas are left out and taken in one by one", () => {
  const excluded = (entered: readonly string[], now: readonly string[], personas: object[] = PERSONAS) => {
    const then = start({ excludePersonas: now, personas });
    return rebasedForm({ ...start().form, excluded: entered }, start(), then).excluded;
  };
  assert.deepEqual(excluded(["b"], []), [], "somebody else has taken b in");
  assert.deepEqual(excluded([], ["b", "c"]), ["c"], "the user has taken b in, somebody else has left c out");
  assert.deepEqual(excluded(["b", "a"], ["c"]), ["c", "a"]);
  assert.deepEqual(excluded(["b", "a"], ["b", "a"]), ["b", "a"], "both of them");
  const others = [{ name: "b" }, { name: "d" }];
  assert.deepEqual(excluded(["b", "a"], ["d"], others), ["d"], "a is gone, and d nobody could choose");
});

test("a persona that was left out before there was one is left out still", () => {
  const before = start({ excludePersonas: ["later"] });
  const now = start({ excludePersonas: ["later"], personas: [...PERSONAS, { name: "later" }] });
  // The page about personas has not shown it.
  const entered = { ...before.form, excluded: [] };
  assert.deepEqual(rebasedForm(entered, before, now).excluded, ["later"]);
});

test("a provider goes with its Secret, and what was typed is there to be used", () => {
  const typed = withValue({ ...NO_SECRET, kind: "create", survives: true }, "OPENAI_API_KEY", "typed");
  const now = start({ authRefs: [{ provider: "anthropic", secret: "new-key" }] });
  const created = rebasedForm({ ...start().form, secret: typed }, start(), now);
  assert.deepEqual([created.provider, secretOf(created)], ["openai", { kind: "create", name: "" }]);
  assert.deepEqual(created.secret.values.reveal(), { OPENAI_API_KEY: "typed" });
  const secret = { ...reuse("old-key"), values: typed.values };
  const left = rebasedForm({ ...start().form, secret }, start(), now);
  assert.deepEqual([left.provider, secretOf(left)], ["anthropic", { kind: "reuse", name: "new-key" }]);
  assert.deepEqual(left.secret.values.reveal(), { OPENAI_API_KEY: "typed" });
});

test("channels that the user has set up, and those that others have", () => {
  const bot = (form: ActivationForm, name: string) =>
    withChannel(form, { ...channelForm(form, "telegram"), secret: reuse(name) });
  const { form } = start();
  assert.deepEqual(form.chosenChannels, ["telegram"], "proposed, as its Secret is not there");
  const now = start({ channelConfigs: { slack: "new-slack", telegram: "theirs" } }, ["new-slack", "theirs"]);
  const chosen = (entered: ActivationForm, then = now) => {
    const { chosenChannels, ...rebased } = rebasedForm(entered, start(), then);
    return chosenChannels.map((type) => [
      type,
      channelForm({ ...rebased, chosenChannels }, type).secret.name,
    ]);
  };
  assert.deepEqual(chosen(form), [], "somebody else has done what was proposed");
  assert.deepEqual(chosen(bot(form, "mine")), [["telegram", "mine"]]);
  assert.deepEqual(chosen({ ...form, chosenChannels: ["slack"] }), [["slack", "new-slack"]]);
  assert.deepEqual(chosen({ ...form, chosenChannels: [] }, start()), []);
});

test("names that the pack no longer has are dropped", () => {
  let { form: entered } = start();
  entered = withChannel(entered, { ...channelForm(entered, "discord"), addTo: ["a", "b"] });
  entered = withChannel(entered, { ...channelForm(entered, "carrier"), secret: reuse("pigeon") });
  entered = { ...entered, chosenChannels: ["discord", "carrier"] };
  entered = param(entered, "labels", "mine");
  const now = start({ personas: [{ name: "b" }], channelConfigs: {} });
  const rebased = rebasedForm(entered, start(), now);
  assert.deepEqual(channelForm(rebased, "discord").addTo, ["b"]);
  assert.deepEqual(rebased.chosenChannels, ["discord"]);
  assert.ok(!rebased.channels.has("carrier"));
  assert.deepEqual([...rebased.skillParams], []);
});
