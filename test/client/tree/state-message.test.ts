import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type {
  ClusterScope,
  ConnectionState,
  ResourceState,
} from "../../../client/src/cluster/cluster-snapshot.ts";
import { PackModels } from "../../../client/src/cluster/pack-model.ts";
import { type Obstacle, obstacleOf, viewHead, viewState } from "../../../client/src/tree/state-message.ts";
import { NO_FILTER } from "../../../client/src/tree/tree-filter.ts";
import { KEYLESS, PackWorld, persona } from "../cluster/pack-world.ts";

const connected: ConnectionState = { phase: "connected" };
const live: ResourceState = { phase: "live" };
const loading: ResourceState = { phase: "loading" };
const offline: ConnectionState = { phase: "offline", since: 0, retryAt: 1, reason: "refused" };

function blocked<Kind extends Extract<ConnectionState, { phase: "blocked" }>["kind"]>(kind: Kind) {
  return { phase: "blocked", kind, reason: "why" } as const;
}

const emptyCases: readonly [ConnectionState, packs: ResourceState, expected: string][] = [
  [{ phase: "no-kubeconfig", reason: "why" }, loading, "no-kubeconfig"],
  [{ phase: "no-context", reason: "why" }, loading, "no-context"],
  [{ phase: "connecting" }, loading, "loading"],
  [connected, loading, "loading"],
  [connected, live, "no-packs-anywhere"],
  [offline, loading, "offline"],
  [offline, { phase: "reconnecting", at: 0, reason: "refused" }, "offline"],
  [blocked("tls"), loading, "tls"],
  [blocked("unauthenticated"), loading, "unauthenticated"],
  [blocked("crd-missing"), loading, "crd-missing"],
  [blocked("unknown"), loading, "failed"],
  [blocked("invalid"), loading, "bad-kubeconfig"],
  [blocked("busy"), loading, "failed"],
  [connected, blocked("forbidden"), "forbidden"],
  [connected, blocked("not-found"), "crd-missing"],
];

describe("the view without packs", () => {
  for (const [connection, packs, expected] of emptyCases) {
    test(`${JSON.stringify(connection)}, packs ${packs.phase}: ${expected}`, () => {
      const world = new PackWorld();
      world.connection(connection);
      world.state("packs", packs);
      assert.equal(viewState(new PackModels().update(world.store.current), 0), expected);
    });
  }
});

const emptyPlaces: readonly [ClusterScope, packs: ResourceState, expected: string][] = [
  [{ context: "kind", namespace: "ns" }, live, "no-packs"],
  [{ context: "kind", namespace: "ns", absent: true }, live, "no-namespace"],
  [{ context: "kind", namespace: "ns", narrowed: true }, live, "no-packs"],
  [{ context: "kind", namespace: "ns", narrowed: true }, blocked("forbidden"), "choose-namespace"],
  [{ context: "kind", namespace: "ns" }, blocked("forbidden"), "forbidden"],
];

describe("a place without packs", () => {
  for (const [scope, packs, expected] of emptyPlaces) {
    test(`${JSON.stringify(scope)}, packs ${packs.phase}: ${expected}`, () => {
      const world = new PackWorld(scope);
      world.state("packs", packs);
      assert.equal(viewState(new PackModels().update(world.store.current), 0), expected);
    });
  }
});

test("packs that the filter hides, and packs that are shown", () => {
  const world = new PackWorld();
  world.pack("p", { personas: [] });
  world.connection(offline);
  const model = new PackModels().update(world.store.current);
  assert.equal(viewState(model, 0), "filtered");
  assert.equal(viewState(model, 1), "packs");
});

