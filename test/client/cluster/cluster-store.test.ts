import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import type { KubeObject, ObjectMeta } from "../../../client/src/cluster/cluster-client.ts";
import { ClusterStore, type StoreWriter } from "../../../client/src/cluster/cluster-store.ts";
import type { ReflectorSink } from "../../../client/src/cluster/reflector.ts";
import { LABELS, WATCHED, type WatchedResource } from "../../../client/src/cluster/resource-types.ts";
import { FakeClock } from "./fake-clock.ts";

const scope = { context: "c", namespace: undefined };
const connecting = { phase: "connecting" } as const;

describe("ClusterStore", () => {
  let clock: FakeClock;
  let store: ClusterStore;
  let writer: StoreWriter;
  let heard: (string[] | "everything")[];
  let version: number;

  beforeEach(() => {
    clock = new FakeClock();
    store = new ClusterStore(clock);
    writer = store.open(scope, connecting);
    heard = [];
    version = 0;
    store.onChange((packs) => heard.push(packs ? [...packs].sort() : "everything"));
  });

  test("sorts by namespace and name, and finds by both", () => {
    put("packs", { name: "b", namespace: "y" }, { name: "c", namespace: "x" }, { name: "a", namespace: "y" });
    assert.deepEqual(names(store.current.all("packs")), ["x/c", "y/a", "y/b"]);
    assert.equal(store.current.get("packs", "y", "b")?.metadata.name, "b");
    assert.equal(store.current.get("packs", "x", "b"), undefined);
  });

  test("finds what carries the label of a pack, in its namespace, also after it changes", () => {
    const labels = { [LABELS.pack]: "p" };
    put("instances", { name: "p-b", namespace: "x", labels }, { name: "p-a", namespace: "x", labels });
    put("instances", { name: "p-a", namespace: "y", labels }, { name: "other", namespace: "x" });
    const members = () => names(store.current.labelledForPack("instances", "x", "p"));
    assert.deepEqual(members(), ["x/p-a", "x/p-b"]);
    put("instances", { name: "p-b", namespace: "x" });
    assert.deepEqual(members(), ["x/p-a"]);
    sink("instances").changed("DELETED", object({ name: "p-a", namespace: "x", labels }));
    assert.deepEqual(members(), []);
  });

  test("has the newest runs of an instance first", () => {
    const labels = { [LABELS.instance]: "i" };
    const at = (time: string) => ({ namespace: "x", labels, creationTimestamp: `2026-01-01T${time}Z` });
    put(
      "runs",
      { ...at("00:00:00"), name: "i-schedule-8" },
      { ...at("00:00:02"), name: "i-schedule-9" },
      { ...at("00:00:02"), name: "i-schedule-10" },
      { ...at("00:00:02"), name: "i-web" },
      { ...at("00:00:03"), name: "i-run-1" },
      { name: "other", namespace: "x", labels: { [LABELS.instance]: "j" } },
    );
    assert.deepEqual(names(store.current.runsOf("x", "i")), [
      "x/i-run-1",
      "x/i-schedule-10",
      "x/i-schedule-9",
      "x/i-web",
      "x/i-schedule-8",
    ]);
    assert.deepEqual(store.current.labelledForPack("runs", "x", "i"), []);
  });

  test("hands out the same lists until something in them changes", () => {
    put("packs", { name: "a", namespace: "x" });
    put("secrets", { name: "s", namespace: "x" });
    const { packs, secrets } = { packs: store.current.all("packs"), secrets: store.current.all("secrets") };
    put("secrets", { name: "t", namespace: "x" });
    assert.equal(store.current.all("packs"), packs);
    assert.notEqual(store.current.all("secrets"), secrets);
  });

  test("keeps of Secrets nothing that could be their content, nor who manages what but for packs", () => {
    const annotations = { "kubectl.kubernetes.io/last-applied-configuration": "canary", note: "kept" };
    const metadata = { name: "n", namespace: "x", annotations, managedFields: [{ manager: "flux" }] };
    const content = { data: { KEY: "canary" }, stringData: { KEY: "canary" } };
    for (const resource of ["packs", "instances", "secrets"] as const) {
      sink(resource).listed([{ ...object(metadata), ...content }]);
    }
    const kept = (resource: WatchedResource) => store.current.get(resource, "x", "n");
    assert.doesNotMatch(JSON.stringify(kept("secrets")), /canary|flux/);
    assert.deepEqual(kept("secrets")?.metadata.annotations, { note: "kept" });
    assert.equal(kept("instances")?.metadata.managedFields, undefined);
    assert.equal(kept("packs")?.metadata.managedFields?.[0]?.manager, "flux");
  });

  test("keeps the content of those ConfigMaps only that belong to packs or instances", () => {
    const data = { "MEMORY.md": "text" };
    for (const [name, labels] of [
      ["seeded", { [LABELS.pack]: "p" }],
      ["memory", { [LABELS.instance]: "i" }],
      ["foreign", {}],
    ] as const) {
      sink("configMaps").listed([{ ...object({ name, namespace: "x", labels }), data }]);
    }
    const withData = store.current.all("configMaps").filter((map) => map.data !== undefined);
    assert.deepEqual(names(withData), ["x/memory", "x/seeded"]);
  });

  test("after a list of all only what was on it is left", () => {
    put("packs", { name: "a", namespace: "x" }, { name: "b", namespace: "x" });
    sink("packs").listEnded(new Set(["x/b"]));
    assert.deepEqual(names(store.current.all("packs")), ["x/b"]);
  });

  test("tells changes of 200 ms at once, and which packs they concern", async () => {
    await allLive();
    put("packs", { name: "a", namespace: "x" });
    await clock.pass(150);
    put("instances", { name: "b-i", namespace: "x", labels: { [LABELS.pack]: "b" } });
    put("runs", { name: "b-i-1", namespace: "x", labels: { [LABELS.instance]: "b-i" } });
    put("schedules", { name: "other", namespace: "x" });
    assert.deepEqual(heard, []);
    await clock.pass(50);
    assert.deepEqual(heard, [["x/a", "x/b"]]);
    await clock.pass(10_000);
    assert.equal(heard.length, 1);
    assert.equal(clock.pending, 0);
  });

  test("tells of packs while they are loading, but not of what is loading for them", async () => {
    put("packs", { name: "a", namespace: "x" });
    await clock.pass(200);
    assert.deepEqual(heard, [["x/a"]]);
    const { revision } = store.current;
    put("instances", { name: "a-i", namespace: "x", labels: { [LABELS.pack]: "a" } });
    await clock.pass(200);
    assert.equal(heard.length, 1);
    assert.ok(store.current.revision > revision, "who asks finds it nevertheless");
  });

  test("a Secret concerns the packs that use it", async () => {
    const spec = {
      personas: [{ name: "p", systemPrompt: "", channels: ["slack"] }],
      authRefs: [{ provider: "openai", secret: "key" }],
      channelConfigs: { slack: "token" },
    };
    sink("packs").listed([{ ...object({ name: "a", namespace: "x" }), spec }]);
    put("packs", { name: "b", namespace: "x" });
    await allLive();
    for (const { name, namespace, packs } of [
      { name: "key", namespace: "x", packs: ["x/a"] },
      { name: "token", namespace: "x", packs: ["x/a"] },
      { name: "key", namespace: "y", packs: [] },
      { name: "unused", namespace: "x", packs: [] },
    ]) {
      put("secrets", { name, namespace });
      await clock.pass(200);
      assert.deepEqual(heard.at(-1), packs);
    }
  });

  test("tells both packs when an object changes from one to the other", async () => {
    await allLive();
    put("instances", { name: "i", namespace: "x", labels: { [LABELS.pack]: "a" } });
    await clock.pass(200);
    put("instances", { name: "i", namespace: "x", labels: { [LABELS.pack]: "b" } });
    await clock.pass(200);
    assert.deepEqual(heard.at(-1), ["x/a", "x/b"]);
  });

  test("listing again tells only what is different", async () => {
    put("packs", { name: "a", namespace: "x" }, { name: "b", namespace: "x" });
    await allLive();
    const [a, b] = store.current.all("packs");
    assert.ok(a && b);
    const { revision } = store.current;
    sink("packs").listed([{ ...a }]);
    assert.equal(store.current.revision, revision);
    sink("packs").listed([{ ...b, metadata: { ...b.metadata, resourceVersion: "99" } }]);
    await clock.pass(200);
    assert.deepEqual(heard, [["x/b"]]);
  });

  for (const [what, change] of [
    ["a policy", () => put("policies", { name: "p", namespace: "x" })],
    ["the end of a first list", () => sink("instances").state({ phase: "live" })],
    ["a state", () => sink("runs").state({ phase: "reconnecting", at: 1, reason: "" })],
    ["the connection", () => writer.connection({ phase: "connected" })],
    ["the scope", () => writer.scope({ context: "c", namespace: "ns" })],
    ["another session", () => void store.open(undefined, { phase: "no-context", reason: "why" })],
  ] as const) {
    test(`${what} concerns everything`, async () => {
      if (what !== "the end of a first list") await allLive();
      const { revision } = store.current;
      change();
      assert.ok(store.current.revision > revision);
      await clock.pass(200);
      assert.deepEqual(heard.at(-1), "everything");
    });
  }

  test("what was said before is no news", async () => {
    await allLive();
    const { revision } = store.current;
    sink("packs").state({ phase: "live" });
    writer.connection(connecting);
    assert.equal(store.current.revision, revision);
  });

  test("another session starts empty, and nothing of the old one arrives any more", async () => {
    put("packs", { name: "a", namespace: "x" });
    const old = sink("packs");
    const oldWriter = writer;
    writer = store.open({ context: "d", namespace: "y" }, connecting);
    old.listed([object({ name: "b", namespace: "x" })]);
    old.changed("ADDED", object({ name: "c", namespace: "x" }));
    old.state({ phase: "live" });
    oldWriter.connection({ phase: "connected" });
    oldWriter.scope(scope);
    const { current } = store;
    assert.deepEqual(current.all("packs"), []);
    assert.deepEqual(current.state("packs"), { phase: "loading" });
    assert.deepEqual([current.connection, current.scope], [connecting, { context: "d", namespace: "y" }]);
  });

  test("who no longer listens hears nothing; disposed there is no timer", async () => {
    put("packs", { name: "a", namespace: "x" });
    store.dispose();
    assert.equal(clock.pending, 0);
    put("packs", { name: "b", namespace: "x" });
    assert.equal(clock.pending, 0);
  });

  function sink(resource: WatchedResource): ReflectorSink {
    return writer.sink(resource, () => undefined);
  }

  function object(metadata: ObjectMeta): KubeObject {
    version += 1;
    return { metadata: { uid: metadata.name, resourceVersion: String(version), ...metadata } };
  }

  function put(resource: WatchedResource, ...metadata: readonly ObjectMeta[]): void {
    sink(resource).listed(metadata.map(object));
  }

  async function allLive(): Promise<void> {
    for (const resource of WATCHED) sink(resource).state({ phase: "live" });
    await clock.pass(200);
    heard.length = 0;
  }
});

function names(objects: readonly KubeObject[]): string[] {
  return objects.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
}
