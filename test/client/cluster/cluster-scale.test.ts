/** A session with as much in the cluster as it has to bear. */
import assert from "node:assert/strict";
import { before, beforeEach, describe, test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { KubeObject } from "../../../client/src/cluster/cluster-client.ts";
import { ClusterSession } from "../../../client/src/cluster/cluster-session.ts";
import { ClusterStore } from "../../../client/src/cluster/cluster-store.ts";
import { PackModels } from "../../../client/src/cluster/pack-model.ts";
import type { PackView } from "../../../client/src/cluster/pack-view.ts";
import { RESOURCES, WATCHED, type WatchedResource } from "../../../client/src/cluster/resource-types.ts";
import { PackTree } from "../../../client/src/tree/pack-tree.ts";
import { NO_FILTER } from "../../../client/src/tree/tree-filter.ts";
import { FakeClock, settled } from "./fake-clock.ts";
import { FakeCluster, failure } from "./fake-cluster.ts";
import { HOURLY, KEYLESS, NAMESPACE, PackWorld, persona } from "./pack-world.ts";

const PACKS = 1_000;
const PERSONAS = 10;

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

describe("a session with 1,000 packs × 10 personas", () => {
  const stored = new Map<WatchedResource, readonly KubeObject[]>();
  let clock: FakeClock;
  let cluster: FakeCluster;
  let store: ClusterStore;
  let session: ClusterSession;
  let models: PackModels;
  let heard: (ReadonlySet<string> | undefined)[];

  before(() => {
    const world = new PackWorld();
    const personas = Array.from({ length: PERSONAS }, (_, index) => persona(`role-${index}`, HOURLY));
    for (let index = 0; index < PACKS; index++) world.installed(`pack-${index}`, { ...KEYLESS, personas });
    for (const resource of WATCHED) stored.set(resource, world.store.current.all(resource));
  });

  beforeEach(() => {
    clock = new FakeClock();
    cluster = new FakeCluster();
    for (const [resource, objects] of stored) {
      cluster.fill(
        RESOURCES[resource].plural,
        objects.map((object) => ({ ...object })),
      );
    }
    store = new ClusterStore(clock);
    models = new PackModels();
    heard = [];
    store.onChange((packs) => heard.push(packs));
    session = open();
  });

  test("has all of it, and joins each pack a few times at most", async () => {
    await look();
    const packs = update();
    assert.equal(packs.length, PACKS);
    for (const { name, installed, state, health } of packs) {
      assert.deepEqual([installed, state, health.level], [PERSONAS, "active", "ok"], name);
    }
    assert.ok(heard.length <= 10, `${heard.length} drawings`);
    assert.ok(models.joined <= 5 * PACKS, `${models.joined} joins`);
    await session.dispose();
  });

  test("a page that can no longer be had begins its list anew", async () => {
    cluster.fail("list sympoziumschedules 1500@", failure("gone"));
    await look();
    assert.equal(cluster.requests.filter((line) => line === "list sympoziumschedules").length, 2);
    assert.equal(store.current.all("schedules").length, PACKS * PERSONAS);
    assert.ok(update().every(({ installed }) => installed === PERSONAS));
    await session.dispose();
  });

  test("after a watch has expired only packs are joined anew of which something has changed meanwhile", async () => {
    await look();
    const earlier = new Map(update().map((view): [string, PackView] => [view.name, view]));
    const { joined } = models;
    cluster.endWatches(failure("offline"));
    // Nothing of this is heard by a watch.
    cluster.remove("sympoziuminstances", "pack-7-role-3", NAMESPACE);
    const [schedule] =
      stored.get("schedules")?.filter(({ metadata }) => /^pack-8-/.test(metadata.name)) ?? [];
    assert.ok(schedule);
    cluster.put("sympoziumschedules", schedule.metadata.name, { ...schedule, status: { phase: "Error" } });
    cluster.put("personapacks", "pack-new", { spec: { ...KEYLESS, personas: [] } });
    cluster.remove("personapacks", "pack-9", NAMESPACE);
    cluster.compact();
    heard = [];
    await clock.pass(60_000);
    for (const resource of WATCHED) assert.deepEqual(store.current.state(resource), { phase: "live" });
    assert.ok(cluster.requests.filter((line) => line === "list sympoziuminstances").length > 1);
    const packs = update();
    const others = packs.filter((view) => earlier.get(view.name) !== view).map(({ name }) => name);
    assert.deepEqual(others, ["pack-7", "pack-8", "pack-new"]);
    assert.equal(packs.length, PACKS);
    assert.equal(models.joined - joined, 3);
    await session.dispose();
  });

  test("once another context was chosen nothing of the first is kept, by the tree neither", async () => {
    const tree = new PackTree();
    await look();
    assert.equal(drawn(tree), PACKS);
    const objects = references();
    assert.equal(objects.length, PACKS * (1 + 3 * PERSONAS));
    // As when another context is chosen.
    await session.dispose();
    cluster = new FakeCluster();
    session = open();
    await clock.pass(200);
    assert.equal(drawn(tree), 0);
    await settled();
    collectGarbage();
    assert.equal(objects.filter((object) => object.deref() !== undefined).length, 0);
    assert.equal(clock.pending, 0);
  });

  /** How many packs the tree shows; all of them are expanded. */
  function drawn(tree: PackTree): number {
    const { shown } = tree.draw(store.current, undefined, NO_FILTER, clock.now());
    for (const element of tree.childrenOf()) tree.childrenOf(element);
    return shown;
  }

  function references(): WeakRef<KubeObject>[] {
    return WATCHED.flatMap((resource) => store.current.all(resource).map((object) => new WeakRef(object)));
  }

  function open(): ClusterSession {
    return new ClusterSession({
      scope: { context: "test", namespace: undefined },
      ownNamespace: "own",
      connect: () => cluster,
      store,
      clock,
      random: () => 0.5,
      graceMs: 0,
    });
  }

  /** Until all is there, as a view that draws when it is told. */
  async function look(): Promise<void> {
    store.onChange((packs) => models.update(store.current, packs));
    session.start();
    await clock.pass(1_000);
    for (const resource of WATCHED) assert.deepEqual(store.current.state(resource), { phase: "live" });
  }

  function update(): readonly PackView[] {
    return models.update(store.current).packs;
  }
});
