/** What the diagnosis offers to do, done on a real API server: afterwards it no longer finds anything. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { awaitAbsence } from "../../../../client/src/cluster/actions/await-absence.ts";
import { missingSecrets, planSecret } from "../../../../client/src/cluster/actions/create-secret.ts";
import { planDeactivation } from "../../../../client/src/cluster/actions/deactivate.ts";
import { diagnose } from "../../../../client/src/cluster/actions/diagnose/checks.ts";
import { planLook } from "../../../../client/src/cluster/actions/look-again.ts";
import { type Plan, PlanRefused } from "../../../../client/src/cluster/actions/plan.ts";
import {
  planReinstallation,
  reinstallPersona,
} from "../../../../client/src/cluster/actions/reinstall-persona.ts";
import { systemClock } from "../../../../client/src/cluster/clock.ts";
import type { ClusterManager } from "../../../../client/src/cluster/cluster-manager.ts";
import { systemSkillPacks } from "../../../../client/src/cluster/skill-packs.ts";
import { eventually } from "../../../cluster/eventually.ts";
import { CANARY, describeActions, TEAM } from "./action-suite.ts";

const forever = new AbortController().signal;
const PACK = { ...TEAM, enabled: true, authRefs: [{ provider: "openai", secret: "team-openai-key" }] };

describeActions("Repairs on a real API server", (fixture) => {
  async function ready(namespace: string, spec: object = PACK): Promise<ClusterManager> {
    const manager = await fixture().place(namespace);
    await fixture().addPack(manager, namespace, "team", spec, "Ready");
    return manager;
  }

  async function carriedOut(manager: ClusterManager, plan: Plan): Promise<void> {
    const execution = await fixture().execute(manager, plan);
    assert.equal(execution.state, "done", JSON.stringify(execution));
    assert.deepEqual(await fixture().outcome(manager, plan, execution), { state: "done" });
  }

  const fixesOf = (manager: ClusterManager, namespace: string, check: string) =>
    diagnose(manager.snapshot.current, namespace, "team", new Date())
      .filter((answer) => answer.check.id === check)
      .flatMap(({ findings }) => findings.flatMap(({ fix }) => fix?.action ?? []));

  test("a missing Secret is created under its name, and goes with deactivation as its name says", async () => {
    const manager = await ready("secret");
    assert.ok(fixesOf(manager, "secret", "secrets-exist").includes("create-secret"));
    const [missing] = missingSecrets(manager.snapshot.current, { namespace: "secret", name: "team" });
    assert.ok(missing);
    assert.throws(() => planSecret(manager.snapshot.current, missing, {}), /openai needs OPENAI_API_KEY/);
    const plan = planSecret(manager.snapshot.current, missing, { OPENAI_API_KEY: CANARY });
    assert.match(plan.creates[0]?.why ?? "", /deactivating team deletes it/);
    await carriedOut(manager, plan);
    const stored = await fixture().server.client.get("Secret", "secret", "team-openai-key");
    assert.deepEqual(stored?.data, { OPENAI_API_KEY: Buffer.from(CANARY).toString("base64") });
    assert.equal(stored?.metadata.labels?.["sympozium.ai/persona-pack"], "team");
    assert.ok(!fixesOf(manager, "secret", "secrets-exist").includes("create-secret"));
    assert.deepEqual(missingSecrets(manager.snapshot.current, { namespace: "secret", name: "team" }), []);
    assert.throws(() => planSecret(manager.snapshot.current, missing, { OPENAI_API_KEY: "x" }), PlanRefused);
    const snapshot = manager.snapshot.current;
    const off = planDeactivation(
      snapshot,
      "secret",
      "team",
      { secrets: "delete", orphans: "keep" },
      new Date(),
    );
    assert.ok(off.removes.some(({ kind, name }) => kind === "Secret" && name === "team-openai-key"));
  });

  test("one that survives carries no label", async () => {
    const manager = await ready("survives", {
      ...PACK,
      authRefs: [{ provider: "openai", secret: "shared" }],
    });
    const [missing] = missingSecrets(manager.snapshot.current);
    assert.ok(missing);
    const plan = planSecret(manager.snapshot.current, missing, { OPENAI_API_KEY: CANARY });
    assert.match(plan.creates[0]?.why ?? "", /leaves it/);
    await carriedOut(manager, plan);
    const stored = await fixture().server.client.get("Secret", "survives", "shared");
    assert.equal(stored?.metadata.labels, undefined);
  });

  test("who may not list Secrets is told of none as missing", async () => {
    await ready("blind");
    const user = await fixture().server.addUser("blind", "read-only");
    const manager = await fixture().view(user, "blind");
    assert.deepEqual(missingSecrets(manager.snapshot.current), []);
    assert.deepEqual(fixesOf(manager, "blind", "secrets-exist"), ["retry"]);
  });

  test("a persona is made anew: all of it goes, and comes back with what the pack says now", async () => {
    const manager = await ready("reinstall");
    await fixture().server.client.mergePatch("PersonaPack", "reinstall", "team", {
      spec: { policyRef: "later" },
    });
    await eventually(async () =>
      assert.deepEqual(fixesOf(manager, "reinstall", "instances-current"), [
        "reinstall-persona",
        "reinstall-persona",
      ]),
    );
    await fixture().settled(manager, "reinstall");
    const before = await fixture().objects("reinstall");
    const old = await fixture().server.client.get("SympoziumInstance", "reinstall", "team-lead");
    const plan = planReinstallation(manager.snapshot.current, "reinstall", "team", "lead", new Date());
    const lost = plan.removes.filter(({ loses }) => loses === "memory").map(({ kind }) => kind);
    assert.deepEqual(lost, ["ConfigMap", "PersistentVolumeClaim"]);
    const removed = plan.removes.map(({ kind, name }) => `${kind}/${name}`);
    const created = plan.creates.map(({ kind, name }) => `${kind}/${name}`);
    assert.ok(
      removed.includes("SympoziumInstance/team-lead") && created.includes("SympoziumInstance/team-lead"),
    );
    const progress: string[] = [];
    const result = await reinstallPersona(
      () => fixture().session(manager),
      manager.snapshot,
      { persona: "lead", plan },
      {
        signal: forever,
        clock: systemClock,
        onProgress: (message) => progress.push(message),
        limitMs: 20_000,
      },
    );
    assert.deepEqual(result, { state: "done" });
    assert.ok(progress.includes("Waiting until everything is gone"));
    await fixture().settled(manager, "reinstall");
    assert.deepEqual(await fixture().objects("reinstall"), before);
    const made = await fixture().server.client.get("SympoziumInstance", "reinstall", "team-lead");
    assert.notEqual(made?.metadata.uid, old?.metadata.uid);
    assert.ok(made);
    assert.equal((made.spec as { policyRef?: string }).policyRef, "later");
    assert.equal((await fixture().pack("reinstall", "team")).spec.excludePersonas, undefined);
    assert.deepEqual(fixesOf(manager, "reinstall", "instances-current"), ["reinstall-persona"]);
  });

  test("a reinstallation that is cancelled in the middle says that the persona is excluded", async () => {
    const manager = await ready("half");
    const plan = planReinstallation(manager.snapshot.current, "half", "team", "lead", new Date());
    const abort = new AbortController();
    const result = await reinstallPersona(
      () => fixture().session(manager),
      manager.snapshot,
      { persona: "lead", plan },
      {
        signal: abort.signal,
        clock: systemClock,
        onProgress: (message) => {
          if (message === "Waiting until everything is gone") abort.abort();
        },
      },
    );
    assert.notEqual(result.state, "done");
    assert.deepEqual((await fixture().pack("half", "team")).spec.excludePersonas, ["lead"]);
  });

  test("SkillPacks of Sympozium's own namespace are seen from another one, where that is allowed", async () => {
    const manager = await ready("skills");
    await fixture().server.addNamespace("sympozium-system");
    await fixture().server.client.create("SkillPack", "sympozium-system", {
      apiVersion: "sympozium.ai/v1alpha1",
      kind: "SkillPack",
      metadata: { name: "memory" },
      spec: { skills: [{ name: "memory", content: "Remember." }] },
    });
    const { client } = fixture().session(manager);
    assert.deepEqual(await systemSkillPacks(client, forever), new Set(["memory"]));
    const nobody = await fixture().server.addUser("skills-nobody", { namespace: "skills" });
    const narrow = await fixture().view(nobody, "skills");
    assert.equal(await systemSkillPacks(fixture().session(narrow).client, forever), undefined);
  });

  test("what does not go is named", async () => {
    await fixture().place("stays");
    await fixture().server.client.create("ConfigMap", "stays", { metadata: { name: "kept" } });
    const manager = await fixture().view(fixture().server.admin, "stays");
    const { client } = fixture().session(manager);
    const objects = [
      { kind: "ConfigMap", name: "kept" },
      { kind: "ConfigMap", name: "never-was" },
      { kind: "HTTPRoute", name: "not-asked-for" },
    ];
    const options = { signal: forever, clock: systemClock, limitMs: 100 };
    assert.deepEqual(await awaitAbsence(client, "stays", objects, options), [objects[0]]);
  });

  test("the controller looks again and makes what is missing", async () => {
    const manager = await fixture().place("look");
    // Were it the one that the Instance makes, the Instance would make it again at once.
    await fixture().server.client.create("ConfigMap", "look", { metadata: { name: "team-lead-memory" } });
    await fixture().addPack(manager, "look", "team", PACK, "Ready");
    await fixture().controller.settled();
    await fixture().server.client.delete("ConfigMap", "look", "team-lead-memory");
    await eventually(async () =>
      assert.equal(manager.snapshot.current.get("configMaps", "look", "team-lead-memory"), undefined),
    );
    const [fix] = fixesOf(manager, "look", "memory-seeded");
    assert.equal(fix, "look-again");
    const plan = planLook(manager.snapshot.current, "look", "team", new Date());
    assert.ok(plan.creates.some(({ name }) => name === "team-lead-memory"));
    await carriedOut(manager, plan);
    const { metadata } = await fixture().pack("look", "team");
    assert.ok(metadata.annotations?.["personapack/asked-to-look"]);
    assert.ok(await fixture().server.client.get("ConfigMap", "look", "team-lead-memory"));
  });
});
