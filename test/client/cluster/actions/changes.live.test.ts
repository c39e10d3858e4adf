import assert from "node:assert/strict";
import { test } from "node:test";
import { planActivation } from "../../../../client/src/cluster/actions/activate.ts";
import { planApply } from "../../../../client/src/cluster/actions/apply-document.ts";
import { compareWithCluster } from "../../../../client/src/cluster/actions/compare-with-cluster.ts";
import { planDeletion } from "../../../../client/src/cluster/actions/delete-pack.ts";
import { planExclusion } from "../../../../client/src/cluster/actions/exclude-persona.ts";
import { planInclusion } from "../../../../client/src/cluster/actions/include-persona.ts";
import { readLiveObject } from "../../../../client/src/cluster/actions/live-object.ts";
import { localDocuments } from "../../../../client/src/cluster/actions/local-document.ts";
import { podOfRun } from "../../../../client/src/cluster/actions/run-logs.ts";
import { planRun } from "../../../../client/src/cluster/actions/run-now.ts";
import { planTaskOverride } from "../../../../client/src/cluster/actions/set-task-override.ts";
import { planSuspension } from "../../../../client/src/cluster/actions/suspend-schedule.ts";
import type { ClusterManager } from "../../../../client/src/cluster/cluster-manager.ts";
import { RESOURCES } from "../../../../client/src/cluster/resource-types.ts";
import { eventually } from "../../../cluster/eventually.ts";
import { CANARY, describeActions, TEAM } from "./action-suite.ts";

const forever = new AbortController().signal;
/** What the CRD fills in. */
const DEFAULTS = { type: "scheduled", concurrencyPolicy: "Forbid", includeMemory: true };

