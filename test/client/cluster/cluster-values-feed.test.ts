/** What the language server is told of the cluster, and when. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ClusterScope } from "../../../client/src/cluster/cluster-snapshot.ts";
import { ClusterValuesFeed } from "../../../client/src/cluster/cluster-values-feed.ts";
import type { ClusterValues } from "../../../server/src/pack/known-cluster.ts";
import { NAMESPACE, PackWorld } from "./pack-world.ts";

const RECONNECTING = { phase: "reconnecting", at: 0, reason: "r" } as const;
const FORBIDDEN = { phase: "blocked", kind: "forbidden", reason: "You may not." } as const;
const CONTEXTS = { contexts: [{ name: "kind", namespace: "own", server: "", user: "" }] };

function setUp(world = new PackWorld()) {
  const told: (ClusterValues | undefined)[] = [];
  const feed = new ClusterValuesFeed({ clock: world.clock, send: (values) => told.push(values) });
  feed.follow({ snapshot: world.store, kubeconfig: undefined });
  const last = () => told.at(-1) ?? assert.fail("nothing was told");
  return { world, feed, told, last };
}

test("names by namespace, and that they are all", async () => {
  const { world, last } = setUp();
  world.put("secrets", "key");
  world.put("secrets", "other", { metadata: { namespace: "two" } });
  world.put("skillPacks", "own");
  world.put("policies", "strict", { spec: { sandboxPolicy: { required: true } } });
  world.put("policies", "easy", { spec: { sandboxPolicy: { required: false } } });
  world.put("instances", "i1", { spec: { agents: { default: { model: "m" } } } });
  world.put("instances", "i2", { spec: { agents: { default: { model: "m" } } } });
  await world.clock.pass(1000);
  const { context, namespace, secrets, skills, policies, sandboxPolicies, models, packs } = last();
  assert.deepEqual([context, namespace], ["kind", "default"]);
  assert.deepEqual(secrets, { names: { [NAMESPACE]: ["key"], two: ["other"] }, complete: "all" });
  assert.deepEqual(skills.names, { [NAMESPACE]: ["own"] });
  assert.deepEqual(policies.names, { [NAMESPACE]: ["easy", "strict"] });
  assert.deepEqual(sandboxPolicies.names, { [NAMESPACE]: ["strict"] });
  assert.deepEqual(models.names, { [NAMESPACE]: ["m"] });
  assert.deepEqual(packs, { names: {}, complete: "all" });
});

test("of one namespace it knows no other; without a choice it is the one of the context", async () => {
  const one = setUp(new PackWorld({ context: "kind", namespace: "team" }));
  await one.world.clock.pass(1000);
  assert.equal(one.last().namespace, "team");
  assert.deepEqual(one.last().secrets.complete, ["team"]);
  const all = new PackWorld();
  const told: (ClusterValues | undefined)[] = [];
  const feed = new ClusterValuesFeed({ clock: all.clock, send: (values) => told.push(values) });
  feed.follow({ snapshot: all.store, kubeconfig: CONTEXTS });
  assert.equal(told[0]?.namespace, "own");
});

test("what may not be read, or is still read, is not empty but unknown", async () => {
  const { world, last } = setUp();
  world.state("secrets", FORBIDDEN);
  world.state("policies", { phase: "loading" });
  world.state("skillPacks", { phase: "loading" });
  await world.clock.pass(1000);
  const { secrets, policies, skills, packs } = last();
  for (const list of [secrets, policies, skills]) assert.deepEqual(list.complete, []);
  assert.equal(packs.complete, "all");
  world.state("skillPacks", RECONNECTING);
  await world.clock.pass(1000);
  assert.deepEqual(last().skills.complete, [], "it was never read");
});

test("what was read once stays known over a short break, not over a long one", async () => {
  const { world, last } = setUp();
  world.state("secrets", RECONNECTING);
  await world.clock.pass(1000);
  assert.equal(last().secrets.complete, "all");
  world.connection({ phase: "offline", since: 0, retryAt: 0, reason: "r" });
  await world.clock.pass(1000);
  assert.deepEqual(last().secrets.complete, []);
  world.connection({ phase: "connected" });
  await world.clock.pass(1000);
  assert.deepEqual(last().secrets.complete, [], "until it is read again");
  world.state("secrets", { phase: "live" });
  await world.clock.pass(1000);
  assert.equal(last().secrets.complete, "all");
  world.state("secrets", { phase: "resuming" });
  await world.clock.pass(1000);
  assert.equal(last().secrets.complete, "all");
});

test("changes in one go, and only what is new", async () => {
  const { world, told } = setUp();
  const before = told.length;
  for (let count = 0; count < 20; count++) {
    world.put("secrets", `s${count}`);
    await world.clock.pass(20);
  }
  await world.clock.pass(1000);
  assert.ok(told.length - before <= 2, `${told.length - before} times`);
  const after = told.length;
  world.put("secrets", "s1", { metadata: { labels: { a: "b" } } });
  world.put("instances", "i", { status: { phase: "Running" } });
  await world.clock.pass(1000);
  assert.equal(told.length, after, "no name has changed");
  assert.equal(world.clock.pending, 0);
});

test("nobody looks any more: the names stay, but they need not be all", async () => {
  const { world, last } = setUp();
  world.put("secrets", "key");
  await world.clock.pass(1000);
  world.connection({ phase: "connecting" });
  await world.clock.pass(1000);
  assert.deepEqual(last().secrets, { names: { [NAMESPACE]: ["key"] }, complete: [] });
});

test("another namespace or context: the old names are gone at once", async () => {
  const { world, told, last } = setUp(new PackWorld({ context: "kind", namespace: NAMESPACE }));
  world.put("secrets", "key");
  await world.clock.pass(1000);
  const places: readonly ClusterScope[] = [
    { context: "kind", namespace: "two" },
    { context: "prod", namespace: "two" },
  ];
  for (const scope of places) {
    const before = told.length;
    world.store.open(scope, { phase: "connecting" });
    // No longer than the store itself takes to say so.
    await world.clock.pass(200);
    assert.equal(told.length, before + 1);
    assert.deepEqual(last().secrets, { names: {}, complete: [] });
    assert.equal(last().context, scope.context);
  }
});

test("another kubeconfig: nothing is known until somebody looks", async () => {
  const { world, feed, told } = setUp();
  world.put("secrets", "key");
  await world.clock.pass(1000);
  const other = new PackWorld();
  other.store.open(undefined, { phase: "connecting" });
  feed.follow({ snapshot: other.store, kubeconfig: undefined });
  assert.equal(told.at(-1), undefined);
  const after = told.length;
  world.put("secrets", "late");
  await world.clock.pass(1000);
  assert.equal(told.length, after, "the old one is heard no more");
  await other.clock.pass(1000);
  feed.dispose();
  assert.equal(other.clock.pending, 0);
});
