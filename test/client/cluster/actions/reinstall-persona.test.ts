import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { planExclusion } from "../../../../client/src/cluster/actions/exclude-persona.ts";
import type { PlanSession } from "../../../../client/src/cluster/actions/execute-plan.ts";
import { PlanRefused } from "../../../../client/src/cluster/actions/plan.ts";
import {
  planReinstallation,
  type Reinstallation,
  reinstallPersona,
} from "../../../../client/src/cluster/actions/reinstall-persona.ts";
import type {
  KubeObject,
  PatchOptions,
  ResourceType,
} from "../../../../client/src/cluster/cluster-client.ts";
import { ClusterError } from "../../../../client/src/cluster/cluster-error.ts";
import { RESOURCES } from "../../../../client/src/cluster/resource-types.ts";
import { KnownCluster, NAMESPACE, NOW } from "./known-cluster.ts";

const persona = (name: string) => ({ name, systemPrompt: "", model: "m", memory: { seeds: ["s"] } });
const PERSONAS = [persona("a"), persona("b")];

/** Stores patches of the pack, and knows everything else as the store does. */
class Server {
  readonly cluster = new KnownCluster();
  /** What the controller makes of a pack that excludes these. */
  react: (excluded: readonly string[]) => void = (excluded) => this.obey(excluded);
  /** Thrown where objects are asked for. */
  failure: ClusterError | undefined;
  closed = false;
  context = "test";

  constructor() {
    this.cluster.installed("p", { personas: PERSONAS });
  }

  get plan() {
    return planReinstallation(this.cluster.snapshot, NAMESPACE, "p", "a", NOW);
  }

  obey(excluded: readonly string[], phase = "Ready"): void {
    const { cluster } = this;
    if (excluded.length > 0) {
      cluster.remove("instances", "p-a");
      cluster.remove("configMaps", "p-a-memory");
      this.#store(excluded, phase);
    } else {
      const { metadata } = this.#pack();
      cluster.installed("p", { personas: PERSONAS });
      cluster.pack("p", { enabled: true, personas: PERSONAS }, { metadata, status: { phase } });
    }
  }

  /** One connection; `closed` ends all that there are. */
  connect(): () => PlanSession {
    let session = this.#session();
    return () => {
      if (this.closed) {
        this.closed = false;
        session = this.#session();
      }
      return session;
    };
  }

  async run(session: () => PlanSession, onProgress?: (message: string) => void): Promise<Reinstallation> {
    const { cluster, plan } = this;
    const running = reinstallPersona(
      session,
      cluster.store,
      { persona: "a", plan },
      {
        clock: cluster.clock,
        signal: new AbortController().signal,
        limitMs: 30_000,
        ...(onProgress && { onProgress }),
      },
    );
    running.catch(() => undefined);
    await cluster.clock.pass(120_000);
    assert.equal(cluster.clock.pending, 0);
    return await running;
  }

  #pack(): KubeObject {
    return this.cluster.snapshot.get("packs", NAMESPACE, "p") ?? assert.fail("no pack");
  }

  #store(excluded: readonly string[], phase: string): void {
    const { metadata } = this.#pack();
    const spec = { enabled: true, personas: PERSONAS, excludePersonas: excluded };
    this.cluster.pack("p", spec, { metadata, status: { phase } });
  }

  #session(): PlanSession {
    let open = true;
    const check = () => {
      open &&= !this.closed;
      if (!open) throw new ClusterError("cancelled", "The connection was closed.");
    };
    const unasked = async () => assert.fail("not part of it");
    return {
      scope: { context: this.context },
      client: {
        create: unasked,
        delete: unasked,
        get: async ({ kind }: ResourceType, namespace: string, name: string) => {
          check();
          if (this.failure) throw this.failure;
          const { snapshot } = this.cluster;
          const resources = ["packs", "instances", "schedules", "configMaps"] as const;
          const resource = resources.find((one) => RESOURCES[one].kind === kind);
          const found = resource && snapshot.get(resource, namespace, name);
          if (!found) throw new ClusterError("not-found", "It is gone.");
          return found;
        },
        patch: async (_type: ResourceType, _namespace: string, _name: string, options: PatchOptions) => {
          check();
          const object = this.#pack();
          if (options.dryRun) return { object, warnings: [] };
          const { spec } = options.body as { spec: { excludePersonas: string[] | null } };
          const { generation = 0 } = object.metadata;
          const metadata = { ...object.metadata, generation: generation + 1 };
          const excluded = spec.excludePersonas ?? [];
          const { phase = "" } = object.status as { phase?: string };
          this.cluster.pack("p", object.spec as object, { metadata, status: object.status });
          this.#store(excluded, phase);
          this.react(excluded);
          return { object: this.#pack(), warnings: [] };
        },
      },
    };
  }
}

const isWaiting = (message: string) => message === "Waiting until everything is gone";

