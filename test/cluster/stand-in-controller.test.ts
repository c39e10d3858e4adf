import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { TestApiServer } from "./api-server.ts";
import { describeWithCluster } from "./cluster-suite.ts";
import { eventually } from "./eventually.ts";
import type { Kind } from "./kinds.ts";
import type { KubeObject, RestClient } from "./rest-client.ts";
import { StandInController } from "./stand-in-controller.ts";

const CHILD_KINDS = [
  "SympoziumInstance",
  "SympoziumSchedule",
  "ConfigMap",
  "AgentRun",
  "PersistentVolumeClaim",
  "Deployment",
  "Service",
] as const;
const PACK_LABEL = "sympozium.ai/persona-pack";

const TEAM = {
  metadata: { name: "team" },
  spec: {
    enabled: true,
    authRefs: [
      { provider: "openai", secret: "team-openai-key" },
      { provider: "openai", secret: "shared" },
    ],
    channelConfigs: { slack: "slack-token" },
    personas: [
      {
        name: "lead",
        systemPrompt: "Lead.",
        model: "gpt-4o-mini",
        channels: ["slack"],
        schedule: { interval: "1h", task: "Plan." },
        memory: { seeds: ["Be kind"] },
      },
      { name: "helper", systemPrompt: "Help." },
    ],
  },
};

