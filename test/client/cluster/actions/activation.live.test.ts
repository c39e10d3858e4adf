import assert from "node:assert/strict";
import { test } from "node:test";
import { planActivation } from "../../../../client/src/cluster/actions/activate.ts";
import { planDeactivation } from "../../../../client/src/cluster/actions/deactivate.ts";
import { planOrphanDeletion } from "../../../../client/src/cluster/actions/delete-orphans.ts";
import { executePlan } from "../../../../client/src/cluster/actions/execute-plan.ts";
import { PlanRefused } from "../../../../client/src/cluster/actions/plan.ts";
import { systemClock } from "../../../../client/src/cluster/clock.ts";
import { eventually } from "../../../cluster/eventually.ts";
import { CANARY, describeActions, TEAM } from "./action-suite.ts";

const OPENAI = {
  provider: "openai",
  secret: { kind: "create", values: { OPENAI_API_KEY: CANARY } },
} as const;

describeActions("Activation and deactivation on a real API server", (fixture) => {
  async function inactive(namespace: string, spec: object = TEAM) {
    const manager = await fixture().place(namespace);
    await fixture().addPack(manager, namespace, "team", spec, "Inactive");
    return manager;
  }

  const plan = (manager: Awaited<ReturnType<typeof inactive>>, namespace: string, change: object = {}) =>
    planActivation(
      manager.snapshot.current,
      namespace,
      "team",
      { ...OPENAI, ...change } as Parameters<typeof planActivation>[3],
      new Date(),
    );
  const off = (
    manager: Awaited<ReturnType<typeof inactive>>,
    namespace: string,
    choice: Parameters<typeof planDeactivation>[3],
  ) => planDeactivation(manager.snapshot.current, namespace, "team", choice, new Date());

  test("a new key: what is announced happens, and deactivating takes it all back", async () => {
    const manager = await inactive("new-key");
    const activation = plan(manager, "new-key", {
      channels: [{ type: "telegram", secret: { kind: "create", values: { TELEGRAM_BOT_TOKEN: CANARY } } }],
      taskOverride: "Ship it",
      skillParams: { "github-gitops": { repo: "a/b" } },
    });
    assert.deepEqual(await fixture().carryOut(manager, activation), { state: "done" });
    const { spec } = await fixture().pack("new-key", "team");
    assert.deepEqual(spec, {
      ...TEAM,
      enabled: true,
      authRefs: [{ provider: "openai", secret: "team-openai-key" }],
      channelConfigs: { telegram: "team-telegram-secret" },
      taskOverride: "Ship it",
      skillParams: { "github-gitops": { repo: "a/b" } },
      workflowType: "autonomous",
    });
    const secret = await fixture().server.client.get("Secret", "new-key", "team-openai-key");
    assert.equal(secret?.metadata.labels?.["sympozium.ai/persona-pack"], "team");
    assert.deepEqual(secret?.data, { OPENAI_API_KEY: Buffer.from(CANARY).toString("base64") });
    await fixture().settled(manager, "new-key");
    assert.deepEqual(await fixture().carryOut(manager, off(manager, "new-key", { secrets: "delete" })), {
      state: "done",
    });
    assert.equal((await fixture().pack("new-key", "team")).spec.authRefs, undefined);
    assert.deepEqual(await fixture().objects("new-key"), ["PersonaPack/team", "Secret/team-telegram-secret"]);
  });

  test("deactivating keeps managed Secrets when that is chosen", async () => {
    const manager = await inactive("keep-key");
    await fixture().carryOut(manager, plan(manager, "keep-key"));
    await fixture().settled(manager, "keep-key");
    const deactivation = off(manager, "keep-key", { secrets: "keep" });
    assert.ok(deactivation.keeps.some(({ kind, name }) => kind === "Secret" && name === "team-openai-key"));
    assert.deepEqual(await fixture().carryOut(manager, deactivation), { state: "done" });
    assert.deepEqual(await fixture().objects("keep-key"), ["PersonaPack/team", "Secret/team-openai-key"]);
  });

  test("a reused Secret that the controller would take for its own is pointed out, another one survives", async () => {
    const manager = await inactive("reuse");
    for (const name of ["team-openai-key", "shared"]) {
      await fixture().server.client.create("Secret", "reuse", { metadata: { name } });
    }
    await eventually(async () =>
      assert.ok(manager.snapshot.current.get("secrets", "reuse", "shared") !== undefined),
    );
    const risky = plan(manager, "reuse", { secret: { kind: "reuse", name: "team-openai-key" } });
    assert.deepEqual(
      risky.warnings.map(({ code }) => code),
      ["secret-deleted-later"],
    );
    const safe = plan(manager, "reuse", { secret: { kind: "reuse", name: "shared" } });
    assert.deepEqual(safe.warnings, []);
    assert.deepEqual(await fixture().carryOut(manager, safe), { state: "done" });
    await fixture().settled(manager, "reuse");
    const deactivation = off(manager, "reuse", { secrets: "delete" });
    assert.deepEqual(await fixture().carryOut(manager, deactivation), { state: "done" });
    assert.deepEqual(await fixture().objects("reuse"), [
      "PersonaPack/team",
      "Secret/shared",
      "Secret/team-openai-key",
    ]);
  });

  test("without a key, with a model and channels for personas, in one patch", async () => {
    const manager = await inactive("keyless");
    const activation = plan(manager, "keyless", {
      provider: "ollama",
      secret: { kind: "none" },
      baseURL: "http://models.svc:11434/v1",
      model: "llama3.3",
      channels: [{ type: "whatsapp", secret: { kind: "none" }, addTo: ["lead"] }],
      excluded: ["helper"],
    });
    assert.equal(activation.steps.length, 1);
    assert.deepEqual(activation.warnings, []);
    assert.deepEqual(await fixture().carryOut(manager, activation), { state: "done" });
    const { spec } = await fixture().pack("keyless", "team");
    assert.deepEqual(spec.authRefs, [{ provider: "ollama", secret: "" }]);
    assert.deepEqual(spec.excludePersonas, ["helper"]);
    const [lead, helper] = spec.personas as Record<string, unknown>[];
    assert.equal(lead?.model, "llama3.3");
    assert.deepEqual(lead?.channels, ["whatsapp"]);
    assert.deepEqual(lead?.schedule, TEAM.personas[0]?.schedule);
    assert.deepEqual(helper, TEAM.personas[1]);
  });

  for (const [what, change] of [
    ["merge", {}],
    ["json", { model: "gpt-4.1" }],
  ] as const) {
    test(`a pack that changed meanwhile is a conflict, found before anything is made (${what} patch)`, async () => {
      const namespace = `changed-${what}`;
      const manager = await inactive(namespace);
      const activation = plan(manager, namespace, change);
      await fixture().server.client.mergePatch("PersonaPack", namespace, "team", {
        spec: { description: "x" },
      });
      const execution = await fixture().execute(manager, activation);
      assert.equal(execution.state, "failed");
      assert.equal(execution.during, "dry-run");
      assert.equal(execution.error.kind, "conflict");
      assert.deepEqual(await fixture().objects(namespace), ["PersonaPack/team"]);
    });
  }

  test("a pack that was deleted and made anew meanwhile is a conflict", async () => {
    const manager = await inactive("anew");
    const activation = plan(manager, "anew");
    await fixture().server.client.delete("PersonaPack", "anew", "team");
    await eventually(async () =>
      assert.equal(await fixture().server.client.get("PersonaPack", "anew", "team"), undefined),
    );
    await fixture().addPack(manager, "anew", "team", TEAM, "Inactive");
    const execution = await fixture().execute(manager, activation);
    assert.ok(execution.state === "failed" && execution.error.kind === "conflict");
    assert.deepEqual(await fixture().objects("anew"), ["PersonaPack/team"]);
  });

  test("a conflict between dry-run and patch takes the new Secret back", async () => {
    const manager = await inactive("race");
    let patched = Promise.resolve<unknown>(undefined);
    const { client, scope, access } = fixture().session(manager);
    const session = {
      scope,
      access,
      client: {
        get: client.get.bind(client),
        create: client.create.bind(client),
        delete: client.delete.bind(client),
        patch: async (...request: Parameters<typeof client.patch>) => {
          if (!request[3].dryRun) {
            patched = fixture().server.client.mergePatch("PersonaPack", "race", "team", {
              spec: { description: "x" },
            });
            await patched;
          }
          return await client.patch(...request);
        },
      },
    };
    const execution = await executePlan(session, plan(manager, "race"), {
      clock: systemClock,
      signal: new AbortController().signal,
    });
    assert.ok(execution.state === "failed" && execution.during === "execution");
    assert.equal(execution.error.kind, "conflict");
    assert.deepEqual(execution.undone, [{ kind: "Secret", name: "team-openai-key" }]);
    assert.deepEqual(execution.left, []);
    assert.deepEqual(await fixture().objects("race"), ["PersonaPack/team"]);
  });

  test("who may only read is refused before anything happens", async () => {
    await inactive("read-only");
    const reader = await fixture().server.addUser("reader", "read-only");
    const manager = await fixture().view(reader, "read-only");
    const activation = plan(manager, "read-only");
    assert.ok(activation.warnings.some(({ code }) => code === "not-current"));
    const execution = await fixture().execute(manager, activation);
    assert.ok(execution.state === "failed" && execution.during === "dry-run");
    assert.equal(execution.error.kind, "forbidden");
    assert.equal(
      execution.error.message,
      "You may not create Secret team-openai-key in namespace read-only.",
    );
    assert.deepEqual(await fixture().objects("read-only"), ["PersonaPack/team"]);
  });

  test("who may work in one namespace only activates and deactivates there", async () => {
    await inactive("own");
    const owner = await fixture().server.addUser("owner", { namespace: "own" });
    const manager = await fixture().view(owner, "own");
    assert.deepEqual(await fixture().carryOut(manager, plan(manager, "own")), { state: "done" });
    await fixture().settled(manager, "own");
    const deactivation = off(manager, "own", { secrets: "delete" });
    assert.deepEqual(await fixture().carryOut(manager, deactivation), { state: "done" });
  });

  test("what a renamed persona left behind blocks the deactivation, which says so, or goes along", async () => {
    const manager = await inactive("stuck");
    await fixture().carryOut(manager, plan(manager, "stuck"));
    await fixture().server.client.mergePatch("PersonaPack", "stuck", "team", {
      spec: { personas: TEAM.personas.slice(0, 1) },
    });
    await fixture().settled(manager, "stuck");
    await eventually(async () =>
      assert.equal(
        (manager.snapshot.current.get("packs", "stuck", "team")?.spec as typeof TEAM | undefined)?.personas
          .length,
        1,
      ),
    );
    const naive = off(manager, "stuck", { secrets: "delete" });
    assert.deepEqual(
      naive.warnings.map(({ code }) => code),
      ["never-finishes"],
    );
    const execution = await fixture().execute(manager, naive);
    assert.deepEqual(await fixture().outcome(manager, naive, execution), {
      state: "stuck",
      blockers: [{ kind: "SympoziumInstance", name: "team-helper" }],
    });
    await fixture().settled(manager, "stuck");
    const cleanUp = planOrphanDeletion(manager.snapshot.current, "stuck", "team");
    const cleaned = await fixture().execute(manager, cleanUp);
    assert.equal(cleaned.state, "done");
    await fixture().untilPhase(manager, "stuck", "team", "Inactive");
    assert.deepEqual(await fixture().objects("stuck"), ["PersonaPack/team"]);
  });

  test("deactivating with its orphans comes to an end", async () => {
    const manager = await inactive("with-orphans");
    await fixture().carryOut(manager, plan(manager, "with-orphans"));
    await fixture().server.client.mergePatch("PersonaPack", "with-orphans", "team", {
      spec: { personas: TEAM.personas.slice(1) },
    });
    await eventually(async () =>
      assert.equal(
        (manager.snapshot.current.get("packs", "with-orphans", "team")?.spec as typeof TEAM | undefined)
          ?.personas.length,
        1,
      ),
    );
    await fixture().settled(manager, "with-orphans");
    const deactivation = off(manager, "with-orphans", { secrets: "delete", orphans: "delete" });
    assert.deepEqual(await fixture().carryOut(manager, deactivation), { state: "done" });
    assert.deepEqual(await fixture().objects("with-orphans"), ["PersonaPack/team"]);
  });

  test("cancelled in the middle: what was created is taken back", async () => {
    const manager = await inactive("cancelled");
    const controller = new AbortController();
    const execution = await fixture().execute(manager, plan(manager, "cancelled"), {
      signal: controller.signal,
      onProgress: (message) => {
        if (message.startsWith("Changing")) controller.abort();
      },
    });
    assert.ok(execution.state === "failed" && execution.error.kind === "cancelled");
    assert.deepEqual(execution.undone, [{ kind: "Secret", name: "team-openai-key" }]);
    assert.deepEqual(await fixture().objects("cancelled"), ["PersonaPack/team"]);
  });

  for (const moment of ["Creating", "Changing"]) {
    test(`refreshed in the middle (${moment}): the activation is carried out`, async () => {
      const namespace = `refreshed-${moment.toLowerCase()}`;
      const manager = await inactive(namespace);
      let refreshing: Promise<void> | undefined;
      const activation = plan(manager, namespace);
      const execution = await fixture().execute(manager, activation, {
        onProgress: (message) => {
          if (message.startsWith(moment)) refreshing = manager.refresh();
        },
      });
      await refreshing;
      assert.equal(execution.state, "done", JSON.stringify(execution));
      assert.deepEqual(await fixture().outcome(manager, activation, execution), { state: "done" });
    });
  }

  test("nothing to change is refused", async () => {
    const manager = await inactive("nothing");
    assert.throws(() => off(manager, "nothing", { secrets: "keep" }), PlanRefused);
  });

  test("a server killed in the middle and started again: the activation is whole or undone", async () => {
    const manager = await inactive("killed");
    const { server } = fixture();
    let killing: Promise<void> | undefined;
    const execution = await fixture().execute(manager, plan(manager, "killed"), {
      settleMs: 60_000,
      onProgress: (message) => {
        if (message.startsWith("Changing")) killing = server.kill().then(() => server.restart());
      },
    });
    await killing;
    const objects = await eventually(async () => await fixture().objects("killed"));
    const { spec } = await eventually(async () => await fixture().pack("killed", "team"));
    if (execution.state === "done") {
      assert.equal(spec.enabled, true);
      assert.ok(objects.includes("Secret/team-openai-key"));
    } else {
      assert.equal(execution.uncertain, false);
      assert.deepEqual(execution.undone, [{ kind: "Secret", name: "team-openai-key" }]);
      assert.equal(spec.enabled, false);
      assert.ok(!objects.includes("Secret/team-openai-key"));
    }
  });
});
