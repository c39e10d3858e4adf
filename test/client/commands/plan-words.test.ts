import assert from "node:assert/strict";
import { test } from "node:test";
import type { Plan } from "../../../client/src/cluster/actions/plan.ts";
import { ClusterError } from "../../../client/src/cluster/cluster-error.ts";
import { RESOURCES } from "../../../client/src/cluster/resource-types.ts";
import { failureWords, outcomeWords } from "../../../client/src/commands/plan-words.ts";

const plan: Plan = {
  title: "Exclude analyst from data-team",
  scope: { context: "dev", namespace: "agents" },
  target: {
    type: RESOURCES.packs,
    name: "data-team",
    uid: "1",
    resourceVersion: "2",
    generation: 3,
  },
  creates: [],
  changes: [],
  removes: [],
  keeps: [],
  warnings: [],
  steps: [],
  expects: { pack: "data-team", phase: "Ready", present: [], absent: [] },
};

const secret = { kind: "Secret", name: "key" };
const pack = { kind: "PersonaPack", name: "data-team" };

const nothing = { undone: [], left: [], kept: [], uncertain: false };
const error = new ClusterError("forbidden", "You may not do that.");

for (const { name, failure, text } of [
  {
    name: "a failed dry-run",
    failure: { during: "dry-run" as const, object: pack, ...nothing },
    text: "Exclude analyst from data-team: PersonaPack data-team. You may not do that. Nothing was done.",
  },
  {
    name: "an execution that was undone",
    failure: { during: "execution" as const, object: pack, ...nothing, undone: [secret] },
    text: "Exclude analyst from data-team: PersonaPack data-team. You may not do that. Secret key was deleted again.",
  },
  {
    name: "an execution with several objects",
    failure: {
      during: "execution" as const,
      object: pack,
      ...nothing,
      undone: [secret, secret],
      left: [secret, secret],
      kept: [pack, pack],
    },
    text: "Exclude analyst from data-team: PersonaPack data-team. You may not do that. Secret key, Secret key were deleted again. Secret key, Secret key were created and are still there. PersonaPack data-team, PersonaPack data-team stay as they were changed.",
  },
  {
    name: "an execution that nobody knows the end of",
    failure: { during: "execution" as const, object: pack, ...nothing, left: [secret], uncertain: true },
    text: "Exclude analyst from data-team: PersonaPack data-team. You may not do that. Whether this was still carried out could not be found out. Secret key was created and is still there.",
  },
]) {
  test(`${name} says what there is now`, () => {
    assert.equal(failureWords(plan, { state: "failed", error, ...failure }), text);
  });
}

test("what the message names already is not named again", () => {
  const gone = new ClusterError("not-found", "There is no PersonaPack data-team in namespace agents.");
  const failure = { state: "failed", during: "dry-run", object: pack, error: gone, ...nothing } as const;
  assert.equal(
    failureWords(plan, failure),
    "Exclude analyst from data-team: There is no PersonaPack data-team in namespace agents. Nothing was done.",
  );
});

test("what is done only in part says which", () => {
  const success = "The run has begun.";
  assert.equal(outcomeWords({ ...plan, success }, { state: "done" }).text, success);
  assert.equal(outcomeWords(plan, { state: "done" }).text, "Exclude analyst from data-team: done.");
});

test("a controller that has not finished is no success", () => {
  const late = {
    state: "late" as const,
    phase: "Pending",
    missing: [secret],
    remaining: [],
    blind: undefined,
  };
  assert.deepEqual(outcomeWords(plan, late), {
    level: "warning",
    text: "Exclude analyst from data-team: written, but the controller has not finished. Not there yet: Secret key. The pack's phase is Pending.",
  });
  assert.equal(
    outcomeWords(plan, { ...late, blind: "Another namespace is shown." }).text,
    "Exclude analyst from data-team: written. Whether the controller has finished cannot be seen. Another namespace is shown.",
  );
  assert.equal(outcomeWords(plan, { state: "stuck", blockers: [pack] }).level, "warning");
  assert.equal(outcomeWords(plan, { state: "error", missing: [] }).level, "warning");
  assert.equal(outcomeWords(plan, { state: "done" }).level, "information");
});
