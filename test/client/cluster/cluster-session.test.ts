import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import type { ClusterClient } from "../../../client/src/cluster/cluster-client.ts";
import type { ClusterError } from "../../../client/src/cluster/cluster-error.ts";
import { ClusterSession } from "../../../client/src/cluster/cluster-session.ts";
import type { ResourceState } from "../../../client/src/cluster/cluster-snapshot.ts";
import { ClusterStore } from "../../../client/src/cluster/cluster-store.ts";
import { WATCHED, type WatchedResource } from "../../../client/src/cluster/resource-types.ts";
import { FakeClock, settled } from "./fake-clock.ts";
import { FakeCluster, failure } from "./fake-cluster.ts";

const GRACE_MS = 30_000;

describe("ClusterSession", () => {
  let clock: FakeClock;
  let cluster: FakeCluster;
  let store: ClusterStore;
  let session: ClusterSession;
  let clients: number;
  let connect: () => ClusterClient;

  beforeEach(() => {
    clock = new FakeClock();
    cluster = new FakeCluster();
    store = new ClusterStore(clock);
    clients = 0;
    session = open(undefined);
  });

  test("asks nothing before somebody looks", async () => {
    await clock.pass(3_600_000);
    assert.deepEqual([cluster.requests, clients, clock.pending], [[], 0, 0]);
    assert.deepEqual(store.current.connection, { phase: "connecting" });
    assert.equal(session.client, undefined);
  });

  test("asks in order: health, resources, rights, lists, watches; Secrets as metadata", async () => {
    cluster.put("personapacks", "p");
    await start();
    assert.deepEqual(kinds(), ["health", "discover", "may", "list", "watch"]);
    assert.equal(cluster.requests[2], "may list personapacks");
    assert.ok(cluster.requests.includes("list secrets metadata"));
    assert.deepEqual(store.current.connection, { phase: "connected" });
    for (const resource of WATCHED) assert.deepEqual(store.current.state(resource), { phase: "live" });
    assert.ok(store.current.get("packs", "ns", "p"));
    assert.equal(session.client?.scope.context, "test");
  });

  test("follows changes", async () => {
    await start();
    cluster.put("agentruns", "r");
    assert.ok(store.current.get("runs", "ns", "r"));
    cluster.remove("agentruns", "r");
    assert.equal(store.current.get("runs", "ns", "r"), undefined);
  });

  test("of a type that may not be read it says so, and does not ask for it", async () => {
    cluster.allowed = allowedBut("secrets");
    await start();
    assert.deepEqual(store.current.state("secrets"), {
      phase: "blocked",
      kind: "forbidden",
      reason: "You may not list secrets in all namespaces.",
    });
    assert.ok(!cluster.requests.some((line) => /^(list|watch) secrets/.test(line)));
    assert.deepEqual(store.current.state("packs"), { phase: "live" });
    cluster.allowed = undefined;
    session.retry();
    await settled();
    assert.deepEqual(store.current.state("secrets"), { phase: "live" });
  });

  test("who may not list packs everywhere works in the namespace of the context, and is told so", async () => {
    cluster.allowed = new Set([...allowedBut("")].map((plural) => `${plural} own`));
    cluster.put("personapacks", "mine", {}, "own");
    cluster.put("personapacks", "theirs", {}, "other");
    await start();
    assert.deepEqual(store.current.scope, { context: "test", namespace: "own", narrowed: true });
    assert.deepEqual(
      store.current.all("packs").map(({ metadata }) => metadata.name),
      ["mine"],
    );
    for (const resource of WATCHED) assert.deepEqual(store.current.state(resource), { phase: "live" });
    cluster.allowed = undefined;
    session.refresh();
    await settled();
    assert.deepEqual(store.current.scope, { context: "test", namespace: undefined });
    assert.equal(store.current.all("packs").length, 2);
  });

  test("works in the chosen namespace", async () => {
    session = open("chosen");
    cluster.put("personapacks", "a", {}, "chosen");
    cluster.put("personapacks", "a", {}, "other");
    await start();
    assert.equal(store.current.all("packs").length, 1);
    assert.deepEqual(store.current.scope, { context: "test", namespace: "chosen" });
  });

  test("without the right to ask for rights the lists show what may be read", async () => {
    cluster.fail("may", ...Array.from({ length: 20 }, () => failure("forbidden")));
    cluster.fail("list secrets", failure("forbidden"));
    await start();
    assert.deepEqual(phase("packs"), "live");
    assert.deepEqual(phase("secrets"), "blocked");
    assert.equal(store.current.scope?.narrowed, true);
  });

  for (const { served, reason } of [
    { served: [], reason: "It is crd-missing." },
    {
      served: ["agentruns"],
      reason: "The cluster has no PersonaPacks: Sympozium is not installed there.",
    },
  ]) {
    test(`without packs (${served.length} resources) it looks now and then whether there are any`, async () => {
      const { served: all } = cluster;
      cluster.served = new Set(served);
      await start();
      assert.deepEqual(store.current.connection, { phase: "blocked", kind: "crd-missing", reason });
      await clock.pass(60_000);
      assert.equal(cluster.requests.length, 10);
      cluster.served = all;
      await clock.pass(15_000);
      assert.deepEqual(store.current.connection, { phase: "connected" });
    });

    test(`without packs (${served.length} resources) the user may ask at once`, async () => {
      const { served: all } = cluster;
      cluster.served = new Set(served);
      await start();
      cluster.served = all;
      session.retry();
      await settled();
      assert.deepEqual(store.current.connection, { phase: "connected" });
    });
  }

  test("a resource that this cluster lacks does not hinder the others", async () => {
    cluster.served = new Set([...cluster.served].filter((plural) => plural !== "sympoziumpolicies"));
    await start();
    assert.equal(phase("policies"), "blocked");
    assert.equal(phase("packs"), "live");
  });

  test("a resource that is installed later is followed, also after nobody has looked for a while", async () => {
    const { served: all } = cluster;
    cluster.served = new Set([...all].filter((plural) => plural !== "sympoziumpolicies"));
    await start();
    session.stop();
    await clock.pass(3_600_000);
    session.start();
    await settled();
    assert.equal(phase("policies"), "blocked");
    cluster.served = all;
    await clock.pass(15_000);
    assert.equal(phase("policies"), "live");
    const looks = () => cluster.requests.filter((line) => line.startsWith("discover")).length;
    const before = looks();
    await clock.pass(3_600_000);
    assert.equal(looks(), before);
  });

  test("a chosen namespace without packs is looked for", async () => {
    session = open("typo");
    cluster.absentNamespaces.add("typo");
    await start();
    assert.deepEqual(store.current.scope, { context: "test", namespace: "typo", absent: true });
    cluster.absentNamespaces.clear();
    session.refresh();
    await settled();
    assert.deepEqual(store.current.scope, { context: "test", namespace: "typo" });
  });

  test("what is forbidden in a namespace is asked for there again, also after nobody has looked for a while", async () => {
    session = open("chosen");
    cluster.allowed = new Set(["personapacks chosen"]);
    await start();
    session.stop();
    await clock.pass(3_600_000);
    session.start();
    session.retry();
    await settled();
    assert.deepEqual(store.current.state("secrets"), {
      phase: "blocked",
      kind: "forbidden",
      reason: "You may not list secrets in the namespace chosen.",
    });
  });

  for (const kind of ["unauthenticated", "tls"] as const) {
    test(`${kind} waits for the user`, async () => {
      cluster.fail("health", failure(kind));
      await start();
      assert.deepEqual(store.current.connection, { phase: "blocked", kind, reason: `It is ${kind}.` });
      await quietFor(3_600_000);
      session.retry();
      await settled();
      assert.deepEqual(store.current.connection, { phase: "connected" });
    });
  }

  test("offline from the start it tries again, ever more seldom", async () => {
    const since = clock.now();
    cluster.goDown();
    await start();
    const retryAt = since + 1_000;
    const reason = "It is offline.";
    assert.deepEqual(store.current.connection, { phase: "offline", since, retryAt, reason });
    await clock.pass(600_000);
    assert.ok(cluster.requests.length < 50, `${cluster.requests.length} attempts`);
    assert.equal(store.current.connection.phase === "offline" && store.current.connection.since, since);
    cluster.up();
    await clock.pass(30_000);
    assert.deepEqual(store.current.connection, { phase: "connected" });
  });

  test("retry does not wait for the next attempt", async () => {
    cluster.goDown();
    await start();
    await clock.pass(100_000);
    cluster.up();
    session.retry();
    await settled();
    assert.deepEqual(store.current.connection, { phase: "connected" });
  });

  test("when the server dies it is offline with what was last seen; the first to return brings all back", async () => {
    cluster.put("personapacks", "p");
    await start();
    await clock.pass(60_000);
    cluster.goDown();
    await settled();
    assert.equal(store.current.connection.phase, "offline");
    assert.equal(phase("packs"), "reconnecting");
    await clock.pass(120_000);
    assert.ok(store.current.get("packs", "ns", "p"));
    cluster.remove("personapacks", "p");
    cluster.compact();
    cluster.up();
    await clock.pass(30_000);
    assert.deepEqual(store.current.connection, { phase: "connected" });
    for (const resource of WATCHED) assert.equal(phase(resource), "live");
    assert.equal(store.current.get("packs", "ns", "p"), undefined);
  });

  test("one type that fails does not make it offline", async () => {
    cluster.fail("list agentruns", failure("unknown"));
    await start();
    assert.deepEqual(store.current.connection, { phase: "connected" });
    assert.equal(phase("runs"), "reconnecting");
    await clock.pass(2_000);
    assert.equal(phase("runs"), "live");
  });

  test("refused credentials end all attempts until the user wants another", async () => {
    await start();
    await clock.pass(60_000);
    cluster.down = failure("unauthenticated");
    cluster.endWatches(failure("unauthenticated"));
    await settled();
    const { connection } = store.current;
    assert.deepEqual(connection, {
      phase: "blocked",
      kind: "unauthenticated",
      reason: "It is unauthenticated.",
    });
    await quietFor(3_600_000);
    assert.equal(cluster.underWay, 0);
    cluster.up();
    session.retry();
    await settled();
    await clock.pass(1_000);
    for (const resource of WATCHED) assert.equal(phase(resource), "live");
    assert.deepEqual(store.current.connection, { phase: "connected" });
    cluster.put("personapacks", "later");
    assert.ok(store.current.get("packs", "ns", "later"));
  });

  test("tried again after refused credentials no list counts as current before it is", async () => {
    await start();
    await clock.pass(60_000);
    cluster.fail("watch agentruns", failure("unauthenticated"));
    cluster.endWatches();
    await settled();
    assert.equal(store.current.connection.phase, "blocked");
    session.retry();
    await settled();
    assert.deepEqual(store.current.connection, { phase: "connecting" });
    assert.equal(phase("packs"), "resuming");
    await clock.pass(1_000);
    assert.deepEqual(store.current.connection, { phase: "connected" });
    assert.deepEqual([phase("packs"), phase("runs")], ["live", "live"]);
  });

  test("hidden for a moment nothing ends", async () => {
    await start();
    session.stop();
    await clock.pass(GRACE_MS - 1);
    session.start();
    await clock.pass(GRACE_MS);
    assert.deepEqual([clients, cluster.closed], [1, 0]);
  });

  test("hidden for long it does nothing at all; seen again it goes on where it was", async () => {
    cluster.put("personapacks", "p");
    await start();
    session.stop();
    await clock.pass(GRACE_MS);
    assert.deepEqual([cluster.closed, cluster.underWay, clock.pending], [1, 0, 0]);
    await quietFor(3_600_000);
    cluster.remove("personapacks", "p");
    const asked = cluster.requests.length;
    session.start();
    await clock.pass(1_000);
    assert.deepEqual(
      new Set(cluster.requests.slice(asked).map((line) => line.split(" ")[0])),
      new Set(["watch"]),
    );
    assert.equal(clients, 2);
    assert.deepEqual(store.current.connection, { phase: "connected" });
    assert.equal(store.current.get("packs", "ns", "p"), undefined);
  });

  test("seen again no list counts as current before its own watch has caught up", async () => {
    cluster.put("agentruns", "r");
    await start();
    session.stop();
    await clock.pass(3_600_000);
    cluster.put("agentruns", "later");
    const opened = Promise.withResolvers<void>();
    slow("agentruns", opened.promise);
    session.start();
    await clock.pass(1_000);
    assert.deepEqual(store.current.connection, { phase: "connected" });
    assert.deepEqual([phase("schedules"), phase("runs")], ["live", "resuming"]);
    assert.ok(store.current.get("runs", "ns", "r"));
    opened.resolve();
    await clock.pass(1_000);
    assert.equal(phase("runs"), "live");
    assert.ok(store.current.get("runs", "ns", "later"));
  });

  test("after a refresh no list counts as current before it has come anew", async () => {
    cluster.put("agentruns", "r");
    await start();
    const opened = Promise.withResolvers<void>();
    slow("agentruns", opened.promise);
    session.refresh();
    assert.equal(phase("packs"), "resuming");
    await settled();
    assert.deepEqual([phase("packs"), phase("runs")], ["live", "resuming"]);
    assert.ok(store.current.get("runs", "ns", "r"));
    opened.resolve();
    await settled();
    assert.equal(phase("runs"), "live");
  });

  test("refresh lists everything anew over a new connection, and keeps what it knows meanwhile", async () => {
    cluster.put("personapacks", "p");
    await start();
    session.refresh();
    assert.ok(store.current.get("packs", "ns", "p"));
    await settled();
    assert.deepEqual([clients, cluster.closed], [2, 1]);
    assert.equal(cluster.requests.filter((line) => line === "list personapacks").length, 2);
    assert.deepEqual(store.current.connection, { phase: "connected" });
  });

  test("a client that cannot be made is told like any failure", async () => {
    connect = () => {
      throw failure("unauthenticated");
    };
    await start();
    assert.equal(store.current.connection.phase, "blocked");
  });

  for (const [moment, error] of [
    ["asking", undefined],
    ["live", undefined],
    ["offline", failure("offline")],
    ["blocked", failure("unauthenticated")],
  ] as const satisfies readonly (readonly [string, ClusterError | undefined])[]) {
    test(`disposed while ${moment} it leaves nothing`, async () => {
      cluster.down = error;
      session.start();
      if (moment === "asking") await Promise.resolve();
      else await settled();
      assert.ok(clients === 1 && cluster.requests.length > 0);
      await session.dispose();
      const asked = cluster.requests.length;
      cluster.up();
      session.start();
      session.retry();
      session.refresh();
      store.dispose();
      await clock.pass(3_600_000);
      assert.deepEqual(
        [cluster.underWay, clock.pending, cluster.closed, cluster.requests.length],
        [0, 0, 1, asked],
      );
    });
  }

  function open(namespace: string | undefined): ClusterSession {
    connect = () => cluster;
    return new ClusterSession({
      scope: { context: "test", namespace },
      ownNamespace: "own",
      connect: () => {
        clients += 1;
        return connect();
      },
      store,
      clock,
      random: () => 0,
      graceMs: GRACE_MS,
    });
  }

  /** What is asked of one type from now on waits. */
  function slow(plural: string, until: Promise<void>): void {
    const { list, watch } = cluster;
    cluster.list = async (type, ...rest) => {
      if (type.plural === plural) await until;
      return await list.call(cluster, type, ...rest);
    };
    cluster.watch = async (type, ...rest) => {
      if (type.plural === plural) await until;
      await watch.call(cluster, type, ...rest);
    };
  }

  async function start(): Promise<void> {
    session.start();
    await settled();
  }

  function phase(resource: WatchedResource): ResourceState["phase"] {
    return store.current.state(resource).phase;
  }

  /** First words of the requests, each once, in the order of their first occurrence. */
  function kinds(): string[] {
    return [...new Set(cluster.requests.map((line) => line.split(" ")[0] ?? ""))];
  }

  async function quietFor(milliseconds: number): Promise<void> {
    const asked = cluster.requests.length;
    await clock.pass(milliseconds);
    assert.equal(cluster.requests.length, asked);
  }

  function allowedBut(plural: string): Set<string> {
    return new Set([...cluster.served, "configmaps", "secrets"].filter((other) => other !== plural));
  }
});