describe("Reinstalling a persona", () => {
  test("excludes it and includes it again", async () => {
    const server = new Server();
    assert.deepEqual(await server.run(server.connect()), { state: "done" });
  });

  test("an error of another persona does not leave it excluded", async () => {
    const server = new Server();
    server.react = (excluded) => server.obey(excluded, excluded.length > 0 ? "Error" : "Ready");
    assert.deepEqual(await server.run(server.connect()), { state: "done" });
  });

  test("a connection that ends meanwhile is no obstacle", async () => {
    const server = new Server();
    const result = await server.run(server.connect(), (message) => {
      if (isWaiting(message)) server.closed = true;
    });
    assert.deepEqual(result, { state: "done" });
  });

  test("a moment without a connection passes", async () => {
    const server = new Server();
    const session = server.connect();
    let asked = 0;
    let waiting = false;
    const result = await server.run(
      () => {
        if (waiting && ++asked < 10) throw new PlanRefused("No cluster is connected.");
        return session();
      },
      (message) => {
        waiting = isWaiting(message);
      },
    );
    assert.deepEqual(result, { state: "done" });
    assert.ok(asked > 10);
  });

  test("who turns to another context is told that it is excluded", async () => {
    const server = new Server();
    const result = await server.run(server.connect(), (message) => {
      if (!isWaiting(message)) return;
      server.context = "other";
      server.closed = true;
    });
    const reason = "The cluster view does not show the context test any more.";
    assert.deepEqual(result, { state: "excluded", remaining: [], reason });
  });

  test("a pack of that name in another cluster is not touched", async () => {
    const server = new Server();
    let stored = "";
    server.react = (excluded) => {
      const pack = server.cluster.pack(
        "p",
        { enabled: true, personas: PERSONAS, excludePersonas: ["a"] },
        { metadata: { uid: "another", generation: 7 }, status: { phase: "Ready" } },
      );
      stored = pack.metadata.resourceVersion ?? "";
      server.cluster.remove("instances", "p-a");
      server.cluster.remove("configMaps", "p-a-memory");
      assert.deepEqual(excluded, ["a"]);
    };
    const reason = "The PersonaPack p that is shown now is another one.";
    const result = await server.run(server.connect());
    assert.deepEqual(result, { state: "excluded", remaining: [], reason });
    const pack = server.cluster.snapshot.get("packs", NAMESPACE, "p");
    assert.equal(pack?.metadata.resourceVersion, stored);
  });

  test("an API server that cannot be asked does not hide that it is excluded", async () => {
    const server = new Server();
    const result = await server.run(server.connect(), (message) => {
      if (isWaiting(message)) server.failure = new ClusterError("unauthenticated", "Log in again.");
    });
    assert.deepEqual(result, { state: "excluded", remaining: [], reason: "Log in again." });
  });

  test("a pack that is changed meanwhile does not hide that it is excluded", async () => {
    const server = new Server();
    server.react = (excluded) => {
      server.obey(excluded);
      const object = server.cluster.snapshot.get("packs", NAMESPACE, "p");
      const metadata = { ...object?.metadata, deletionTimestamp: "2026-11-23T10:31:00Z" };
      server.cluster.pack("p", object?.spec as object, { metadata, status: object?.status });
    };
    const reason = "The PersonaPack p is being deleted.";
    const result = await server.run(server.connect());
    assert.deepEqual(result, { state: "excluded", remaining: [], reason });
  });

  test("the dialog says of other personas only what happens to them, and says it once", () => {
    const server = new Server();
    const { cluster } = server;
    const drifted = cluster.snapshot.get("instances", NAMESPACE, "p-b");
    const spec = { ...(drifted?.spec as object), agents: { default: { model: "old" } } };
    cluster.put("instances", "p-b", { metadata: drifted?.metadata, spec });
    cluster.remove("configMaps", "p-b-memory");
    const { creates, changes } = server.plan;
    assert.deepEqual(
      changes.map(({ field, to }) => [field, to]),
      [
        ["spec.excludePersonas", '["a"], and back once everything is gone'],
        ["spec.agents.default.model", "m"],
      ],
    );
    const names = creates.map(({ kind, name }) => `${kind} ${name}`);
    assert.deepEqual(
      names.filter((name) => name === "ConfigMap p-b-memory"),
      ["ConfigMap p-b-memory"],
    );
    assert.equal(new Set(names).size, names.length);
    assert.ok(names.includes("SympoziumInstance p-a"));
  });

  test("the dialog warns of what keeps the persona from running, not of its exclusion", () => {
    const cluster = new KnownCluster();
    cluster.installed("p", { personas: [persona("a")], policyRef: "gone" });
    assert.deepEqual(
      planReinstallation(cluster.snapshot, NAMESPACE, "p", "a", NOW).warnings.map(({ code }) => code),
      ["policy"],
    );
    assert.deepEqual(
      planExclusion(cluster.snapshot, NAMESPACE, "p", "a", NOW).warnings.map(({ code }) => code),
      ["no-personas"],
    );
  });
});
