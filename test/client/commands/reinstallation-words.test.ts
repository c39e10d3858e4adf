import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { planReinstallation } from "../../../client/src/cluster/actions/reinstall-persona.ts";
import { reinstallationWords } from "../../../client/src/commands/reinstallation-words.ts";
import { KnownCluster, NAMESPACE, NOW } from "../cluster/actions/known-cluster.ts";

describe("What came of a reinstallation", () => {
  const cluster = new KnownCluster();
  cluster.installed("p", { personas: [{ name: "a", systemPrompt: "" }] });
  const plan = planReinstallation(cluster.snapshot, NAMESPACE, "p", "a", NOW);
  const CASES = [
    { remaining: [], reason: undefined, why: "The controller has not finished." },
    { remaining: [], reason: "Log in again.", why: "Log in again." },
    { remaining: [{ kind: "Service", name: "s" }], reason: undefined, why: "Still there: Service s." },
  ] as const;
  for (const { why, ...rest } of CASES) {
    test(`excluded: ${why}`, () => {
      assert.deepEqual(reinstallationWords("a", plan, { state: "excluded", ...rest }), {
        level: "excluded",
        text: `a is excluded, and not included again yet. ${why}`,
      });
    });
  }

  test("done, and included but not finished", () => {
    assert.deepEqual(reinstallationWords("a", plan, { state: "done" }), {
      level: "information",
      text: "Reinstall a of p: done.",
    });
    const outcome = { state: "error", missing: [] } as const;
    const { level, text } = reinstallationWords("a", plan, { state: "included", plan, outcome });
    assert.equal(level, "warning");
    assert.match(text, /the controller reports an error/);
  });
});
