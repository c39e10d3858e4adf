import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { planLook } from "../../../../client/src/cluster/actions/look-again.ts";
import { KnownCluster, NAMESPACE, NOW } from "./known-cluster.ts";

const PERSONA = { name: "a", systemPrompt: "", model: "m", schedule: { interval: "1h", task: "t" } };
const ASKED = "metadata.annotations[personapack/asked-to-look]";
const FLUX = {
  labels: { "kustomize.toolkit.fluxcd.io/name": "apps" },
  managedFields: [
    {
      manager: "kustomize-controller",
      operation: "Apply",
      fieldsV1: {
        "f:metadata": { "f:annotations": { "f:owner": {} } },
        "f:spec": { "f:authRefs": {} },
      },
    },
  ],
};

describe("Having the controller look again", () => {
  const look = (cluster: KnownCluster) => planLook(cluster.snapshot, NAMESPACE, "p", NOW);
  const changes = (cluster: KnownCluster) =>
    look(cluster).changes.map(({ object, field, to }) => [object.name, field, to]);
  const asked = ["p", ASKED, NOW.toISOString()];

  test("puts right what others have changed of Instances and Schedules", () => {
    const cluster = new KnownCluster();
    cluster.installed("p", { personas: [PERSONA] });
    const instance = cluster.snapshot.get("instances", NAMESPACE, "p-a");
    cluster.put("instances", "p-a", { ...instance, spec: { agents: { default: { model: "other" } } } });
    const schedule = cluster.snapshot.get("schedules", NAMESPACE, "p-a-schedule");
    const spec = { ...(schedule?.spec as object), schedule: "5 5 * * *", suspend: true };
    cluster.put("schedules", "p-a-schedule", { ...schedule, spec });
    assert.deepEqual(changes(cluster), [
      asked,
      ["p-a", "spec.agents.default.model", "m"],
      ["p-a-schedule", "spec.schedule", "0 * * * *"],
      ["p-a-schedule", "spec.suspend", undefined],
    ]);
  });

  test("takes authRefs from a pack that is not enabled, which a tool may put back", () => {
    const cluster = new KnownCluster();
    cluster.pack("p", { personas: [], authRefs: [{ secret: "p-x-key" }] }, { metadata: FLUX });
    assert.deepEqual(changes(cluster), [asked, ["p", "spec.authRefs", undefined]]);
    assert.deepEqual(
      look(cluster).warnings.map(({ message }) => message),
      ["Flux (apps) sets spec.authRefs and will put back what it says: change it at its source."],
    );
  });

  test("says that the tool leaves the annotation, and what cannot be seen", () => {
    const cluster = new KnownCluster();
    cluster.installed("p", { personas: [PERSONA] });
    cluster.pack("p", { enabled: true, personas: [PERSONA] }, { metadata: FLUX });
    cluster.state("runs", { phase: "blocked", kind: "forbidden", reason: "You may not list AgentRuns." });
    const [owner, unseen] = look(cluster).warnings.map(({ message }) => message);
    assert.match(owner ?? "", /^Flux \(apps\) manages this object, though not what changes here/);
    assert.match(unseen ?? "", /what there is of AgentRun cannot be seen/);
  });
});
