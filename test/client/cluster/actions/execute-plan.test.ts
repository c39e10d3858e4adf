import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { planActivation } from "../../../../client/src/cluster/actions/activate.ts";
import { currentSession } from "../../../../client/src/cluster/actions/current-session.ts";
import { executePlan, type PlanSession } from "../../../../client/src/cluster/actions/execute-plan.ts";
import { type Plan, PlanRefused } from "../../../../client/src/cluster/actions/plan.ts";
import type {
  ClusterClient,
  KubeObject,
  PatchOptions,
} from "../../../../client/src/cluster/cluster-client.ts";
import { ClusterError, type ClusterErrorKind } from "../../../../client/src/cluster/cluster-error.ts";
import { RESOURCES } from "../../../../client/src/cluster/resource-types.ts";
import { FakeClock } from "../fake-clock.ts";
import { KnownCluster, NAMESPACE, NOW } from "./known-cluster.ts";

const CANARY = "sk-canary-4711";
const SECRET = { kind: "Secret", name: "p-openai-key" };
const OURS = [{ manager: "personapack-vscode", operation: "Update" }];

/** Stores what it is sent, unless told that a request, or only its answer, gets lost. */
class LossyServer implements Pick<ClusterClient, "create" | "patch" | "delete" | "get"> {
  readonly requests: string[] = [];
  readonly stored: Map<string, KubeObject>;
  /** By verb: what the request fails with, and whether it was carried out nevertheless. */
  readonly failures = new Map<string, { readonly kind: ClusterErrorKind; readonly arrives: boolean }>();

  constructor(pack: KubeObject, stored = new Map([["p", pack]])) {
    this.stored = stored;
  }

  async create(_type: unknown, _namespace: string, body: KubeObject, { dryRun = false }) {
    return await this.#write("create", body.metadata.name, dryRun, () => ({
      ...body,
      metadata: { ...body.metadata, uid: "new", managedFields: OURS },
    }));
  }

  async patch(_type: unknown, _namespace: string, name: string, { dryRun = false, body }: PatchOptions) {
    return await this.#write("patch", name, dryRun, () => {
      const before = this.stored.get(name) ?? { metadata: { name } };
      const { spec } = body as { spec: object };
      const metadata = { ...before.metadata, resourceVersion: "after" };
      return { ...before, metadata, spec: { ...(before.spec as object), ...spec } };
    });
  }

  async delete(_type: unknown, _namespace: string, name: string, { dryRun = false, uid = "" }) {
    this.requests.push(`delete ${name}${dryRun ? " dry" : ""} ${uid}`);
    this.#fail("delete");
    if (!dryRun) this.stored.delete(name);
  }

  async get(_type: unknown, _namespace: string, name: string): Promise<KubeObject> {
    this.requests.push(`get ${name}`);
    this.#fail("get");
    return this.stored.get(name) ?? fail("not-found");
  }

  async #write(verb: string, name: string, dryRun: boolean, make: () => KubeObject) {
    this.requests.push(`${verb} ${name}${dryRun ? " dry" : ""}`);
    const object = make();
    if (dryRun) {
      this.#fail(`dry ${verb}`);
    } else {
      if (this.failures.get(verb)?.arrives !== false) this.stored.set(name, object);
      this.#fail(verb);
    }
    return { object, warnings: dryRun ? [] : ["careful"] };
  }

  #fail(verb: string): void {
    const failure = this.failures.get(verb);
    if (failure) fail(failure.kind);
  }
}

function fail(kind: ClusterErrorKind): never {
  throw new ClusterError(kind, `It is ${kind}.`);
}

function setUp(): { plan: Plan; server: LossyServer } {
  const cluster = new KnownCluster();
  const pack = cluster.pack("p", { personas: [{ name: "a", systemPrompt: "", model: "m" }] });
  const secret = { kind: "create", values: { OPENAI_API_KEY: CANARY } } as const;
  const plan = planActivation(cluster.snapshot, NAMESPACE, "p", { provider: "openai", secret }, NOW);
  return { plan, server: new LossyServer(pack) };
}

