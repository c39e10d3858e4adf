import assert from "node:assert/strict";
import { test } from "node:test";
import type { WatchEvent } from "../../../client/src/cluster/cluster-client.ts";
import { ClusterError } from "../../../client/src/cluster/cluster-error.ts";
import { RESOURCES } from "../../../client/src/cluster/resource-types.ts";
import { CANARY, describeClient, failure, forever, NAMESPACE } from "./client-suite.ts";

const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

describeClient("Secrets of a real API server", (fixture) => {
  test("Secrets without what they hold, however they are asked for", async () => {
    const data = Buffer.from(CANARY).toString("base64");
    const stringData = { KEY: CANARY };
    const seen: unknown[] = [];
    const metadata = { name: "s", namespace: NAMESPACE, annotations: { [LAST_APPLIED]: CANARY, mine: "1" } };
    const { resourceVersion } = await fixture().client.list(
      RESOURCES.secrets,
      { namespace: NAMESPACE },
      forever,
    );
    const created = await fixture().client.create(
      RESOURCES.secrets,
      NAMESPACE,
      { metadata, stringData },
      {},
      forever,
    );
    assert.deepEqual(created.object.data, { KEY: "" });
    const stored = await fixture().server.client.get("Secret", NAMESPACE, "s");
    assert.deepEqual(stored?.data, { KEY: data });
    seen.push(created, await fixture().client.get(RESOURCES.secrets, NAMESPACE, "s", forever));
    for (const metadataOnly of [true, false]) {
      const page = await fixture().client.list(
        RESOURCES.secrets,
        { namespace: NAMESPACE, metadataOnly },
        forever,
      );
      assert.equal(page.items.length, 1);
      assert.equal(page.items[0]?.data, undefined);
      assert.deepEqual(page.items[0]?.metadata.annotations, { mine: "1" });
      seen.push(page, await events({ resourceVersion, namespace: NAMESPACE, metadataOnly }, 1));
    }
    const patch = { kind: "merge", body: { stringData: { OTHER: CANARY } } } as const;
    const patched = await fixture().client.patch(RESOURCES.secrets, NAMESPACE, "s", patch, forever);
    assert.deepEqual(patched.object.data, { KEY: "", OTHER: "" });
    seen.push(patched);
    for (const value of [CANARY, data]) assert.ok(!JSON.stringify(seen).includes(value));

    // The server repeats these values in its answers.
    const named = {
      metadata: { name: `${CANARY}_`, namespace: NAMESPACE },
      data: { [`${CANARY} `]: CANARY },
    };
    const error = await fixture()
      .client.create(RESOURCES.secrets, NAMESPACE, named, {}, forever)
      .catch((thrown: unknown) => thrown);
    assert.ok(error instanceof ClusterError && error.kind === "invalid");
    assert.ok(!JSON.stringify(error.causes.map(({ message }) => message)).includes(CANARY));
    await failure(
      fixture().client.create(
        RESOURCES.secrets,
        NAMESPACE,
        { metadata: { name: "t" }, data: { KEY: `!${CANARY}` } },
        {},
        forever,
      ),
      "invalid",
    );
    await failure(
      fixture().client.create(
        RESOURCES.secrets,
        NAMESPACE,
        { metadata: { name: "t" }, type: CANARY, data: 5 },
        {},
        forever,
      ),
      "invalid",
    );
  });

  async function events(
    options: { resourceVersion: string; namespace: string; metadataOnly: boolean },
    count: number,
  ): Promise<WatchEvent[]> {
    const stop = new AbortController();
    const seen: WatchEvent[] = [];
    const onEvent = (event: WatchEvent) => {
      seen.push(event);
      if (seen.length === count) stop.abort();
    };
    await failure(fixture().client.watch(RESOURCES.secrets, options, onEvent, stop.signal), "cancelled");
    return seen;
  }
});