describeWithCluster("Stand-in for the Sympozium controllers", (binaries) => {
  let server: TestApiServer;
  let controller: StandInController;
  let client: RestClient;

  before(async () => {
    server = await TestApiServer.start(binaries);
    client = server.client;
    controller = await StandInController.start(server.admin.rest);
  });

  after(async () => {
    await controller?.stop();
    await server?.stop();
  });

  /** Names of all children that there are in the namespace, as `Kind/name`, sorted. */
  async function children(namespace: string, kinds: readonly Kind[] = CHILD_KINDS): Promise<string[]> {
    const lists = await Promise.all(
      kinds.map(async (kind) =>
        (await client.list(kind, namespace)).map(({ metadata }) => `${kind}/${metadata.name}`),
      ),
    );
    return lists.flat().sort();
  }

  async function pack(namespace: string, name: string) {
    const found = await client.get("PersonaPack", namespace, name);
    assert.ok(found, `pack ${name}`);
    return found as KubeObject & { spec: typeof TEAM.spec; status?: Record<string, unknown> };
  }

  async function untilPhase(namespace: string, name: string, phase: string) {
    await eventually(async () => assert.equal((await pack(namespace, name)).status?.phase, phase));
  }

  /** A namespace with the pack `team` as written above, with changes; done when it is Ready. */
  async function activeTeam(namespace: string, change: object = {}): Promise<void> {
    await server.addNamespace(namespace);
    for (const name of ["team-openai-key", "shared", "slack-token"]) {
      await client.create("Secret", namespace, { metadata: { name } });
    }
    await client.create("PersonaPack", namespace, { ...base("PersonaPack"), ...TEAM, ...change });
    await untilPhase(namespace, "team", "Ready");
  }

  test("a disabled pack gets its finalizer and a phase, nothing else", async () => {
    await server.addNamespace("disabled");
    const spec = { ...TEAM.spec, enabled: false, authRefs: [] };
    await client.create("PersonaPack", "disabled", { ...base("PersonaPack"), ...TEAM, spec });
    await untilPhase("disabled", "team", "Inactive");
    const { metadata, status } = await pack("disabled", "team");
    assert.deepEqual(metadata.finalizers, ["sympozium.ai/personapack-finalizer"]);
    assert.deepEqual(status, { phase: "Inactive", personaCount: 2 });
    assert.deepEqual(await children("disabled"), []);
  });

  test("status, second-order objects and first runs of an active pack", async () => {
    await activeTeam("active");
    assert.deepEqual((await pack("active", "team")).status, {
      phase: "Ready",
      personaCount: 2,
      installedCount: 2,
      installedPersonas: [
        { name: "lead", instanceName: "team-lead", scheduleName: "team-lead-schedule" },
        { name: "helper", instanceName: "team-helper" },
      ],
    });
    await eventually(async () =>
      assert.deepEqual(await children("active"), [
        "AgentRun/team-lead-schedule-1",
        "ConfigMap/team-helper-memory",
        "ConfigMap/team-lead-memory",
        "Deployment/team-helper-memory",
        "Deployment/team-lead-channel-slack",
        "Deployment/team-lead-memory",
        "PersistentVolumeClaim/team-helper-memory-db",
        "PersistentVolumeClaim/team-lead-memory-db",
        "Service/team-helper-memory",
        "Service/team-lead-memory",
        "SympoziumInstance/team-helper",
        "SympoziumInstance/team-lead",
        "SympoziumSchedule/team-lead-schedule",
      ]),
    );
    const [run] = await client.list("AgentRun", "active");
    assert.partialDeepStrictEqual(run?.spec, {
      instanceRef: "team-lead",
      agentId: "schedule-team-lead-schedule",
      model: { provider: "openai", model: "gpt-4o-mini", authSecretRef: "team-openai-key" },
      task: "## Memory Context\n# Memory\n\n- Be kind\n\n\n## Task\nPlan.",
    });
    await eventually(async () => {
      const instance = await client.get("SympoziumInstance", "active", "team-lead");
      assert.deepEqual(instance?.status, {
        phase: "Running",
        activeAgentPods: 1,
        channels: [{ type: "slack", status: "Connected" }],
      });
    });
    await controller.finishRun("active", "team-lead-schedule-1", { phase: "Succeeded", result: "Done." });
    await eventually(async () => {
      const instance = await client.get("SympoziumInstance", "active", "team-lead");
      assert.deepEqual(Object.keys(instance?.status ?? {}), ["channels", "phase"]);
      const schedule = await client.get("SympoziumSchedule", "active", "team-lead-schedule");
      assert.partialDeepStrictEqual(schedule?.status, {
        phase: "Active",
        lastRunName: "team-lead-schedule-1",
        totalRuns: 1,
      });
    });
  });

  test("edits: what reaches existing objects, and what does not", async () => {
    await activeTeam("edited");
    const [lead, helper] = TEAM.spec.personas;
    const personas = [
      {
        ...lead,
        systemPrompt: "Lead well.",
        model: undefined,
        skills: ["k8s-ops"],
        memory: { seeds: ["Be quick"] },
        schedule: { cron: "0 9 * * 1", task: "Report." },
      },
      { ...helper, model: "gpt-4.1", channels: ["telegram"] },
    ];
    const spec = { baseURL: "http://models/v1", policyRef: "strict", taskOverride: "Ship", personas };
    await client.mergePatch("SympoziumSchedule", "edited", "team-lead-schedule", { spec: { suspend: true } });
    await client.mergePatch("PersonaPack", "edited", "team", { spec });
    await eventually(async () => {
      const schedule = await client.get("SympoziumSchedule", "edited", "team-lead-schedule");
      assert.deepEqual(schedule?.spec, {
        instanceRef: "team-lead",
        schedule: "0 9 * * 1",
        task: "TEAM OBJECTIVE: Ship\n\nYOUR ROLE TASK: Report.",
        type: "heartbeat",
        concurrencyPolicy: "Forbid",
        includeMemory: true,
      });
      const changed = await client.get("SympoziumInstance", "edited", "team-lead");
      assert.partialDeepStrictEqual(changed?.spec, {
        agents: { default: { model: "gpt-4o-mini", baseURL: "http://models/v1" } },
        memory: { systemPrompt: "Lead well." },
        skills: [{ skillPackRef: "memory" }],
      });
      assert.equal(Object.hasOwn(changed?.spec ?? {}, "policyRef"), false);
      const other = await client.get("SympoziumInstance", "edited", "team-helper");
      assert.partialDeepStrictEqual(other?.spec, {
        agents: { default: { model: "gpt-4.1" } },
        channels: [{ type: "telegram" }],
      });
    });
    const seeds = await client.get("ConfigMap", "edited", "team-lead-memory");
    assert.deepEqual(seeds?.data, { "MEMORY.md": "# Memory\n\n- Be kind\n" });
  });

  test("excluding removes a persona with all that hangs on it, including makes it anew", async () => {
    await activeTeam("excluded");
    await eventually(async () =>
      assert.ok((await children("excluded")).includes("AgentRun/team-lead-schedule-1")),
    );
    const old = await client.get("SympoziumInstance", "excluded", "team-lead");
    await client.mergePatch("PersonaPack", "excluded", "team", { spec: { excludePersonas: ["lead"] } });
    await eventually(async () =>
      assert.deepEqual(
        (await children("excluded")).filter((child) => child.includes("team-lead")),
        [],
      ),
    );
    await eventually(async () =>
      assert.deepEqual((await pack("excluded", "team")).status, {
        phase: "Ready",
        personaCount: 2,
        installedCount: 1,
        installedPersonas: [{ name: "helper", instanceName: "team-helper" }],
      }),
    );
    await client.mergePatch("PersonaPack", "excluded", "team", { spec: { excludePersonas: null } });
    await eventually(async () => {
      const anew = await client.get("SympoziumInstance", "excluded", "team-lead");
      assert.ok(anew);
      assert.notEqual(anew.metadata.uid, old?.metadata.uid);
      assert.ok((await children("excluded")).includes("SympoziumSchedule/team-lead-schedule"));
    });
  });

  test("deactivating removes children and managed Secrets, and empties authRefs", async () => {
    await activeTeam("off");
    const labelled = { metadata: { name: "labelled", labels: { [PACK_LABEL]: "team" } } };
    await client.create("Secret", "off", labelled);
    const authRefs = [...TEAM.spec.authRefs, { provider: "openai", secret: "labelled" }];
    await client.mergePatch("PersonaPack", "off", "team", { spec: { authRefs } });
    await client.mergePatch("PersonaPack", "off", "team", { spec: { enabled: false } });
    await untilPhase("off", "team", "Inactive");
    const { spec, status } = await pack("off", "team");
    assert.equal(spec.authRefs, undefined);
    assert.deepEqual(status, { phase: "Inactive", personaCount: 2 });
    assert.deepEqual(
      (await client.list("Secret", "off")).map(({ metadata }) => metadata.name),
      ["shared", "slack-token"],
    );
    await eventually(async () => assert.deepEqual(await children("off"), []));
  });

  test("deactivating is stuck while an Instance with the label of the pack is left over", async () => {
    await activeTeam("stuck");
    const [lead] = TEAM.spec.personas;
    await client.mergePatch("PersonaPack", "stuck", "team", { spec: { personas: [lead] } });
    await client.mergePatch("PersonaPack", "stuck", "team", { spec: { enabled: false } });
    const instances = ["SympoziumInstance", "SympoziumSchedule"] as const;
    await eventually(async () =>
      assert.deepEqual(await children("stuck", instances), ["SympoziumInstance/team-helper"]),
    );
    const { spec, status } = await pack("stuck", "team");
    assert.equal(status?.phase, "Ready");
    assert.equal(spec.authRefs.length, 2);
    await client.delete("SympoziumInstance", "stuck", "team-helper");
    await untilPhase("stuck", "team", "Inactive");
  });

  test("deleting the pack removes children, ConfigMaps included, and leaves Secrets", async () => {
    await activeTeam("deleted");
    await client.delete("PersonaPack", "deleted", "team");
    await eventually(async () => {
      assert.equal(await client.get("PersonaPack", "deleted", "team"), undefined);
      assert.deepEqual(await children("deleted"), []);
    });
    assert.equal((await client.list("Secret", "deleted")).length, 3);
  });

  test("a name that the API server refuses makes the phase Error, the others are installed", async () => {
    const personas = [
      { name: "Lead One", systemPrompt: "" },
      { name: "helper", systemPrompt: "" },
    ];
    await server.addNamespace("refused");
    const spec = { enabled: true, personas };
    await client.create("PersonaPack", "refused", { ...base("PersonaPack"), ...TEAM, spec });
    await untilPhase("refused", "team", "Error");
    assert.deepEqual((await pack("refused", "team")).status, {
      phase: "Error",
      personaCount: 2,
      installedCount: 1,
      installedPersonas: [{ name: "helper", instanceName: "team-helper" }],
    });
  });

  test("goes on after the server was killed and restarted", async () => {
    await activeTeam("restarted");
    await server.kill();
    await assert.rejects(client.list("PersonaPack"), { code: "ECONNREFUSED" });
    await server.restart();
    await client.mergePatch("PersonaPack", "restarted", "team", { spec: { enabled: false } });
    await untilPhase("restarted", "team", "Inactive");
    await eventually(async () => assert.deepEqual(await children("restarted"), []));
  });
});

function base(kind: string): object {
  return { apiVersion: "sympozium.ai/v1alpha1", kind };
}
