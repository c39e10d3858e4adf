/** Applying a document under every condition that a cluster may bring. */
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { planApply } from "../../../../client/src/cluster/actions/apply-document.ts";
import { compareWithCluster } from "../../../../client/src/cluster/actions/compare-with-cluster.ts";
import { localDocuments } from "../../../../client/src/cluster/actions/local-document.ts";
import type { Plan } from "../../../../client/src/cluster/actions/plan.ts";
import { type ClusterErrorKind, isClusterError } from "../../../../client/src/cluster/cluster-error.ts";
import type { ClusterManager } from "../../../../client/src/cluster/cluster-manager.ts";
import { eventually } from "../../../cluster/eventually.ts";
import type { RestClient } from "../../../cluster/rest-client.ts";
import { describeActions } from "./action-suite.ts";

const TYPE = { apiVersion: "sympozium.ai/v1alpha1", kind: "PersonaPack" };
const NEW_PACK = `apiVersion: sympozium.ai/v1alpha1
kind: PersonaPack
metadata: {name: new}
spec:
  enabled: true
  personas:
    - {name: writer, systemPrompt: Write., model: gpt-4o-mini}
`;

const RBAC = "/apis/rbac.authorization.k8s.io/v1";

/** Waits until the server goes by it. */
async function mayPatch(client: RestClient, user: string, namespace: string, mayGet: boolean): Promise<void> {
  const metadata = { name: "patches-packs" };
  const verbs = ["patch", ...(mayGet ? ["get"] : [])];
  const rules = [{ apiGroups: ["sympozium.ai"], resources: ["personapacks"], verbs }];
  const apiGroup = "rbac.authorization.k8s.io";
  await client.request("POST", `${RBAC}/namespaces/${namespace}/roles`, { metadata, rules });
  await client.request("POST", `${RBAC}/namespaces/${namespace}/rolebindings`, {
    metadata,
    subjects: [{ kind: "User", name: user, apiGroup }],
    roleRef: { apiGroup, kind: "Role", name: metadata.name },
  });
  await eventually(async () => {
    const resourceAttributes = { verb: "patch", group: "sympozium.ai", resource: "personapacks", namespace };
    const review = await client.request("POST", "/apis/authorization.k8s.io/v1/subjectaccessreviews", {
      spec: { user, resourceAttributes },
    });
    assert.ok((review as { status: { allowed: boolean } }).status.allowed);
  });
}

