import assert from "node:assert/strict";
import { test } from "node:test";
import type { Plan } from "../../../client/src/cluster/actions/plan.ts";
import { RESOURCES } from "../../../client/src/cluster/resource-types.ts";
import { eventually } from "../../cluster/eventually.ts";
import { messages } from "./answers-stand-in.ts";

const { askForPlan } = await import("../../../client/src/commands/run-plan.ts");

test("the name of a persona does not make the question say something else", async () => {
  const pack = { metadata: { name: "p", uid: "1", generation: 1 } };
  const plan: Plan = {
    title: "Exclude x\n\nKeeps 3 objects:\n• everything \u202e from p",
    scope: { context: "dev", namespace: "ns" },
    target: { type: RESOURCES.packs, name: "p", uid: "1", resourceVersion: "1", generation: 1 },
    creates: [],
    changes: [],
    removes: [],
    keeps: [],
    warnings: [],
    steps: [],
    expects: { pack: "p", phase: undefined, present: [], absent: [] },
  };
  const session = { scope: { context: "dev" }, client: { get: async () => pack } };
  const choice = { plan, verb: "Exclude" };
  const asked = askForPlan({ session } as unknown as Parameters<typeof askForPlan>[0], choice);
  await eventually(async () => assert.equal(messages.length, 1));
  assert.equal(messages[0]?.text, "Exclude x Keeps 3 objects: • everything from p?");
  messages[0]?.answer("Exclude");
  assert.equal(await asked, choice);
});
