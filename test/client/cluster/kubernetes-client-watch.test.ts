import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import type { WatchEvent } from "../../../client/src/cluster/cluster-client.ts";
import { ClusterConnector } from "../../../client/src/cluster/connect.ts";
import { RESOURCES } from "../../../client/src/cluster/resource-types.ts";
import { eventually } from "../../cluster/eventually.ts";
import { describeClient, failure, forever, NAMESPACE, pack } from "./client-suite.ts";

const withoutBookmarks = (seen: readonly string[]) => seen.filter((event) => event !== "BOOKMARK");

describeClient("Watches of a real API server", (fixture) => {
  test("a watch hears of changes until it is stopped", async () => {
    const { resourceVersion } = await fixture().client.list(
      RESOURCES.packs,
      { namespace: NAMESPACE },
      forever,
    );
    const stop = new AbortController();
    const seen: string[] = [];
    const opened = Promise.withResolvers<void>();
    const watching = fixture().client.watch(
      RESOURCES.packs,
      { namespace: NAMESPACE, resourceVersion, onOpen: opened.resolve },
      (event) =>
        seen.push(event.type === "BOOKMARK" ? event.type : `${event.type} ${event.object.metadata.name}`),
      stop.signal,
    );
    await opened.promise;
    await fixture().client.create(RESOURCES.packs, NAMESPACE, pack("watched"), {}, forever);
    const body = { spec: { enabled: true } };
    await fixture().client.patch(RESOURCES.packs, NAMESPACE, "watched", { kind: "merge", body }, forever);
    await fixture().client.delete(RESOURCES.packs, NAMESPACE, "watched", {}, forever);
    const expected = ["ADDED watched", "MODIFIED watched", "DELETED watched"];
    await eventually(async () => assert.deepEqual(withoutBookmarks(seen), expected));
    stop.abort();
    await failure(watching, "cancelled");
    await fixture().client.create(RESOURCES.packs, NAMESPACE, pack("unheard"), {}, forever);
    await delay(100);
    assert.deepEqual(withoutBookmarks(seen), expected);
  });

  test("a watch gets a bookmark, and resolves when the server ends it", async () => {
    const options = { env: {}, isTrusted: () => true, log: () => undefined, userAgent: "t", watchSeconds: 5 };
    const short = new ClusterConnector(options).connect(fixture().config);
    const { resourceVersion } = await short.list(RESOURCES.packs, {}, forever);
    const seen: WatchEvent[] = [];
    const opened = Promise.withResolvers<void>();
    const watch = { resourceVersion, onOpen: opened.resolve };
    const watching = short.watch(RESOURCES.packs, watch, (event) => seen.push(event), forever);
    await opened.promise;
    // The server sends none for the version that the watch began with.
    await short.create(RESOURCES.packs, NAMESPACE, pack("bookmarked"), {}, forever);
    await watching;
    await short.close();
    const [added, bookmark] = seen;
    assert.equal(added?.type, "ADDED");
    assert.ok(bookmark?.type === "BOOKMARK", JSON.stringify(seen));
    assert.ok(Number(bookmark.resourceVersion) > Number(resourceVersion));
  });

  test("a watch from a version that is gone", async () => {
    const watching = fixture().client.watch(
      RESOURCES.packs,
      { resourceVersion: "1" },
      () => assert.fail(),
      forever,
    );
    await failure(watching, "gone");
  });

  test("a watch of what is not served", async () => {
    const type = { ...RESOURCES.packs, plural: "ensembles" };
    await failure(fixture().client.list(type, {}, forever), "crd-missing");
    await failure(
      fixture().client.watch(type, { resourceVersion: "1" }, () => assert.fail(), forever),
      "crd-missing",
    );
  });
});