describeActions("Changes of packs on a real API server", (fixture) => {
  /** `team` is Ready there, with a Secret of its own. */
  async function active(namespace: string, spec: object = {}): Promise<ClusterManager> {
    const manager = await fixture().place(namespace);
    await fixture().addPack(manager, namespace, "team", { ...TEAM, ...spec }, "Inactive");
    const secret = { kind: "create", values: { OPENAI_API_KEY: CANARY } } as const;
    const activation = planActivation(
      manager.snapshot.current,
      namespace,
      "team",
      { provider: "openai", secret },
      new Date(),
    );
    assert.equal((await fixture().carryOut(manager, activation)).state, "done");
    await fixture().settled(manager, namespace);
    return manager;
  }

  async function done(manager: ClusterManager, plan: Parameters<ReturnType<typeof fixture>["carryOut"]>[1]) {
    assert.deepEqual(await fixture().carryOut(manager, plan), { state: "done" });
    await fixture().settled(manager, plan.scope.namespace);
  }

  function document(text: string) {
    const [first] = localDocuments(text);
    return first ?? assert.fail("no document");
  }

  test("exclude and include", async () => {
    const manager = await active("exclude");
    const exclusion = planExclusion(manager.snapshot.current, "exclude", "team", "lead", new Date());
    assert.deepEqual(
      exclusion.removes.filter(({ loses }) => loses !== undefined).map(({ kind, loses }) => [kind, loses]),
      [
        ["ConfigMap", "memory"],
        ["PersistentVolumeClaim", "memory"],
        ["AgentRun", "run history"],
      ],
    );
    await done(manager, exclusion);
    assert.deepEqual((await fixture().pack("exclude", "team")).spec.excludePersonas, ["lead"]);
    await done(manager, planInclusion(manager.snapshot.current, "exclude", "team", "lead", new Date()));
    assert.equal((await fixture().pack("exclude", "team")).spec.excludePersonas, undefined);
  });

  test("a status that was written meanwhile does not stop a change, an edit does", async () => {
    const manager = await active("status");
    const plan = () => planExclusion(manager.snapshot.current, "status", "team", "lead", new Date());
    const early = plan();
    const stored = await fixture().pack("status", "team");
    await fixture().server.client.mergePatch("PersonaPack", "status", "team", {
      metadata: { annotations: { seen: "yes" } },
    });
    assert.equal((await fixture().execute(manager, early)).state, "done");
    await fixture().untilPhase(manager, "status", "team", "Ready");
    const late = planInclusion(manager.snapshot.current, "status", "team", "lead", new Date());
    await fixture().server.client.mergePatch("PersonaPack", "status", "team", {
      spec: { excludePersonas: ["lead", "helper"] },
    });
    const refused = await fixture().execute(manager, late);
    assert.ok(refused.state === "failed" && refused.error.kind === "conflict");
    assert.notEqual(stored.metadata.resourceVersion, undefined);
  });

  test("a task override rewrites the schedules", async () => {
    const manager = await active("override");
    const plan = planTaskOverride(manager.snapshot.current, "override", "team", "Ship it", new Date());
    assert.deepEqual(
      plan.changes.map(({ object, field, to }) => [object.kind, field, to]),
      [
        ["PersonaPack", "spec.taskOverride", "Ship it"],
        ["SympoziumSchedule", "spec.task", "TEAM OBJECTIVE: Ship it\n\nYOUR ROLE TASK: Plan."],
      ],
    );
    await done(manager, plan);
    await eventually(async () => {
      const schedule = await fixture().server.client.get(
        "SympoziumSchedule",
        "override",
        "team-lead-schedule",
      );
      assert.equal(
        (schedule?.spec as { task?: string } | undefined)?.task,
        "TEAM OBJECTIVE: Ship it\n\nYOUR ROLE TASK: Plan.",
      );
    });
  });

  test("a run now, and the pod with its log", async () => {
    const manager = await active("run");
    const plan = planRun(manager.snapshot.current, "run", { instance: "team-lead" }, new Date());
    await done(manager, plan);
    const [created] = plan.creates;
    const run = await fixture().server.client.get("AgentRun", "run", created?.name ?? "");
    const scheduled = await fixture().server.client.get("AgentRun", "run", "team-lead-schedule-1");
    const specOf = (object: typeof run) => object?.spec as Record<string, unknown>;
    // The same as a scheduled run of the controller, but for who started it.
    assert.deepEqual({ ...specOf(run), agentId: "" }, { ...specOf(scheduled), agentId: "" });
    assert.match(String(specOf(run).task), /^## Memory Context\n# Memory\n\n- Be kind\n\n\n## Task\nPlan\.$/);
    await eventually(async () =>
      assert.equal(
        (manager.snapshot.current.get("runs", "run", created?.name ?? "")?.status as { phase?: string })
          ?.phase,
        "Running",
      ),
    );
    const pod = {
      metadata: { name: `${created?.name}-pod` },
      spec: {
        containers: [
          { name: "agent", image: "i" },
          { name: "sidecar", image: "i" },
        ],
      },
    };
    await fixture().server.client.create("Pod", "run", pod);
    const { client } = fixture().session(manager);
    const found = await podOfRun(client, manager.snapshot.current, "run", created?.name ?? "", forever);
    assert.deepEqual(
      [found.pod, found.main.name, found.containers.map(({ name }) => name)],
      [`${created?.name}-pod`, "agent", ["agent", "sidecar"]],
    );
  });

  test("a schedule of a pack is not suspended, one that an agent made is, and resumed", async () => {
    const manager = await active("suspend");
    assert.throws(
      () => planSuspension(manager.snapshot.current, "suspend", "team-lead-schedule", true),
      /at once undoes/,
    );
    await fixture().server.client.create("SympoziumSchedule", "suspend", {
      apiVersion: "sympozium.ai/v1alpha1",
      kind: "SympoziumSchedule",
      metadata: { name: "team-lead-own", labels: { "sympozium.ai/instance": "team-lead" } },
      spec: { instanceRef: "team-lead", schedule: "0 0 1 1 *", task: "Greet.", type: "scheduled" },
    });
    await fixture().settled(manager, "suspend");
    for (const suspend of [true, false]) {
      const plan = planSuspension(manager.snapshot.current, "suspend", "team-lead-own", suspend);
      await done(manager, plan);
      await eventually(async () =>
        assert.deepEqual(manager.snapshot.current.get("schedules", "suspend", "team-lead-own")?.spec, {
          instanceRef: "team-lead",
          schedule: "0 0 1 1 *",
          task: "Greet.",
          ...DEFAULTS,
          suspend,
        }),
      );
    }
  });

  test("deleting a pack: what goes goes, what stays stays", async () => {
    const manager = await active("delete");
    const plan = planDeletion(manager.snapshot.current, "delete", "team");
    assert.ok(plan.keeps.some(({ name }) => name === "team-openai-key"));
    await done(manager, plan);
    assert.deepEqual(await fixture().objects("delete"), ["Secret/team-openai-key"]);
  });

  test("deleting a pack with former personas", async () => {
    const manager = await active("former");
    await fixture().server.client.mergePatch("PersonaPack", "former", "team", {
      spec: { personas: TEAM.personas.slice(1) },
    });
    await eventually(async () =>
      assert.equal(
        (
          manager.snapshot.current.get("packs", "former", "team")?.spec as
            | { personas?: unknown[] }
            | undefined
        )?.personas?.length,
        1,
      ),
    );
    await fixture().settled(manager, "former");
    const plan = planDeletion(manager.snapshot.current, "former", "team");
    await done(manager, plan);
    assert.deepEqual(await fixture().objects("former"), [
      "ConfigMap/team-lead-memory",
      "Secret/team-openai-key",
    ]);
    assert.ok(plan.keeps.some(({ kind, name }) => kind === "ConfigMap" && name === "team-lead-memory"));
  });

  const YAML = `apiVersion: sympozium.ai/v1alpha1
kind: PersonaPack
metadata:
  name: fresh # as written
spec:
  enabled: true
  personas:
    - name: writer
      systemPrompt: Write.
      model: gpt-4o-mini
      schedule: {interval: 1h, task: Write.}
`;

  test("apply creates, compares without the noise of defaults, and changes", async () => {
    const manager = await fixture().place("apply");
    const apply = async (text: string, force = false) =>
      await planApply(
        fixture().session(manager).client,
        manager.snapshot,
        { document: document(text), namespace: "apply", force },
        new Date(),
        forever,
      );
    const compare = async (text: string) =>
      await compareWithCluster(fixture().session(manager).client, document(text), "apply", forever);
    const before = await compare(YAML);
    assert.ok(before.state === "compared" && before.left === "" && !before.same);
    const created = await apply(YAML);
    assert.ok(created.state === "planned", JSON.stringify(created));
    await done(manager, created.plan);
    const same = await compare(YAML);
    assert.ok(same.state === "compared" && same.same, JSON.stringify(same));
    assert.match(same.left, /workflowType: autonomous/);
    const edited = YAML.replace("Write.\n      model: gpt-4o-mini", "Write well.\n      model: gpt-4.1");
    const different = await compare(edited);
    assert.ok(different.state === "compared" && !different.same);
    const known = new Set(different.left.split("\n"));
    assert.deepEqual(
      different.right.split("\n").filter((line) => !known.has(line)),
      ["    - model: gpt-4.1", "      systemPrompt: Write well."],
    );
    const changed = await apply(edited);
    assert.ok(changed.state === "planned");
    assert.deepEqual(
      changed.plan.changes.map(({ object, field }) => `${object.name} ${field}`),
      [
        "fresh spec.personas[0].model",
        "fresh spec.personas[0].systemPrompt",
        "fresh-writer spec.agents.default.model",
        "fresh-writer spec.memory.systemPrompt",
      ],
    );
    await done(manager, changed.plan);
  });

  test("a pack in the cluster's own words: applying what others own is a conflict at its field", async () => {
    const manager = await active("conflict");
    const { client } = fixture().session(manager);
    const text = YAML.replace("fresh # as written", "team").replace("enabled: true", "enabled: false");
    const request = { document: document(text), namespace: "conflict" };
    const refused = await planApply(client, manager.snapshot, request, new Date(), forever);
    assert.ok(refused.state === "refused", JSON.stringify(refused));
    assert.ok(refused.problems.every(({ kind }) => kind === "conflict"));
    const paths = refused.problems.map(({ path }) => path.join("."));
    assert.ok(paths.includes("spec.enabled") || paths.includes("spec.personas"), paths.join());
    const forced = await planApply(
      client,
      manager.snapshot,
      { ...request, force: true },
      new Date(),
      forever,
    );
    assert.equal(forced.state, "planned");
  });

  const REFUSED: Readonly<Record<string, readonly [text: string, path: string]>> = {
    "an unknown field": [YAML.replace("enabled: true", "enabledd: true"), "spec.enabledd"],
    "an unknown field of a persona": [YAML.replace("model:", "modle:"), "spec.personas[0].modle"],
    "null for a text": [YAML.replace("model: gpt-4o-mini", "model: null"), "spec.personas[0].model"],
    "another type": [YAML.replace("enabled: true", "enabled: 3"), "spec.enabled"],
    "a missing field": [YAML.replace("      systemPrompt: Write.\n", ""), "spec.personas[0].systemPrompt"],
  };
  for (const [what, [text, path]] of Object.entries(REFUSED)) {
    test(`the API server's refusal names the place: ${what}`, async () => {
      const namespace = `refused-${Object.keys(REFUSED).indexOf(what)}`;
      const manager = await fixture().place(namespace);
      const { client } = fixture().session(manager);
      const request = { document: document(text), namespace };
      const refused = await planApply(client, manager.snapshot, request, new Date(), forever);
      assert.ok(refused.state === "refused", JSON.stringify(refused));
      const shown = refused.problems.map((problem) =>
        problem.path.reduce<string>(
          (so, part) => (typeof part === "number" ? `${so}[${part}]` : so === "" ? part : `${so}.${part}`),
          "",
        ),
      );
      assert.ok(shown.includes(path), `${shown} ${JSON.stringify(refused.problems)}`);
      assert.deepEqual(await fixture().objects(namespace), []);
    });
  }

  test("the API server's refusal names the line of a key that is there twice", async () => {
    const manager = await fixture().place("twice");
    const { client } = fixture().session(manager);
    const text = YAML.replace("  enabled: true", "  enabled: true\n  enabled: false");
    const request = { document: document(text), namespace: "twice" };
    const refused = await planApply(client, manager.snapshot, request, new Date(), forever);
    const message = 'The API server cannot read this: line 7: key "enabled" already set in map.';
    assert.deepEqual(refused, {
      state: "refused",
      problems: [{ kind: "yaml", path: [], part: "key", line: 6, message }],
    });
  });

  test("the text of a live object, of a Secret without its values", async () => {
    const manager = await active("live");
    const { client } = fixture().session(manager);
    const { text } = await readLiveObject(client, RESOURCES.packs, "live", "team", forever);
    assert.match(text, /^apiVersion: sympozium.ai\/v1alpha1\nkind: PersonaPack\nmetadata:\n/);
    assert.doesNotMatch(text, /managedFields/);
    const secret = await readLiveObject(client, RESOURCES.secrets, "live", "team-openai-key", forever);
    assert.match(secret.text, /^data:\n {2}OPENAI_API_KEY: ''$/m);
    assert.doesNotMatch(secret.text, new RegExp(`${CANARY}|${Buffer.from(CANARY).toString("base64")}`));
  });

  test("a server that is gone is said to be, and nothing is left", async () => {
    const manager = await active("gone");
    const plan = planExclusion(manager.snapshot.current, "gone", "team", "lead", new Date());
    await fixture().server.kill();
    const execution = await fixture().execute(manager, plan);
    await fixture().server.restart();
    assert.ok(execution.state === "failed" && execution.during === "dry-run");
    assert.equal(execution.error.kind, "offline");
    assert.equal((await fixture().pack("gone", "team")).spec.excludePersonas, undefined);
  });
});
