/** What goes and what stays when packs, personas and orphans go. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { planDeactivation } from "../../../../client/src/cluster/actions/deactivate.ts";
import { planOrphanDeletion } from "../../../../client/src/cluster/actions/delete-orphans.ts";
import { diagnose } from "../../../../client/src/cluster/actions/diagnose/checks.ts";
import { planExclusion } from "../../../../client/src/cluster/actions/exclude-persona.ts";
import type { Plan } from "../../../../client/src/cluster/actions/plan.ts";
import { KnownCluster, NAMESPACE, NOW } from "./known-cluster.ts";

const SEEDED = { memory: { seeds: ["s"] } };

function persona(name: string, more: object = {}): object {
  return { name, systemPrompt: "", model: "m", ...more };
}

const listed = (objects: readonly { kind: string; name: string }[]) =>
  objects.map(({ kind, name }) => `${kind} ${name}`);
const deleted = ({ steps }: Plan) =>
  steps.flatMap((step) => (step.verb === "delete" ? [`${step.type.kind} ${step.name}`] : []));

describe("Two packs with the same objects", () => {
  /** What persona `b-c` of `a` has left behind is what persona `c` of `a-b` uses. */
  function clashing(user: object = {}): KnownCluster {
    const cluster = new KnownCluster();
    cluster.installed("a", { personas: [persona("b-c", SEEDED), persona("old"), persona("z")] });
    cluster.pack("a", { enabled: true, personas: [persona("z")] }, { status: { phase: "Ready" } });
    cluster.pack("a-b", { enabled: true, personas: [persona("c")], ...user });
    return cluster;
  }

  test("orphans that another pack uses stay", () => {
    const plan = planOrphanDeletion(clashing().snapshot, NAMESPACE, "a");
    assert.deepEqual(deleted(plan), ["SympoziumInstance a-old"]);
    assert.ok(!listed(plan.removes).some((one) => one.includes("a-b-c")), listed(plan.removes).join());
    assert.deepEqual(plan.keeps, [
      { kind: "SympoziumInstance", name: "a-b-c", why: "The pack a-b uses it." },
      { kind: "ConfigMap", name: "a-b-c-memory", why: "The pack a-b uses it." },
    ]);
  });

  test("where there are no others, there is nothing to delete", () => {
    const cluster = clashing();
    cluster.remove("instances", "a-old");
    assert.throws(
      () => planOrphanDeletion(cluster.snapshot, NAMESPACE, "a"),
      /^PlanRefused: Nothing .* SympoziumInstance a-b-c: The pack a-b uses it\./,
    );
    const findings = diagnose(cluster.snapshot, NAMESPACE, "a", NOW)
      .filter(({ check }) => check.id === "no-orphans")
      .flatMap((answer) => answer.findings);
    assert.deepEqual(
      findings.map(({ state, fix }) => [state, fix?.action]),
      [
        ["warning", "open-object"],
        ["warning", "open-object"],
      ],
    );
  });

  test("a pack that has nothing in the cluster uses nothing", () => {
    for (const user of [{ enabled: false }, { excludePersonas: ["c"] }]) {
      const plan = planOrphanDeletion(clashing(user).snapshot, NAMESPACE, "a");
      assert.deepEqual(deleted(plan), [
        "SympoziumInstance a-b-c",
        "SympoziumInstance a-old",
        "ConfigMap a-b-c-memory",
      ]);
    }
  });

  test("a deactivation leaves them, and says what to do, as the controller waits for them", () => {
    const choice = { secrets: "keep", orphans: "delete" } as const;
    const plan = planDeactivation(clashing().snapshot, NAMESPACE, "a", choice, NOW);
    assert.deepEqual(deleted(plan), ["SympoziumInstance a-old"]);
    assert.deepEqual(
      plan.warnings.map(({ message }) => message),
      [
        "The controller waits for ever for SympoziumInstance a-b-c, which the pack a-b uses: set its label sympozium.ai/persona-pack to that pack.",
      ],
    );
    assert.ok(listed(plan.keeps).includes("SympoziumInstance a-b-c"));
  });

  test("what the controller deletes by name is said to be another pack's, too", () => {
    const cluster = clashing();
    cluster.installed("a", { personas: [persona("b-c", SEEDED)] });
    const message =
      "The pack a has these objects, too, and loses them: SympoziumInstance a-b-c, ConfigMap a-b-c-memory.";
    for (const plan of [
      planDeactivation(cluster.snapshot, NAMESPACE, "a-b", { secrets: "keep" }, NOW),
      planExclusion(cluster.snapshot, NAMESPACE, "a-b", "c", NOW),
    ]) {
      assert.ok(listed(plan.removes).includes("SympoziumInstance a-b-c"));
      assert.deepEqual(
        plan.warnings.filter(({ code }) => code === "shared-name"),
        [{ code: "shared-name", message }],
      );
    }
  });
});