describe("what is in the way, in the words of whoever found it", () => {
  const obstacles: readonly [ConnectionState, packs: ResourceState, expected: Obstacle | undefined][] = [
    [connected, live, undefined],
    [connected, loading, undefined],
    [connected, blocked("forbidden"), { kind: "forbidden", reason: "why" }],
    [offline, blocked("forbidden"), { kind: "offline", reason: "refused" }],
    [connected, { phase: "reconnecting", at: 0, reason: "lost" }, { kind: "offline", reason: "lost" }],
    [blocked("tls"), loading, { kind: "tls", reason: "why" }],
    [blocked("invalid"), loading, { kind: undefined, reason: "why" }],
    [{ phase: "no-kubeconfig", reason: "why" }, loading, { kind: undefined, reason: "why" }],
  ];
  for (const [connection, packs, expected] of obstacles) {
    test(`${JSON.stringify(connection)}, packs ${packs.phase}`, () => {
      const world = new PackWorld();
      world.connection(connection);
      world.state("packs", packs);
      assert.deepEqual(obstacleOf(world.store.current), expected);
    });
  }

  test("a namespace that does not exist", () => {
    const { store } = new PackWorld({ context: "kind", namespace: "typo", absent: true });
    const reason = "There is no namespace “typo” in the cluster.";
    assert.deepEqual(obstacleOf(store.current), { kind: "not-found", reason });
  });
});

describe("the head of the view", () => {
  function headOf(world: PackWorld, filter = NO_FILTER, shown = 1) {
    const model = new PackModels().update(world.store.current);
    return viewHead(model, shown, filter, world.clock.now());
  }
  function worldOf(connection: ConnectionState, scope: ClusterScope = { context: "kind", namespace: "ns" }) {
    const world = new PackWorld(scope);
    world.installed("p", { ...KEYLESS, policyRef: "none", personas: [persona("a")] });
    world.installed("q", { ...KEYLESS, personas: [persona("a")] });
    world.connection(connection);
    return world;
  }
  const now = new PackWorld().clock.now();

  test("names the place", () => {
    assert.equal(headOf(worldOf(connected)).title, "kind · ns");
    assert.equal(headOf(new PackWorld()).title, "kind · all namespaces");
    assert.equal(headOf(worldOf(connected)).message, "kind · ns");
  });

  test("says what is filtered, after what is in the way", () => {
    const filter = { text: "x", state: "failing" } as const;
    assert.equal(headOf(worldOf(connected), filter).message, "kind · ns — Only failing “x”: 1 of 2.");
    assert.match(headOf(worldOf(offline), filter).message, /reconnecting… Only failing “x”: 1 of 2\.$/);
    assert.equal(headOf(worldOf(connected), filter, 0).message, "", "the welcome text says it");
  });

  test("counts failures alone", () => {
    const { failing, badgeTooltip } = headOf(worldOf(connected));
    assert.deepEqual([failing, badgeTooltip], [1, "1 pack fails"]);
  });

  test("counts down to the next attempt, and stays right for a second at a time", () => {
    const { message, staleAt } = headOf(worldOf({ ...offline, since: now, retryAt: now + 7500 }));
    assert.match(message, /^kind · ns — Offline since .*, reconnecting in 8 s\.$/);
    assert.equal(staleAt, now + 500);
    assert.match(headOf(worldOf({ ...offline, retryAt: now })).message, /reconnecting…$/);
  });

  test("says that what is shown is old, and why", () => {
    const { message } = headOf(worldOf(blocked("unauthenticated")));
    assert.equal(message, "kind · ns — why What you see is not current.");
  });

  test("leaves an empty view to its welcome text", () => {
    assert.equal(headOf(worldOf(offline), NO_FILTER, 0).message, "");
  });

  test("says that the namespace was not the user's choice", () => {
    const world = worldOf(connected, { context: "kind", namespace: "ns", narrowed: true });
    assert.match(headOf(world).message, /^kind · ns — You may not list packs in all namespaces/);
  });

  test("makes no links of names", () => {
    const { message } = headOf(worldOf(connected, { context: "[a](command:b)\nc", namespace: "ns" }));
    assert.equal(message, "[a] (command:b) c · ns");
  });
});
