import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { ClusterManager } from "../../../client/src/cluster/cluster-manager.ts";
import type { Selection } from "../../../client/src/cluster/cluster-selection.ts";
import * as connect from "../../../client/src/cluster/connect.ts";
import type { ContextConfig } from "../../../client/src/cluster/kubeconfig.ts";
import { eventually } from "../../cluster/eventually.ts";
import { FakeClock, settled } from "./fake-clock.ts";
import { FakeCluster } from "./fake-cluster.ts";

interface Context {
  readonly name: string;
  readonly namespace?: string;
  readonly server?: string;
}

describe("ClusterManager", () => {
  let folder: string;
  let file: string;
  let clock: FakeClock;
  let manager: ClusterManager;
  let selection: Selection | undefined;
  let clusters: Map<string, FakeCluster>;
  let loaded: number;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "cluster-manager-"));
    file = join(folder, "config");
    clock = new FakeClock();
    clusters = new Map();
    selection = undefined;
    loaded = 0;
    manager = create();
  });

  afterEach(async () => {
    await manager.dispose();
    assert.equal(clock.pending, 0);
    for (const [context, { underWay }] of clusters) assert.equal(underWay, 0, context);
    rmSync(folder, { recursive: true });
  });

  test("reads and loads nothing before somebody looks", async () => {
    write([{ name: "a" }], "a");
    await settled();
    assert.deepEqual([loaded, manager.kubeconfig, clusters.size], [0, undefined, 0]);
  });

  for (const { what, contexts, current, connection } of [
    { what: "no kubeconfig", contexts: undefined, current: "", connection: "no-kubeconfig" },
    { what: "no contexts", contexts: [], current: "", connection: "no-kubeconfig" },
    { what: "no current context", contexts: [{ name: "a" }], current: "", connection: "no-context" },
    {
      what: "a current context that is not there",
      contexts: [{ name: "a" }],
      current: "b",
      connection: "no-context",
    },
    {
      what: "a context without a server",
      contexts: [{ name: "a", server: "" }],
      current: "a",
      connection: "blocked",
    },
    { what: "a current context", contexts: [{ name: "a" }], current: "a", connection: "connected" },
  ]) {
    test(`${what}: ${connection}`, async () => {
      if (contexts) write(contexts, current);
      await look();
      assert.equal(manager.snapshot.current.connection.phase, connection);
    });
  }

  for (const { what, contexts, chosen, scope } of [
    {
      what: "the current context, all namespaces",
      contexts: [{ name: "a" }, { name: "b" }],
      chosen: undefined,
      scope: ["a", undefined],
    },
    {
      what: "the namespace of the context",
      contexts: [{ name: "a", namespace: "own" }],
      chosen: undefined,
      scope: ["a", "own"],
    },
    {
      what: "the chosen context",
      contexts: [{ name: "a" }, { name: "b" }],
      chosen: { context: "b", namespaces: {} },
      scope: ["b", undefined],
    },
    {
      what: "the chosen namespace",
      contexts: [{ name: "a", namespace: "own" }],
      chosen: { namespaces: { a: "other" } },
      scope: ["a", "other"],
    },
    {
      what: "all namespaces where they were chosen",
      contexts: [{ name: "a", namespace: "own" }],
      chosen: { namespaces: { a: null } },
      scope: ["a", undefined],
    },
    {
      what: "the current context where the chosen one is gone",
      contexts: [{ name: "a" }],
      chosen: { context: "gone", namespaces: {} },
      scope: ["a", undefined],
    },
  ]) {
    test(`shows ${what}`, async () => {
      selection = chosen;
      write(contexts, "a");
      await look();
      assert.deepEqual(shown(), scope);
    });
  }

  test("touches no other context than the one that is shown", async () => {
    write([{ name: "a" }, { name: "b" }], "a");
    await look();
    assert.deepEqual([...clusters.keys()], ["a"]);
  });

  test("choosing another context ends everything of the old one, and is kept", async () => {
    write([{ name: "a" }, { name: "b" }], "a");
    await look();
    cluster("a").put("personapacks", "p");
    assert.equal(manager.snapshot.current.all("packs").length, 1);
    manager.chooseContext("b");
    await settled();
    assert.equal(manager.client?.scope.context, "b");
    assert.deepEqual(manager.snapshot.current.all("packs"), []);
    assert.deepEqual([cluster("a").closed, cluster("a").underWay], [1, 0]);
    assert.deepEqual(selection, { context: "b", namespaces: {} });
  });

  test("a namespace is chosen for its context", async () => {
    write([{ name: "a" }, { name: "b" }], "a");
    await look();
    manager.chooseNamespace("x");
    await settled();
    manager.chooseContext("b");
    await settled();
    assert.deepEqual(shown(), ["b", undefined]);
    manager.chooseNamespace(undefined);
    manager.chooseContext("a");
    await settled();
    assert.deepEqual(shown(), ["a", "x"]);
    assert.deepEqual(selection, { context: "a", namespaces: { a: "x", b: null } });
  });

  test("a context of the same name may be of another cluster, but not for having another namespace", async () => {
    write([{ name: "a" }], "a");
    await look();
    const identity = () => ({ ...(manager.client?.scope ?? assert.fail("not connected")) });
    const before = identity();
    write([{ name: "a", namespace: "n" }], "a");
    await manager.refresh();
    await settled();
    assert.deepEqual(identity(), { ...before, namespace: "n" });
    write([{ name: "a", server: "https://other.example" }], "a");
    await manager.refresh();
    await settled();
    assert.equal(identity().context, "a");
    assert.notEqual(identity().cluster, before.cluster);
  });

  test("follows the kubeconfig, but keeps what another context's change does not concern", async () => {
    write([{ name: "a" }], "a");
    await look();
    write([{ name: "a" }, { name: "b" }], "a");
    await noticed(() => assert.equal(manager.kubeconfig?.contexts.length, 2));
    assert.equal(cluster("a").closed, 0);
    write([{ name: "a" }, { name: "b" }], "b");
    await noticed(() => assert.equal(manager.snapshot.current.scope?.context, "b"));
    await settled();
    assert.equal(cluster("a").closed, 1);
    assert.deepEqual(manager.snapshot.current.connection, { phase: "connected" });
  });

  test("refresh reads the kubeconfig, and lists anew what is still the same", async () => {
    write([{ name: "a" }], "a");
    await look();
    await manager.refresh();
    await settled();
    assert.equal(cluster("a").requests.filter((line) => line === "list personapacks").length, 2);
    write([{ name: "a" }, { name: "b" }], "b");
    await manager.refresh();
    assert.equal(manager.snapshot.current.scope?.context, "b");
  });

  test("hidden when the last one looks away, for as long as nobody looks", async () => {
    write([{ name: "a" }], "a");
    const first = await look();
    const second = await look();
    first.dispose();
    first.dispose();
    await clock.pass(100_000);
    assert.equal(cluster("a").closed, 0);
    second.dispose();
    await clock.pass(30_000);
    assert.deepEqual([cluster("a").closed, clock.pending], [1, 0]);
    manager.look();
    await clock.pass(1_000);
    assert.deepEqual(manager.snapshot.current.connection, { phase: "connected" });
  });

  test("what cannot be loaded is told, and tried again at the next look", async () => {
    write([{ name: "a" }], "a");
    let broken = true;
    manager = create(async () => {
      if (broken) throw new Error("no such bundle");
    });
    await look();
    assert.equal(manager.snapshot.current.connection.phase, "blocked");
    broken = false;
    await look();
    assert.equal(manager.snapshot.current.connection.phase, "connected");
  });

  test("disposed while it is being loaded it does nothing more", async () => {
    write([{ name: "a" }], "a");
    manager.look();
    await manager.dispose();
    await settled();
    assert.equal(clusters.size, 0);
  });

  function create(before: () => Promise<void> = async () => undefined): ClusterManager {
    return new ClusterManager({
      files: [file],
      load: async () => {
        loaded += 1;
        await before();
        return { ...connect, ClusterConnector: FakeConnector };
      },
      connector: { env: {}, isTrusted: () => true, log: () => undefined, userAgent: "test" },
      selection: {
        load: () => selection,
        save: (chosen) => {
          selection = chosen;
        },
      },
      clock,
      random: () => 0,
      log: () => undefined,
    });
  }

  class FakeConnector extends connect.ClusterConnector {
    override connect({ context }: ContextConfig): FakeCluster {
      const known = clusters.get(context) ?? new FakeCluster();
      clusters.set(context, known);
      return known;
    }
  }

  function cluster(context: string): FakeCluster {
    const found = clusters.get(context);
    assert.ok(found, context);
    return found;
  }

  async function look(): Promise<{ dispose(): void }> {
    const looking = manager.look();
    await eventually(async () => assert.notEqual(manager.snapshot.current.connection.phase, "connecting"));
    await settled();
    return looking;
  }

  /** What comes of a change of the kubeconfig, of which the file system tells in its own time. */
  async function noticed(check: () => void): Promise<void> {
    await eventually(async () => {
      await clock.pass(500);
      check();
    });
  }

  function shown(): unknown {
    const { context, namespace } = manager.snapshot.current.scope ?? {};
    return [context, namespace];
  }

  /** JSON is YAML. */
  function write(contexts: readonly Context[], current: string): void {
    const clustersOf = contexts.map(({ name, server }) => ({
      name,
      cluster: { server: server ?? `https://${name}.example` },
    }));
    writeFileSync(
      file,
      JSON.stringify({
        "current-context": current,
        contexts: contexts.map(({ name, namespace }) => ({
          name,
          context: { cluster: name, user: "u", ...(namespace && { namespace }) },
        })),
        clusters: clustersOf,
        users: [{ name: "u", user: { token: "t" } }],
      }),
    );
  }
});
