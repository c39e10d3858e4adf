import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { planActivation } from "../../../../client/src/cluster/actions/activate.ts";
import { awaitOutcome, type PlanOutcome } from "../../../../client/src/cluster/actions/await-outcome.ts";
import { planDeactivation } from "../../../../client/src/cluster/actions/deactivate.ts";
import { planDeletion } from "../../../../client/src/cluster/actions/delete-pack.ts";
import { planExclusion } from "../../../../client/src/cluster/actions/exclude-persona.ts";
import { planLook } from "../../../../client/src/cluster/actions/look-again.ts";
import type { Plan } from "../../../../client/src/cluster/actions/plan.ts";
import { KnownCluster, NAMESPACE, NOW } from "./known-cluster.ts";

const SPEC = {
  personas: [{ name: "a", systemPrompt: "", model: "m", schedule: { interval: "1h", task: "t" } }],
};
const FORMER = { metadata: { labels: { "sympozium.ai/persona-pack": "p" } } };

/** `act` plays the controller; a minute passes after it. */
async function outcomeOf(
  cluster: KnownCluster,
  plan: Plan,
  act: () => void,
  signal = new AbortController().signal,
): Promise<PlanOutcome> {
  const running = awaitOutcome(cluster.store, plan, { clock: cluster.clock, signal, generation: 2 });
  act();
  await cluster.clock.pass(61_000);
  const outcome = await running;
  assert.equal(cluster.clock.pending, 0);
  return outcome;
}

function activation(cluster: KnownCluster): Plan {
  cluster.pack("p", SPEC, { status: { phase: "Inactive" } });
  const choice = { provider: "ollama", secret: { kind: "none" } } as const;
  return planActivation(cluster.snapshot, NAMESPACE, "p", choice, NOW);
}

function stored(cluster: KnownCluster, enabled: boolean, phase: string): void {
  cluster.pack("p", { ...SPEC, enabled }, { status: { phase }, metadata: { generation: 2 } });
}

