import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { planInclusion } from "../../../../client/src/cluster/actions/include-persona.ts";
import { KnownCluster, NAMESPACE, NOW } from "./known-cluster.ts";

const PERSONA = { name: "a", systemPrompt: "", model: "m", schedule: { interval: "1h", task: "t" } };

/** What including the persona creates. */
function included(cluster: KnownCluster): string[] {
  const [pack] = cluster.snapshot.all("packs");
  const excludePersonas = ["a"];
  cluster.pack("p", { ...(pack?.spec as object), excludePersonas }, { status: { phase: "Ready" } });
  const { creates } = planInclusion(cluster.snapshot, NAMESPACE, "p", "a", NOW);
  return creates.map(({ kind, name }) => `${kind} ${name}`);
}

describe("What an included persona gets", () => {
  const ALL = [
    "SympoziumInstance p-a",
    "SympoziumSchedule p-a-schedule",
    "AgentRun p-a-schedule-1",
    "ConfigMap p-a-memory",
    "PersistentVolumeClaim p-a-memory-db",
    "Deployment p-a-memory",
    "Service p-a-memory",
  ];

  test("nothing where its objects are still there", () => {
    const cluster = new KnownCluster();
    cluster.installed("p", { personas: [PERSONA] });
    assert.deepEqual(included(cluster), []);
  });

  test("everything where they are being deleted", () => {
    const cluster = new KnownCluster();
    cluster.installed("p", { personas: [PERSONA] });
    for (const [resource, name] of [
      ["instances", "p-a"],
      ["schedules", "p-a-schedule"],
    ] as const) {
      cluster.terminate(resource, name);
    }
    assert.deepEqual(included(cluster), ALL);
  });
});