describeActions("Apply and conditions on a real API server", (fixture) => {
  let manager: ClusterManager;

  async function askToApply(view: ClusterManager, namespace: string, text = NEW_PACK, force = false) {
    const [document] = localDocuments(text);
    assert.ok(document);
    const { client } = fixture().session(view);
    const request = { document, namespace, force };
    return await planApply(client, view.snapshot, request, new Date(), new AbortController().signal);
  }

  async function applyPlan(...asked: Parameters<typeof askToApply>): Promise<Plan> {
    const answer = await askToApply(...asked);
    assert.ok(answer.state === "planned", JSON.stringify(answer));
    return answer.plan;
  }

  before(async () => {
    manager = await fixture().place("conditions");
  });

  test("who may only read is refused", async () => {
    const reader = await fixture().server.addUser("reader", "read-only");
    const view = await fixture().view(reader, "conditions");
    const forbidden = (error: unknown) => isClusterError(error) && error.kind === "forbidden";
    await assert.rejects(askToApply(view, "conditions"), forbidden);
    // What applying would make of it only somebody who may apply it can ask.
    const [document] = localDocuments(NEW_PACK);
    assert.ok(document);
    const { client } = fixture().session(view);
    const compared = compareWithCluster(client, document, "conditions", new AbortController().signal);
    await assert.rejects(compared, forbidden);
  });

  test("what is applied was changed, made or deleted meanwhile: refused, and nothing is stored", async (t) => {
    const { client } = fixture().server;
    const edited = NEW_PACK.replace("Write.", "Write well.");
    const refused = async (plan: Plan, kind: ClusterErrorKind) => {
      const execution = await fixture().execute(manager, plan);
      assert.ok(execution.state === "failed" && execution.during === "dry-run", JSON.stringify(execution));
      assert.equal(execution.error.kind, kind);
    };
    const shown = () => manager.snapshot.current.get("packs", "conditions", "new");
    await t.test("made", async () => {
      const plan = await applyPlan(manager, "conditions");
      await client.create("PersonaPack", "conditions", {
        ...TYPE,
        metadata: { name: "new" },
        spec: { personas: [] },
      });
      await refused(plan, "conflict");
      assert.deepEqual((await fixture().pack("conditions", "new")).spec.personas, []);
      await eventually(async () => assert.ok(shown()));
    });
    await t.test("changed", async () => {
      const plan = await applyPlan(manager, "conditions", edited, true);
      await client.mergePatch("PersonaPack", "conditions", "new", { spec: { description: "somebody else" } });
      await refused(plan, "conflict");
      const { spec } = await fixture().pack("conditions", "new");
      assert.deepEqual([spec.personas, spec.description], [[], "somebody else"]);
      await eventually(async () =>
        assert.equal((shown()?.spec as { description?: string } | undefined)?.description, "somebody else"),
      );
    });
    await t.test("deleted", async () => {
      const plan = await applyPlan(manager, "conditions", edited, true);
      await client.delete("PersonaPack", "conditions", "new");
      await eventually(async () =>
        assert.equal(await client.get("PersonaPack", "conditions", "new"), undefined),
      );
      await refused(plan, "not-found");
      assert.equal(await client.get("PersonaPack", "conditions", "new"), undefined);
      await eventually(async () => assert.equal(shown(), undefined));
    });
  });

  test("whoever cancels has changed nothing", async () => {
    const signal = AbortSignal.abort();
    const execution = await fixture().execute(manager, await applyPlan(manager, "conditions"), { signal });
    assert.ok(execution.state === "failed" && execution.error.kind === "cancelled");
    assert.equal(await fixture().server.client.get("PersonaPack", "conditions", "new"), undefined);
  });

  test("what is like that already is not written again", async () => {
    const plan = await applyPlan(manager, "conditions");
    assert.equal((await fixture().carryOut(manager, plan)).state, "done");
    await fixture().settled(manager, "conditions");
    assert.deepEqual(await askToApply(manager, "conditions"), { state: "unchanged" });
  });

  test("a tool that brings the pack back to what Git says is named before anybody agrees", async () => {
    const labels = { "kustomize.toolkit.fluxcd.io/name": "apps" };
    await fixture().server.client.mergePatch("PersonaPack", "conditions", "new", { metadata: { labels } });
    await eventually(async () =>
      assert.ok(manager.snapshot.current.get("packs", "conditions", "new")?.metadata.labels),
    );
    const { warnings } = await applyPlan(manager, "conditions", NEW_PACK.replace("Write.", "Write well."));
    assert.deepEqual(
      warnings.filter(({ code }) => code === "git-ops").map(({ message }) => message.slice(0, 19)),
      ["Flux (apps) manages"],
    );
  });

  test("a pack in a namespace that the view does not show is changed, not taken for a new one", async () => {
    const namespace = "unseen";
    const text = `${NEW_PACK}    - {name: reader, systemPrompt: Read., memory: {enabled: true, seeds: [s]}}\n`;
    const there = await fixture().place(namespace);
    const created = await applyPlan(there, namespace, text);
    assert.equal((await fixture().carryOut(there, created)).state, "done");
    await fixture().settled(there, namespace);

    const edited = `${text.replace("Write.", "Write well.")}  excludePersonas: [reader]\n`;
    const seen = await applyPlan(there, namespace, edited);
    const plan = await applyPlan(manager, namespace, edited);
    assert.equal(plan.title, "Apply new");
    const lists = ({ target, creates, changes, removes, steps }: Plan) => ({
      uid: target.uid,
      creates,
      changes,
      removes,
      steps: steps.length,
    });
    assert.deepEqual(lists(plan), lists(seen), "what goes is said as if it were shown");
    assert.ok(plan.removes.some(({ loses }) => loses === "memory"));
    assert.deepEqual(
      plan.warnings.map(({ code, message }) => [code, message]),
      [
        [
          "not-current",
          "These lists may be incomplete: the cluster view shows the namespace conditions, so what there is in unseen cannot be seen.",
        ],
      ],
    );
    const execution = await fixture().execute(manager, plan);
    assert.equal(execution.state, "done", JSON.stringify(execution));
    assert.deepEqual((await fixture().pack(namespace, "new")).spec.excludePersonas, ["reader"]);
    assert.deepEqual(await askToApply(manager, namespace, edited), { state: "unchanged" });
  });

  test("a new pack in a namespace that the view does not show", async () => {
    await fixture().server.addNamespace("unseen-new");
    const plan = await applyPlan(manager, "unseen-new");
    assert.equal(plan.title, "Create new");
    assert.ok(plan.creates.some(({ kind }) => kind === "SympoziumInstance"));
    assert.ok(plan.warnings.some(({ code }) => code === "not-current"));
    assert.equal((await fixture().execute(manager, plan)).state, "done");
  });

  for (const mayGet of [true, false]) {
    test(`who may not list packs${mayGet ? "" : ", nor get them,"} but patch them`, async () => {
      const namespace = mayGet ? "unlisted" : "unread";
      await fixture().server.addNamespace(namespace);
      const { client } = fixture().server;
      const spec = { description: "as it was", personas: [] };
      await client.create("PersonaPack", namespace, { ...TYPE, metadata: { name: "new" }, spec });
      // Who writes its status makes another version of it.
      await fixture().controller.settled();
      const identity = await fixture().server.addUser(namespace, "nothing");
      await mayPatch(client, namespace, namespace, mayGet);
      const view = await fixture().view(identity, namespace);
      if (!mayGet) {
        await assert.rejects(askToApply(view, namespace), { message: /^You may not get PersonaPack new / });
        return;
      }
      const plan = await applyPlan(view, namespace, NEW_PACK, true);
      assert.equal(plan.title, "Apply new");
      const execution = await fixture().execute(view, plan);
      assert.equal(execution.state, "done", JSON.stringify(execution));
      const stored = (await fixture().pack(namespace, "new")).spec;
      assert.deepEqual([stored.enabled, stored.description], [true, "as it was"]);
    });
  }

  test("a server killed and started again in the middle: apply is whole or has not happened", async () => {
    const namespace = "killed-apply";
    const view = await fixture().place(namespace);
    const plan = await applyPlan(view, namespace);
    const { server } = fixture();
    let killing: Promise<void> | undefined;
    const execution = await fixture().execute(view, plan, {
      settleMs: 60_000,
      onProgress: () => {
        killing ??= server.kill().then(() => server.restart());
      },
    });
    await killing;
    if (execution.state === "done") {
      assert.deepEqual(await fixture().outcome(view, plan, execution, 40_000), { state: "done" });
    } else {
      assert.equal(execution.uncertain, false);
      await eventually(async () =>
        assert.equal(await server.client.get("PersonaPack", namespace, "new"), undefined),
      );
    }
  });
});
