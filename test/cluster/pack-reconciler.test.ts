import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import type { GeneratedResource } from "../../server/src/pack/generated-resources.ts";
import { TestApiServer } from "./api-server.ts";
import { describeWithCluster } from "./cluster-suite.ts";
import type { Kind } from "./kinds.ts";
import { reconcilePack } from "./pack-reconciler.ts";
import type { KubeObject } from "./rest-client.ts";

/** A pack, and the objects that the code of the controller itself builds from it. */
interface OracleCase {
  readonly pack: KubeObject & { readonly spec: { readonly personas?: readonly unknown[] } };
  readonly objects: readonly GeneratedResource[];
}

const oracle = readFileSync(new URL("../fixtures/oracle/resources.jsonl", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line) as OracleCase);

describeWithCluster("Packs as the controller installs them", (binaries) => {
  let server: TestApiServer;

  before(async () => {
    server = await TestApiServer.start(binaries);
  });

  after(async () => {
    await server?.stop();
  });

  test("the objects are those that the controller's own code builds", async () => {
    const { client } = server;
    let compared = 0;
    for (const [index, { pack, objects }] of oracle.entries()) {
      const namespace = `oracle-${index}`;
      await server.addNamespace(namespace);
      const { name, labels } = pack.metadata;
      const spec = { ...pack.spec, enabled: true, personas: pack.spec.personas ?? [] };
      const type = { apiVersion: "sympozium.ai/v1alpha1", kind: "PersonaPack" };
      const metadata = { name, ...(labels && { labels }) };
      const { uid } = (await client.create("PersonaPack", namespace, { ...type, metadata, spec })).metadata;
      await reconcilePack(client, namespace, name);
      for (const { metadata, ...content } of objects) {
        const stored = await client.get(content.kind as Kind, namespace, metadata.name);
        assert.ok(stored, `${content.kind} ${metadata.name}`);
        assert.partialDeepStrictEqual(stored, content);
        const owners = metadata.ownerReferences?.map((owner) => ({ ...owner, uid }));
        assert.deepEqual(stored.metadata.ownerReferences, owners);
        assert.deepEqual(stored.metadata.labels, metadata.labels);
        compared++;
      }
      for (const kind of ["SympoziumInstance", "SympoziumSchedule", "ConfigMap"] as const) {
        const expected = objects.filter((object) => object.kind === kind);
        const names = (await client.list(kind, namespace)).map((stored) => stored.metadata.name);
        assert.deepEqual(names.sort(), [...new Set(expected.map(({ metadata }) => metadata.name))].sort());
      }
    }
    assert.ok(compared > 500, `${compared} objects compared`);
  });
});