describe("Outcome of a plan", () => {
  test("an activation is done when the pack is ready and its children are there", async () => {
    const cluster = new KnownCluster();
    const outcome = await outcomeOf(cluster, activation(cluster), () => {
      cluster.installed("p", SPEC);
      stored(cluster, true, "Ready");
    });
    assert.deepEqual(outcome, { state: "done" });
  });

  test("what is being deleted does not count as there", async () => {
    const cluster = new KnownCluster();
    const outcome = await outcomeOf(cluster, activation(cluster), () => {
      cluster.installed("p", SPEC);
      cluster.terminate("instances", "p-a");
      stored(cluster, true, "Ready");
    });
    assert.ok(outcome.state === "late");
    assert.deepEqual(outcome.missing, [{ kind: "SympoziumInstance", name: "p-a" }]);
  });

  test("the phase of an older generation does not count", async () => {
    const cluster = new KnownCluster();
    const outcome = await outcomeOf(cluster, activation(cluster), () => cluster.installed("p", SPEC));
    assert.equal(outcome.state, "late");
  });

  test("an activation that ends in Error names what is missing", async () => {
    const cluster = new KnownCluster();
    const outcome = await outcomeOf(cluster, activation(cluster), () => stored(cluster, true, "Error"));
    assert.deepEqual(outcome, {
      state: "error",
      missing: [
        { kind: "SympoziumInstance", name: "p-a" },
        { kind: "SympoziumSchedule", name: "p-a-schedule" },
      ],
    });
  });

  describe("a pack that was in Error before", () => {
    const spec = { ...SPEC, enabled: true };
    const BEFORE = { status: { phase: "Error" } };
    const look = (cluster: KnownCluster) => {
      cluster.pack("p", spec, BEFORE);
      return planLook(cluster.snapshot, NAMESPACE, "p", NOW);
    };
    const wait = (cluster: KnownCluster, plan: Plan, limitMs = 60_000) => {
      const { signal } = new AbortController();
      const running = awaitOutcome(cluster.store, plan, { clock: cluster.clock, signal, limitMs });
      // The API server echoes the change with the old status.
      cluster.pack("p", spec, { ...BEFORE, metadata: { annotations: { looked: "now" } } });
      return running;
    };

    test("is waited for, and done when it is ready", async () => {
      const cluster = new KnownCluster();
      const running = wait(cluster, look(cluster));
      await cluster.clock.pass(9000);
      cluster.installed("p", SPEC);
      await cluster.clock.pass(1000);
      assert.deepEqual(await running, { state: "done" });
      assert.equal(cluster.clock.pending, 0);
    });

    test("is in Error again as soon as it was something else", async () => {
      const cluster = new KnownCluster();
      const running = wait(cluster, look(cluster));
      await cluster.clock.pass(1000);
      cluster.pack("p", spec, { status: { phase: "Ready" } });
      await cluster.clock.pass(1000);
      cluster.pack("p", spec, BEFORE);
      await cluster.clock.pass(1000);
      assert.equal((await running).state, "error");
    });

    test("is in Error still when the controller had time to look", async () => {
      const cluster = new KnownCluster();
      const running = wait(cluster, look(cluster));
      let ended = false;
      void running.then(() => {
        ended = true;
      });
      await cluster.clock.pass(9000);
      assert.ok(!ended);
      await cluster.clock.pass(2000);
      assert.ok(ended);
      assert.equal((await running).state, "error");
      assert.equal(cluster.clock.pending, 0);
    });

    test("is late with that phase where nobody waits so long", async () => {
      const cluster = new KnownCluster();
      const running = wait(cluster, look(cluster), 5000);
      await cluster.clock.pass(6000);
      const outcome = await running;
      assert.ok(outcome.state === "late");
      assert.deepEqual([outcome.phase, outcome.missing.length], ["Error", 2]);
    });
  });

  test("what may not be listed is not waited for", async () => {
    const cluster = new KnownCluster();
    const memory = { memory: { seeds: ["s"] } };
    const personas = ["a", "b"].map((name) => ({ ...SPEC.personas[0], ...memory, name }));
    cluster.state("configMaps", {
      phase: "blocked",
      kind: "forbidden",
      reason: "You may not list ConfigMaps.",
    });
    cluster.installed("p", { personas });
    for (const name of ["p-a-memory", "p-b-memory"]) cluster.remove("configMaps", name);
    const plan = planExclusion(cluster.snapshot, NAMESPACE, "p", "a", NOW);
    const outcome = await outcomeOf(cluster, plan, () => {
      cluster.remove("instances", "p-a");
      cluster.remove("schedules", "p-a-schedule");
      cluster.pack(
        "p",
        { personas, enabled: true, excludePersonas: ["a"] },
        { status: { phase: "Ready" }, metadata: { generation: 2 } },
      );
    });
    assert.deepEqual(outcome, { state: "done" });
  });

  test("a controller that does nothing is late, and it is said what is missing", async () => {
    const cluster = new KnownCluster();
    const outcome = await outcomeOf(cluster, activation(cluster), () => stored(cluster, true, "Inactive"));
    assert.ok(outcome.state === "late" && outcome.blind === undefined);
    assert.deepEqual([outcome.phase, outcome.missing.length], ["Inactive", 2]);
  });

  test("who cannot see says so", async () => {
    const cluster = new KnownCluster();
    const outcome = await outcomeOf(cluster, activation(cluster), () => {
      cluster.writer.connection({ phase: "offline", since: 0, retryAt: 0, reason: "It is gone." });
    });
    assert.ok(outcome.state === "late");
    assert.equal(outcome.blind, "It is gone.");
  });

  for (const { what, scope, blind } of [
    {
      what: "context",
      scope: { context: "other", namespace: NAMESPACE },
      blind: "Another context is shown.",
    },
    {
      what: "cluster of that name",
      scope: { context: "test", cluster: "another", namespace: NAMESPACE },
      blind: "Another cluster is shown.",
    },
    { what: "namespace", scope: { context: "test", namespace: "o" }, blind: "Another namespace is shown." },
  ]) {
    test(`who turns to another ${what} is told at once, and nothing counts as gone`, async () => {
      const cluster = new KnownCluster();
      cluster.installed("p", SPEC);
      const plan = planDeletion(cluster.snapshot, NAMESPACE, "p");
      const { signal } = new AbortController();
      const running = awaitOutcome(cluster.store, plan, { clock: cluster.clock, signal });
      cluster.store.open(scope, { phase: "connected" });
      await cluster.clock.pass(1000);
      const none = { phase: "", missing: [], remaining: [] };
      assert.deepEqual(await running, { state: "late", blind, ...none });
    });
  }

  test("who may not list packs is told at once, and does not take them for gone", async () => {
    const cluster = new KnownCluster();
    cluster.installed("p", SPEC);
    const plan = planDeletion(cluster.snapshot, NAMESPACE, "p");
    const running = awaitOutcome(cluster.store, plan, {
      clock: cluster.clock,
      signal: new AbortController().signal,
    });
    cluster.state("packs", { phase: "blocked", kind: "forbidden", reason: "You may not list packs." });
    cluster.remove("packs", "p");
    await cluster.clock.pass(1000);
    const outcome = await running;
    assert.ok(outcome.state === "late");
    assert.equal(outcome.blind, "PersonaPacks cannot be listed here.");
  });

  test("what is still being listed does not count as gone", async () => {
    const cluster = new KnownCluster();
    cluster.installed("p", SPEC);
    const plan = planDeletion(cluster.snapshot, NAMESPACE, "p");
    const outcome = await outcomeOf(cluster, plan, () => {
      cluster.store.open({ context: "test", namespace: undefined }, { phase: "connected" });
    });
    assert.ok(outcome.state === "late");
    assert.equal(outcome.blind, "What there is of PersonaPack is still being read.");
  });

  test("a deactivation waits for what is being deleted, and is stuck on what nobody deletes", async () => {
    const run = async (act: (cluster: KnownCluster) => void) => {
      const cluster = new KnownCluster();
      cluster.installed("p", SPEC);
      cluster.put("instances", "p-former", FORMER);
      const plan = planDeactivation(cluster.snapshot, NAMESPACE, "p", { secrets: "delete" }, NOW);
      return await outcomeOf(cluster, plan, () => {
        stored(cluster, false, "Ready");
        act(cluster);
      });
    };
    assert.equal((await run(() => undefined)).state, "late");
    const gone = (cluster: KnownCluster) => {
      cluster.remove("instances", "p-a");
      cluster.remove("schedules", "p-a-schedule");
    };
    assert.deepEqual(await run(gone), {
      state: "stuck",
      blockers: [{ kind: "SympoziumInstance", name: "p-former" }],
    });
    const done = await run((cluster) => {
      gone(cluster);
      cluster.remove("instances", "p-former");
      stored(cluster, false, "Inactive");
    });
    assert.deepEqual(done, { state: "done" });
  });

  test("a deletion is done when everything is gone", async () => {
    const cluster = new KnownCluster();
    cluster.installed("p", SPEC);
    const plan = planDeletion(cluster.snapshot, NAMESPACE, "p");
    const outcome = await outcomeOf(cluster, plan, () => {
      cluster.remove("packs", "p");
      cluster.remove("instances", "p-a");
      cluster.remove("schedules", "p-a-schedule");
    });
    assert.deepEqual(outcome, { state: "done" });
  });

  test("cancelling ends the wait", async () => {
    const cluster = new KnownCluster();
    const controller = new AbortController();
    const outcome = await outcomeOf(
      cluster,
      activation(cluster),
      () => controller.abort(),
      controller.signal,
    );
    assert.deepEqual(outcome, { state: "cancelled" });
  });
});
