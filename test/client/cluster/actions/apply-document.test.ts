import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { planApply } from "../../../../client/src/cluster/actions/apply-document.ts";
import { localDocuments } from "../../../../client/src/cluster/actions/local-document.ts";
import { PlanRefused } from "../../../../client/src/cluster/actions/plan.ts";
import type { KubeObject } from "../../../../client/src/cluster/cluster-client.ts";
import { KnownCluster, NAMESPACE, NOW } from "./known-cluster.ts";

const TEXT = "apiVersion: sympozium.ai/v1alpha1\nkind: PersonaPack\nmetadata:\n  name: p\n";

/** `spec` is what the API server would store. */
async function apply(cluster: KnownCluster, before: KubeObject, spec: object) {
  const [document] = localDocuments(TEXT);
  assert.ok(document);
  const client = {
    get: async () => before,
    patch: async () => ({
      object: { kind: "PersonaPack", metadata: before.metadata, spec },
      warnings: [],
    }),
  };
  const { signal } = new AbortController();
  return await planApply(client, cluster.store, { document, namespace: NAMESPACE }, NOW, signal);
}

describe("Applying a document", () => {
  const personas = [{ name: "a", systemPrompt: "", model: "m" }];

  test("to a pack that is being deleted is refused", async () => {
    const cluster = new KnownCluster();
    const before = cluster.pack(
      "p",
      { personas },
      { metadata: { deletionTimestamp: "2026-11-23T10:00:00Z" } },
    );
    await assert.rejects(
      apply(cluster, before, { personas, enabled: true }),
      (error) => error instanceof PlanRefused && error.message === "The PersonaPack p is being deleted.",
    );
  });

  describe("with authRefs to a pack that is not enabled", () => {
    const KEY = [{ provider: "openai", secret: "p-openai-key" }];
    const OTHER = [{ provider: "openai", secret: "mine" }];
    const FORMER = '[{"provider":"openai","secret":"mine"}]';
    const TAKEN =
      "The controller takes spec.authRefs away again, as it does from every pack that is not enabled.";

    for (const { what, before, changes, warnings } of [
      { what: "none before", before: {}, changes: [], warnings: [TAKEN] },
      {
        what: "others before",
        before: { authRefs: OTHER },
        changes: [["spec.authRefs", FORMER, undefined]],
        warnings: [TAKEN],
      },
      {
        what: "enabled before",
        before: { authRefs: KEY, enabled: true },
        changes: [
          ["spec.enabled", "true", undefined],
          ["spec.authRefs", '[{"provider":"openai","secret":"p-openai-key"}]', undefined],
        ],
        warnings: [],
      },
    ]) {
      test(`${what}: they do not stay, and the Secret goes`, async () => {
        const cluster = new KnownCluster();
        cluster.put("secrets", "p-openai-key");
        const pack = cluster.pack("p", { personas, ...before });
        const answer = await apply(cluster, pack, { personas, authRefs: KEY });
        assert.ok(answer.state === "planned");
        const { plan } = answer;
        assert.deepEqual(
          plan.changes.map(({ field, from, to }) => [field, from, to]),
          changes,
        );
        assert.deepEqual(
          plan.warnings.map(({ message }) => message),
          warnings,
        );
        assert.deepEqual(
          plan.removes.map(({ name }) => name),
          ["p-openai-key"],
        );
      });
    }
  });
});
