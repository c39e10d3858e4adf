/** Sessions against a real API server, over the real client. */
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { systemClock } from "../../../client/src/cluster/clock.ts";
import type { ClusterClient } from "../../../client/src/cluster/cluster-client.ts";
import { isClusterError } from "../../../client/src/cluster/cluster-error.ts";
import { ClusterManager } from "../../../client/src/cluster/cluster-manager.ts";
import type { Selection } from "../../../client/src/cluster/cluster-selection.ts";
import * as connect from "../../../client/src/cluster/connect.ts";
import type { ContextConfig } from "../../../client/src/cluster/kubeconfig.ts";
import { WATCHED } from "../../../client/src/cluster/resource-types.ts";
import { type Identity, TestApiServer } from "../../cluster/api-server.ts";
import { describeWithCluster } from "../../cluster/cluster-suite.ts";
import { eventually } from "../../cluster/eventually.ts";
import { createTeamPacks } from "../../cluster/team-packs.ts";

const PACKS = 50;
const PERSONAS = 5;

describeWithCluster("ClusterSession and a real API server", (binaries) => {
  let server: TestApiServer;
  let limited: Identity;
  let nobody: Identity;
  let manager: ClusterManager;
  let selection: Selection | undefined;
  let resources: string[];
  let watchErrors: string[];
  const rejections: unknown[] = [];
  const onRejection = (reason: unknown) => void rejections.push(reason);

  before(async () => {
    process.on("unhandledRejection", onRejection);
    server = await TestApiServer.start(binaries);
    await server.addNamespace("teams");
    await createTeamPacks(server.client, { namespace: "teams", packs: PACKS, personas: PERSONAS });
    limited = await server.addUser("limited", { namespace: "teams" });
    nobody = await server.addUser("nobody", "nothing");
  });

  after(async () => {
    await server.stop();
    process.off("unhandledRejection", onRejection);
  });

  beforeEach(async () => {
    selection = undefined;
    watchErrors = [];
    resources = await activeResources();
  });

  afterEach(async () => {
    await manager.dispose();
    assert.deepEqual(await activeResources(), resources);
    assert.deepEqual(rejections, []);
  });

  test("lists everything, and follows it", async () => {
    look(server.admin);
    await live();
    const { current } = manager.snapshot;
    assert.equal(current.all("packs").length, PACKS);
    for (const resource of ["instances", "schedules"] as const) {
      assert.equal(current.all(resource).length, PACKS * PERSONAS);
    }
    assert.equal(current.labelledForPack("configMaps", "teams", "team-7").length, PERSONAS);
    const changes: (ReadonlySet<string> | undefined)[] = [];
    manager.snapshot.onChange((packs) => changes.push(packs));
    await server.client.mergePatch("PersonaPack", "teams", "team-7", { spec: { enabled: false } });
    await eventually(async () => assert.deepEqual(changes, [new Set(["teams/team-7"])]));
    assert.equal(specOf("team-7").enabled, false);
  });

  test("of a Secret neither its values nor what kubectl applied arrives", async () => {
    look(server.admin);
    await live();
    const annotations = { "kubectl.kubernetes.io/last-applied-configuration": '{"data":"canary"}' };
    await server.client.create("Secret", "teams", {
      metadata: { name: "key", annotations },
      stringData: { KEY: "canary" },
    });
    const stored = await eventually(async () => {
      const secret = manager.snapshot.current.get("secrets", "teams", "key");
      assert.ok(secret);
      return secret;
    });
    assert.doesNotMatch(JSON.stringify(stored), /canary/);
    await server.client.delete("Secret", "teams", "key");
    await eventually(async () =>
      assert.equal(manager.snapshot.current.get("secrets", "teams", "key"), undefined),
    );
  });

  test("who may work in one namespace only does so when it is chosen, and is told otherwise", async () => {
    look(limited);
    await connected();
    const packsOf = () => manager.snapshot.current.state("packs");
    const { context, namespace, narrowed } = manager.snapshot.current.scope ?? {};
    assert.deepEqual([context, namespace, narrowed], ["test", "default", true]);
    await eventually(async () =>
      assert.deepEqual(packsOf(), {
        phase: "blocked",
        kind: "forbidden",
        reason: "You may not list personapacks in the namespace default.",
      }),
    );
    manager.chooseNamespace("teams");
    await live();
    assert.equal(manager.snapshot.current.all("packs").length, PACKS);
  });

  test("who may nothing is told so for each type", async () => {
    look(nobody);
    await connected();
    await eventually(async () => {
      for (const resource of WATCHED) {
        assert.equal(manager.snapshot.current.state(resource).phase, "blocked", resource);
      }
    });
  });

  test("a server that dies is waited for, and what changed meanwhile is there afterwards", async () => {
    look(server.admin);
    await live();
    await server.kill();
    await eventually(async () => assert.equal(manager.snapshot.current.connection.phase, "offline"));
    assert.equal(manager.snapshot.current.all("packs").length, PACKS);
    await server.restart();
    await server.client.delete("SympoziumSchedule", "teams", "team-1-role-1-schedule");
    await live(60_000);
    await eventually(async () =>
      assert.equal(manager.snapshot.current.get("schedules", "teams", "team-1-role-1-schedule"), undefined),
    );
    assert.equal(manager.snapshot.current.all("schedules").length, PACKS * PERSONAS - 1);
  });

  test("where the server no longer knows what changed since the last look, all is listed again", async () => {
    const looking = look(server.admin, 100);
    await live();
    looking.dispose();
    await eventually(async () => assert.equal(manager.client, undefined));
    await server.client.delete("SympoziumSchedule", "teams", "team-2-role-1-schedule");
    // It begins with an empty history.
    await server.restart();
    await server.client.mergePatch("SympoziumSchedule", "teams", "team-3-role-1-schedule", {
      metadata: { labels: { changed: "true" } },
    });
    manager.look();
    await eventually(async () => {
      const { current } = manager.snapshot;
      assert.equal(current.get("schedules", "teams", "team-2-role-1-schedule"), undefined);
      assert.ok(current.get("schedules", "teams", "team-3-role-1-schedule")?.metadata.labels?.changed);
    });
    assert.ok(watchErrors.includes("gone"), watchErrors.join());
    await live();
  });

  test("disposed while the server is away it leaves nothing", async () => {
    look(server.admin);
    await live();
    await server.kill();
    await eventually(async () => assert.equal(manager.snapshot.current.connection.phase, "offline"));
    await manager.dispose();
    await server.restart();
  });

  test("CRDs that are not there are waited for until the user tries again", async () => {
    await server.removeCrds(["personapacks"]);
    try {
      look(server.admin);
      await eventually(async () => {
        const { connection } = manager.snapshot.current;
        assert.equal(connection.phase === "blocked" && connection.kind, "crd-missing");
      });
    } finally {
      await server.installCrds(["personapacks"]);
    }
    manager.retry();
    await live();
    assert.deepEqual(manager.snapshot.current.all("packs"), []);
  });

  test("hidden it closes its connections", async () => {
    const looking = look(server.admin, 100);
    await live();
    looking.dispose();
    await eventually(async () => assert.equal(manager.client, undefined));
    await eventually(async () => assert.ok(!(await activeResources()).includes("TLSSocket")));
    manager.look();
    await connected();
  });

  function look(identity: Identity, graceMs = 30_000): { dispose(): void } {
    manager = new ClusterManager({
      files: [identity.kubeconfig],
      load: async () => ({ ...connect, ClusterConnector: RecordingConnector }),
      connector: { env: {}, isTrusted: () => true, log: () => undefined, userAgent: "test" },
      selection: {
        load: () => selection,
        save: (chosen) => {
          selection = chosen;
        },
      },
      clock: systemClock,
      random: Math.random,
      log: () => undefined,
      graceMs,
    });
    return manager.look();
  }

  class RecordingConnector extends connect.ClusterConnector {
    override connect(config: ContextConfig): ClusterClient {
      const client = super.connect(config);
      const watch = client.watch.bind(client);
      client.watch = async (...request) => {
        try {
          await watch(...request);
        } catch (error) {
          if (isClusterError(error)) watchErrors.push(error.kind);
          throw error;
        }
      };
      return client;
    }
  }

  async function connected(): Promise<void> {
    await eventually(async () =>
      assert.deepEqual(manager.snapshot.current.connection, { phase: "connected" }),
    );
  }

  async function live(limit?: number): Promise<void> {
    await eventually(async () => {
      for (const resource of WATCHED) {
        assert.deepEqual(manager.snapshot.current.state(resource), { phase: "live" }, resource);
      }
    }, limit);
    await connected();
  }

  function specOf(pack: string): { readonly enabled?: boolean } {
    return manager.snapshot.current.get("packs", "teams", pack)?.spec as { enabled?: boolean };
  }

  /** Sockets and timers of this process; those of the test's own client go with its connections. */
  async function activeResources(): Promise<string[]> {
    server.client.close();
    await delay(50);
    return process.getActiveResourcesInfo().sort();
  }
});
