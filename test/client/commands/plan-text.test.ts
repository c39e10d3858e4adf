import assert from "node:assert/strict";
import { test } from "node:test";
import type { Plan } from "../../../client/src/cluster/actions/plan.ts";
import { RESOURCES } from "../../../client/src/cluster/resource-types.ts";
import { dialogText, fullText } from "../../../client/src/commands/plan-text.ts";

const PACK = { kind: "PersonaPack", name: "data-team" };

const plan: Plan = {
  title: "Exclude analyst from data-team",
  scope: { context: "dev", namespace: "agents" },
  target: { type: RESOURCES.packs, name: "data-team", uid: "1", resourceVersion: "2", generation: 3 },
  creates: [],
  changes: [{ object: PACK, field: "spec.excludePersonas", from: undefined, to: '["analyst"]' }],
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

const FULL = `Context dev, namespace agents

Warnings:
• Flux owns the field.

Removes 3 objects:
• SympoziumInstance data-team-analyst: The persona goes.
• ConfigMap data-team-analyst-memory: what it has learnt is lost. The persona goes.
• AgentRun run-1: run history is lost. The persona goes.

Changes 1 field:
• PersonaPack data-team spec.excludePersonas: nothing → ["analyst"]`;

function removals(personas: number): Plan["removes"] {
  const names = Array.from({ length: personas }, (_, index) => `p${index + 1}`);
  const why = "The pack is disabled.";
  return names.flatMap((name) => [
    { kind: "SympoziumInstance", name, why, loses: undefined },
    { kind: "ConfigMap", name: `${name}-memory`, why, loses: "memory" as const },
  ]);
}

test("a plan says where, and names everything that goes and what is lost with it", () => {
  assert.equal(fullText({ plan, verb: "Exclude" }), FULL);
  assert.deepEqual(dialogText([{ plan, verb: "Exclude" }], 34), { text: FULL, omitted: 0 });
});

test("where that is too long for a dialog, objects that fare alike share a line", () => {
  const long = { ...plan, warnings: [], changes: [], removes: removals(4) };
  assert.deepEqual(dialogText([{ plan: long, verb: "Deactivate" }], 8), {
    omitted: 0,
    text: `Context dev, namespace agents

Removes 8 objects:
• SympoziumInstance p1, p2, p3, p4
• ConfigMap p1-memory, p2-memory, p3-memory, p4-memory: what it has learnt is lost`,
  });
});

test("only where even that is too long are names left out, and counted", () => {
  const long = { ...plan, warnings: [], changes: [], removes: removals(500) };
  const { text, omitted } = dialogText([{ plan: long, verb: "Deactivate" }], 9);
  assert.match(text, /Removes 1000 objects:\n• SympoziumInstance p1, p2, p3, p4, p5, p6, p7, p8, 492 more\n/);
  assert.equal(omitted, 984);
});

test("a dialog is never long, and says of everything that it leaves out that it does", () => {
  const message = "Nobody deletes it. ".repeat(100);
  const changes = Array.from({ length: 400 }, (_, index) => ({
    object: PACK,
    field: `spec.personas[${index}].model`,
    from: "gpt-4o",
    to: `other-${index}`,
  }));
  const long: Plan = { ...plan, warnings: [{ code: "orphans", message }], changes, removes: removals(500) };
  const { text, omitted } = dialogText([{ plan: long, verb: "Deactivate" }], 34);
  assert.ok(text.length < 1500, text);
  assert.match(text, /Nobody deletes it[^•]*…\n/);
  assert.match(text, /Changes 400 fields:\n(• [^\n]*\n)+• 39\d more/);
  assert.ok(omitted > 1300, String(omitted));
});

test("of two choices each says only what is its own", () => {
  const key = { kind: "Secret", name: "data-team-openai-key" };
  const keep: Plan = { ...plan, warnings: [], keeps: [{ ...key, why: "Stays." }] };
  const remove: Plan = {
    ...plan,
    warnings: [],
    removes: [...plan.removes, { ...key, why: "It is the pack's.", loses: "secret" }],
  };
  const text = fullText({ plan: keep, verb: "Keep Secrets" }, { plan: remove, verb: "Delete Secrets" });
  assert.equal(
    text,
    `${FULL.replace("Warnings:\n• Flux owns the field.\n\n", "")}

“Keep Secrets” leaves 1 object:
• Secret data-team-openai-key: Stays.

“Delete Secrets” removes 1 object:
• Secret data-team-openai-key: its values are lost. It is the pack's.`,
  );
});

test("a plan without consequences says so", () => {
  const empty: Plan = { ...plan, warnings: [], changes: [], removes: [] };
  assert.equal(fullText({ plan: empty, verb: "Apply" }), "Context dev, namespace agents\n\nNothing changes.");
});

test("texts of several lines and empty ones stay in their line", () => {
  const change = { object: PACK, field: "spec.taskOverride", from: "", to: "One\n\nTwo" };
  const text = fullText({ plan: { ...plan, changes: [change] }, verb: "Set" });
  assert.match(text, /spec\.taskOverride: "" → One ↵ Two$/);
});

test("names and texts of the cluster make no lines of their own, in full or short", () => {
  const name = "x\n\nKeeps 3 objects:\n• everything, nothing is lost \u202e";
  const why = `The persona ${name} is excluded.`;
  const spoofing: Plan = {
    ...plan,
    scope: { context: "dev\n\nWarnings:", namespace: "agents" },
    warnings: [{ code: "orphans", message: name }],
    changes: [{ object: PACK, field: "spec.taskOverride", from: "a  b", to: "a\u2028b\rc" }],
    creates: [{ kind: "Secret", name, why }],
    removes: [{ kind: "SympoziumInstance", name, why, loses: undefined }],
    keeps: [{ kind: "AgentRun", name, why }],
  };
  for (const most of [100, 1]) {
    const { text } = dialogText([{ plan: spoofing, verb: "Exclude" }], most);
    assert.doesNotMatch(text, /\u202e|\u2028|\r/);
    assert.deepEqual(
      text.split("\n").filter((line) => !line.startsWith("• ") && line !== ""),
      [
        "Context dev  Warnings:, namespace agents",
        "Warnings:",
        "Removes 1 object:",
        "Changes 1 field:",
        "Creates 1 object:",
        "Leaves 1 object:",
      ],
    );
  }
});
