import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type Answer,
  Back,
  type Place,
  runWizard,
  type WizardStep,
} from "../../../client/src/commands/wizard.ts";

interface Values {
  readonly provider: string;
  readonly key: string;
  readonly model: string;
}

const EMPTY: Values = { provider: "", key: "", model: "" };

/** Asks what a script answers, and notes what was shown. */
function scripted(answers: readonly (Partial<Values> | Back<Partial<Values>> | "back" | "cancelled")[]) {
  const shown: { step: string; values: Values; place: Place }[] = [];
  const left = [...answers];
  const step = (name: string, applies?: (values: Values) => boolean): WizardStep<Values> => ({
    ...(applies && { applies }),
    ask: async (values, place): Promise<Answer<Values>> => {
      shown.push({ step: name, values, place });
      const answer = left.shift();
      assert.ok(answer !== undefined, `an answer for ${name}`);
      if (typeof answer === "string") return answer;
      return answer instanceof Back ? new Back({ ...values, ...answer.values }) : { ...values, ...answer };
    },
  });
  const steps = [step("provider"), step("key", ({ provider }) => provider !== "ollama"), step("model")];
  return { shown, run: () => runWizard(steps, EMPTY) };
}

test("all steps in turn", async () => {
  const wizard = scripted([{ provider: "openai" }, { key: "k" }, { model: "m" }]);
  assert.deepEqual(await wizard.run(), { provider: "openai", key: "k", model: "m" });
  assert.deepEqual(
    wizard.shown.map(({ place }) => place),
    [
      { step: 1, total: 3, canGoBack: false },
      { step: 2, total: 3, canGoBack: true },
      { step: 3, total: 3, canGoBack: true },
    ],
  );
});

test("a step that does not apply is left out, also on the way back", async () => {
  const wizard = scripted([
    { provider: "ollama" },
    "back",
    { provider: "openai" },
    { key: "k" },
    { model: "m" },
  ]);
  assert.deepEqual(await wizard.run(), { provider: "openai", key: "k", model: "m" });
  assert.deepEqual(
    wizard.shown.map(({ step, place: { step: at, total } }) => `${step} ${at}/${total}`),
    ["provider 1/3", "model 2/2", "provider 1/2", "key 2/3", "model 3/3"],
  );
});

test("whoever goes back finds what was entered, later steps included", async () => {
  const wizard = scripted([{ provider: "openai" }, { key: "k" }, "back", "back", {}, {}, { model: "m" }]);
  await wizard.run();
  assert.deepEqual(
    wizard.shown.map(({ step, values: { provider, key } }) => [step, provider, key]),
    [
      ["provider", "", ""],
      ["key", "openai", ""],
      ["model", "openai", "k"],
      ["key", "openai", "k"],
      ["provider", "openai", "k"],
      ["key", "openai", "k"],
      ["model", "openai", "k"],
    ],
  );
});

test("what a step has taken in before its user goes back is kept", async () => {
  const wizard = scripted([{ provider: "openai" }, new Back({ key: "half" }), {}, {}, { model: "m" }]);
  assert.deepEqual(await wizard.run(), { provider: "openai", key: "half", model: "m" });
  assert.deepEqual(
    wizard.shown.map(({ step, values: { key } }) => `${step} ${key}`),
    ["provider ", "key ", "provider half", "key half", "model half"],
  );
});

for (const end of ["cancelled", "back"] as const) {
  test(`${end} in the first step ends it with nothing`, async () => {
    assert.equal(await scripted([end]).run(), undefined);
  });
}

test("cancelling a later step ends it with nothing", async () => {
  assert.equal(await scripted([{ provider: "openai" }, "cancelled"]).run(), undefined);
});