/** As it is noted. */
function requestOf(verb: string): string {
  const name = verb.endsWith("create") ? SECRET.name : "p";
  return verb.startsWith("dry ") ? `${verb.slice("dry ".length)} ${name} dry` : `${verb} ${name}`;
}

async function execute(server: LossyServer, plan: Plan, context = "test") {
  return await executeOver({ scope: { context }, client: server }, plan);
}

async function executeOver(session: PlanSession, plan: Plan) {
  const clock = new FakeClock();
  const running = executePlan(session, plan, {
    clock,
    signal: new AbortController().signal,
  });
  let ended = false;
  const end = () => {
    ended = true;
  };
  running.then(end, end);
  for (let round = 0; round < 100 && !ended; round++) await clock.pass(1_000);
  const execution = await running;
  assert.equal(clock.pending, 0);
  assert.doesNotMatch(JSON.stringify(execution), new RegExp(CANARY));
  return execution;
}

describe("Execution of a plan", () => {
  test("rehearses everything, then does it", async () => {
    const { plan, server } = setUp();
    const execution = await execute(server, plan);
    assert.ok(execution.state === "done");
    assert.deepEqual(server.requests, [
      "create p-openai-key dry",
      "patch p dry",
      "create p-openai-key",
      "patch p",
    ]);
    assert.deepEqual(execution.warnings, ["careful", "careful"]);
    assert.deepEqual(
      execution.written.map(({ metadata }) => metadata.name),
      ["p-openai-key", "p"],
    );
  });

  test("goes to no other context than the plan's", async () => {
    const { plan, server } = setUp();
    await assert.rejects(execute(server, plan, "other"), PlanRefused);
    assert.deepEqual(server.requests, []);
  });

  test("goes to no other cluster whose context has the same name", async () => {
    const { plan, server } = setUp();
    const session = { scope: { context: "test", cluster: "another" }, client: server };
    const options = { clock: new FakeClock(), signal: new AbortController().signal };
    await assert.rejects(executePlan(session, plan, options), {
      name: "PlanRefused",
      message: `“${plan.title}” was meant for the context test, which now stands for another cluster. Nothing was done.`,
    });
    assert.deepEqual(server.requests, []);
  });

  for (const { what, found } of [
    { what: "changed", found: { uid: "packs-p", generation: 2 } },
    { what: "made anew", found: { uid: "another", generation: 1 } },
    { what: "being deleted", found: { uid: "packs-p", generation: 1, deletionTimestamp: "now" } },
  ]) {
    test(`a pack that is ${what} meanwhile is a conflict for what concerns others of its objects`, async () => {
      const { plan, server } = setUp();
      const type = RESOURCES.instances;
      const steps = [{ verb: "delete", type, name: "p-former", uid: "1" }] as const;
      server.stored.set("p", { metadata: { name: "p", ...found } });
      const execution = await execute(server, { ...plan, steps });
      assert.ok(execution.state === "failed" && execution.error.kind === "conflict");
      assert.deepEqual([execution.during, execution.object.name], ["dry-run", "p"]);
      assert.deepEqual(server.requests, ["get p"]);
    });
  }

  for (const kind of ["forbidden", "invalid", "conflict", "offline"] as const) {
    test(`a rehearsal that is ${kind} changes nothing`, async () => {
      const { plan, server } = setUp();
      server.failures.set("dry create", { kind, arrives: false });
      const execution = await execute(server, plan);
      assert.ok(execution.state === "failed" && execution.during === "dry-run");
      assert.deepEqual([execution.error.kind, execution.object], [kind, SECRET]);
      assert.deepEqual(server.requests, ["create p-openai-key dry"]);
    });
  }

  for (const kind of ["conflict", "forbidden", "invalid"] as const) {
    test(`a patch that is ${kind} takes the Secret back, if it is still ours`, async () => {
      const { plan, server } = setUp();
      server.failures.set("patch", { kind, arrives: false });
      const execution = await execute(server, plan);
      assert.ok(execution.state === "failed" && execution.during === "execution");
      assert.deepEqual([execution.undone, execution.left, execution.uncertain], [[SECRET], [], false]);
      assert.equal(server.requests.at(-1), "delete p-openai-key new");
    });
  }

  test("undoing that fails is told", async () => {
    const { plan, server } = setUp();
    server.failures.set("patch", { kind: "conflict", arrives: false });
    server.failures.set("delete", { kind: "forbidden", arrives: false });
    const execution = await execute(server, plan);
    assert.ok(execution.state === "failed");
    assert.deepEqual([execution.undone, execution.left], [[], [SECRET]]);
  });

  for (const kind of ["offline", "busy", "unknown"] as const) {
    test(`an answer that got lost (${kind}) is no failure when the patch was carried out`, async () => {
      const { plan, server } = setUp();
      server.failures.set("patch", { kind, arrives: true });
      assert.equal((await execute(server, plan)).state, "done");
      assert.ok(server.stored.has(SECRET.name));
    });

    test(`a request that got lost (${kind}) is undone`, async () => {
      const { plan, server } = setUp();
      server.failures.set("patch", { kind, arrives: false });
      const execution = await execute(server, plan);
      assert.ok(execution.state === "failed");
      assert.deepEqual([execution.undone, execution.uncertain], [[SECRET], false]);
    });
  }

  for (const verb of ["dry create", "create", "dry patch", "patch"]) {
    for (const arrives of [true, false]) {
      test(`a connection that ends is no obstacle (${verb}, ${arrives ? "carried out" : "not carried out"})`, async () => {
        const { plan, server } = setUp();
        server.failures.set(verb, { kind: "cancelled", arrives });
        const next = new LossyServer(server.stored.get("p") ?? assert.fail("no pack"), server.stored);
        const clients = [server, next];
        const session = currentSession(() => {
          // The first one is closed as soon as it has failed.
          const isClosed = server.requests.includes(requestOf(verb));
          return { scope: { context: "test" }, client: clients[isClosed ? 1 : 0] ?? next };
        }, plan.scope);
        const execution = await executeOver(session, plan);
        assert.equal(execution.state, "done");
        assert.deepEqual(
          execution.written.map(({ metadata }) => metadata.name),
          ["p-openai-key", "p"],
        );
        assert.ok(server.stored.has(SECRET.name));
        const repeated = !arrives || verb.startsWith("dry");
        assert.equal(next.requests.includes(requestOf(verb)), repeated);
      });
    }
  }

  test("a request that is cancelled with its connection time and again is given up", async () => {
    const { plan, server } = setUp();
    server.failures.set("patch", { kind: "cancelled", arrives: false });
    const execution = await execute(server, plan);
    assert.ok(execution.state === "failed");
    assert.deepEqual([execution.undone, execution.uncertain], [[SECRET], false]);
  });

  test("who turns to another cluster meanwhile is told that nobody knows", async () => {
    const { plan, server } = setUp();
    server.failures.set("patch", { kind: "cancelled", arrives: true });
    const session = currentSession(() => {
      const cluster = server.requests.includes("patch p") ? "another" : undefined;
      return { scope: { context: "test", cluster }, client: server };
    }, plan.scope);
    const execution = await executeOver(session, plan);
    assert.ok(execution.state === "failed" && execution.uncertain);
    assert.deepEqual(execution.left, [SECRET]);
    assert.equal(server.requests.at(-1), "patch p");
  });

  test("a Secret whose answer got lost counts as created", async () => {
    const { plan, server } = setUp();
    server.failures.set("create", { kind: "offline", arrives: true });
    assert.equal((await execute(server, plan)).state, "done");
  });

  test("while nobody answers, nothing is undone: the pack may refer to the Secret", async () => {
    const { plan, server } = setUp();
    server.failures.set("patch", { kind: "offline", arrives: true });
    server.failures.set("get", { kind: "offline", arrives: false });
    const execution = await execute(server, plan);
    assert.ok(execution.state === "failed");
    assert.deepEqual([execution.undone, execution.left, execution.uncertain], [[], [SECRET], true]);
    assert.ok(server.requests.filter((request) => request === "get p").length > 10);
  });
});
