import assert from "node:assert/strict";
import { test } from "node:test";
import type { Plan } from "../../../client/src/cluster/actions/plan.ts";
import { ClusterError } from "../../../client/src/cluster/cluster-error.ts";
import { RESOURCES } from "../../../client/src/cluster/resource-types.ts";
import { failureWords, outcomeWords, planText } from "../../../client/src/commands/plan-words.ts";

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
  changes: [
    {
      object: { kind: "PersonaPack", name: "data-team" },
      field: "spec.excludePersonas",
      from: undefined,
      to: '["analyst"]',
    },
  ],
  removes: [
    { kind: "SympoziumInstance", name: "data-team-analyst", why: "The persona goes.", loses: undefined },
    { kind: "ConfigMap", name: "data-team-analyst-memory", why: "The persona goes.", loses: "memory" },
    { kind: "AgentRun", name: "run-1", why: "The persona goes.", loses: "run history" },
  ],
  keeps: [],
  warnings: [{ code: "git-ops", message: "Flux owns the field." }],
  steps: [],
  expects: { pack: "data-team", phase: "Ready", present: [], absent: [] },
};

const secret = { kind: "Secret", name: "key" };
const pack = { kind: "PersonaPack", name: "data-team" };

test("a plan says where, and names everything that goes and what is lost with it", () => {
  assert.deepEqual(planText(plan), {
    omitted: 0,
    text: [
      "Context dev, namespace agents",
      "",
      "Warnings:",
      "• Flux owns the field.",
      "",
      "Removes 3 objects:",
      "• SympoziumInstance data-team-analyst: The persona goes.",
      "• ConfigMap data-team-analyst-memory: what it has learnt is lost. The persona goes.",
      "• AgentRun run-1: its run history is lost. The persona goes.",
      "",
      "Changes 1 field:",
      '• PersonaPack data-team spec.excludePersonas: nothing → ["analyst"]',
    ].join("\n"),
  });
});

test("a short text says how much it leaves out", () => {
  const { text, omitted } = planText(plan, 6);
  assert.equal(omitted, 2);
  assert.match(text, /Removes 3 objects:\n• SympoziumInstance [^\n]*\n• … and 2 more/);
});

const nothing = { undone: [], left: [], kept: [], uncertain: false };
const error = new ClusterError("forbidden", "You may not do that.");

for (const { name, failure, text } of [
  {
    name: "a failed dry-run",
    failure: { during: "dry-run" as const, object: pack, ...nothing },
    text: "Exclude analyst from data-team: PersonaPack data-team. You may not do that. Nothing has changed.",
  },
  {
    name: "an execution that was undone",
    failure: { during: "execution" as const, object: pack, ...nothing, undone: [secret] },
    text: "Exclude analyst from data-team: PersonaPack data-team. You may not do that. Secret key was deleted again.",
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
  assert.equal(outcomeWords(plan, { state: "stuck", blockers: [pack] }).level, "warning");
  assert.equal(outcomeWords(plan, { state: "error", missing: [] }).level, "warning");
  assert.equal(outcomeWords(plan, { state: "done" }).level, "information");
});
