/** Use cases on a real API server: its packs reconciled by the stand-in controller, seen through the real store. */
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { fieldPath } from "../../../../client/src/cluster/actions/apply-problem.ts";
import { awaitOutcome, type PlanOutcome } from "../../../../client/src/cluster/actions/await-outcome.ts";
import { currentSession } from "../../../../client/src/cluster/actions/current-session.ts";
import { type Execution, executePlan } from "../../../../client/src/cluster/actions/execute-plan.ts";
import {
  type ObjectName,
  type Plan,
  sameObject,
  shownValue,
} from "../../../../client/src/cluster/actions/plan.ts";
import { systemClock } from "../../../../client/src/cluster/clock.ts";
import { ClusterManager } from "../../../../client/src/cluster/cluster-manager.ts";
import type { Selection } from "../../../../client/src/cluster/cluster-selection.ts";
import type { SessionClient } from "../../../../client/src/cluster/cluster-session.ts";
import * as connect from "../../../../client/src/cluster/connect.ts";
import { WATCHED } from "../../../../client/src/cluster/resource-types.ts";
import { type Identity, TestApiServer } from "../../../cluster/api-server.ts";
import { describeWithCluster } from "../../../cluster/cluster-suite.ts";
import { eventually } from "../../../cluster/eventually.ts";
import { isKind, type Kind } from "../../../cluster/kinds.ts";
import type { KubeObject } from "../../../cluster/rest-client.ts";
import { StandInController } from "../../../cluster/stand-in-controller.ts";

/** Must show nowhere but in Secrets. */
export const CANARY = "sk-canary-do-not-show-4711";

const KINDS = [
  "PersonaPack",
  "SympoziumInstance",
  "SympoziumSchedule",
  "AgentRun",
  "ConfigMap",
  "PersistentVolumeClaim",
  "Deployment",
  "Service",
  "Secret",
] as const satisfies readonly Kind[];

export class ActionFixture {
  readonly server: TestApiServer;
  readonly controller: StandInController;
  /** All that was logged, reported or returned: must be free of the canary. */
  readonly heard: string[] = [];
  readonly #managers: ClusterManager[] = [];

  constructor(server: TestApiServer, controller: StandInController) {
    this.server = server;
    this.controller = controller;
  }

  /** As that user, in one namespace; everything that may be listed is there. */
  async view(identity: Identity, namespace: string): Promise<ClusterManager> {
    let selection: Selection | undefined;
    const manager = new ClusterManager({
      load: async () => connect,
      files: [identity.kubeconfig],
      connector: {
        env: {},
        isTrusted: () => true,
        log: (line) => this.heard.push(line),
        userAgent: "test/1",
      },
      selection: {
        load: () => selection,
        save: (chosen) => {
          selection = chosen;
        },
      },
      clock: systemClock,
      random: Math.random,
      log: (line) => this.heard.push(line),
    });
    this.#managers.push(manager);
    manager.look();
    const snapshot = manager.snapshot;
    await eventually(async () => assert.ok(snapshot.current.scope));
    manager.chooseNamespace(namespace);
    await eventually(async () => {
      const { current } = snapshot;
      assert.equal(current.scope?.namespace, namespace);
      assert.equal(current.connection.phase, "connected");
      for (const resource of WATCHED) assert.notEqual(current.state(resource).phase, "loading", resource);
    });
    return manager;
  }

  /** A new namespace, seen by the admin. */
  async place(namespace: string): Promise<ClusterManager> {
    await this.server.addNamespace(namespace);
    return await this.view(this.server.admin, namespace);
  }

  /** Stores the pack, and waits for its phase in the store. */
  async addPack(manager: ClusterManager, namespace: string, name: string, spec: object, phase: string) {
    await this.server.client.create("PersonaPack", namespace, {
      apiVersion: "sympozium.ai/v1alpha1",
      kind: "PersonaPack",
      metadata: { name },
      spec,
    });
    await this.untilPhase(manager, namespace, name, phase);
  }

  async untilPhase(manager: ClusterManager, namespace: string, name: string, phase: string): Promise<void> {
    await eventually(async () => {
      const status = manager.snapshot.current.get("packs", namespace, name)?.status;
      assert.equal((status as { phase?: string } | undefined)?.phase, phase);
    });
    await this.settled(manager, namespace);
  }

  /** The store knows all that there is, and nothing more comes. */
  async settled(manager: ClusterManager, namespace: string): Promise<void> {
    let before = "";
    await eventually(async () => {
      const now = (await this.objects(namespace)).join();
      const same = now === before;
      before = now;
      assert.ok(same);
      const { current } = manager.snapshot;
      const known = (["packs", "instances", "schedules", "runs", "configMaps"] as const).flatMap((resource) =>
        current.all(resource).map(({ metadata }) => metadata.name),
      );
      const watched = ["PersonaPack", "SympoziumInstance", "SympoziumSchedule", "AgentRun", "ConfigMap"];
      const there = now.split(",").filter((name) => watched.includes(name.split("/")[0] ?? ""));
      assert.deepEqual(known.sort(), there.map((name) => name.split("/")[1]).sort());
    });
  }

  /** As `Kind/name`, sorted. */
  async objects(namespace: string): Promise<string[]> {
    const lists = await Promise.all(
      KINDS.map(async (kind) =>
        (await this.server.client.list(kind, namespace)).map(({ metadata }) => `${kind}/${metadata.name}`),
      ),
    );
    return lists.flat().sort();
  }

  async pack(namespace: string, name: string) {
    const found = await this.server.client.get("PersonaPack", namespace, name);
    assert.ok(found, `pack ${name}`);
    return found as KubeObject & { spec: Record<string, unknown>; status?: Record<string, unknown> };
  }

  session(manager: ClusterManager): SessionClient {
    return manager.client ?? assert.fail("not connected");
  }

  /** Plan, execution and outcome; what the plan announced must be what has happened. */
  async carryOut(manager: ClusterManager, plan: Plan): Promise<PlanOutcome> {
    const { namespace } = plan.scope;
    const before = await this.objects(namespace);
    const execution = await this.execute(manager, plan);
    assert.equal(execution.state, "done", JSON.stringify(execution));
    const outcome = await this.outcome(manager, plan, execution);
    if (outcome.state !== "done") return outcome;
    await eventually(async () => {
      const now = await this.objects(namespace);
      const added = now.filter((name) => !before.includes(name));
      const gone = before.filter((name) => !now.includes(name));
      assert.deepEqual({ added, gone }, { added: namesOf(plan.creates), gone: namesOf(plan.removes) });
    });
    await this.#checkChanges(plan);
    return outcome;
  }

  /** Of objects that are gone there is nothing to see. */
  async #checkChanges({ changes, removes, scope }: Plan): Promise<void> {
    for (const { object, field, to } of changes) {
      if (removes.some((removed) => sameObject(removed, object))) continue;
      assert.ok(isKind(object.kind));
      const { kind, name } = { kind: object.kind, name: object.name };
      await eventually(async () => {
        const stored = await this.server.client.get(kind, scope.namespace, name);
        assert.equal(shownValue(valueAt(stored, field)), to, `${kind} ${name} ${field}`);
      });
    }
  }

  async execute(
    manager: ClusterManager,
    plan: Plan,
    options: { signal?: AbortSignal; settleMs?: number; onProgress?: (message: string) => void } = {},
  ): Promise<Execution> {
    const { signal = new AbortController().signal, ...rest } = options;
    const session = currentSession(() => this.session(manager), plan.scope);
    const execution = await executePlan(session, plan, {
      clock: systemClock,
      signal,
      ...rest,
    });
    const error = execution.state === "failed" ? [execution.error.message, execution.error.stack] : [];
    this.heard.push(JSON.stringify([plan, execution, error]));
    return execution;
  }

  async outcome(
    manager: ClusterManager,
    plan: Plan,
    execution: Execution,
    limitMs = 20_000,
  ): Promise<PlanOutcome> {
    assert.equal(execution.state, "done");
    const written = execution.written.find(({ kind }) => kind === "PersonaPack");
    const outcome = await awaitOutcome(manager.snapshot, plan, {
      signal: new AbortController().signal,
      clock: systemClock,
      limitMs,
      generation: written?.metadata.generation,
    });
    this.heard.push(JSON.stringify(outcome));
    return outcome;
  }

  async dispose(): Promise<void> {
    for (const manager of this.#managers) await manager.dispose();
  }
}

function valueAt(object: unknown, field: string): unknown {
  return fieldPath(field).reduce<unknown>(
    (value, key) => (value as Readonly<Record<string | number, unknown>> | undefined)?.[key],
    object,
  );
}

/** Kinds that the test server has nobody for. */
const NOT_MADE = new Set(["Job", "HTTPRoute"]);

function namesOf(objects: readonly ObjectName[]): string[] {
  return objects
    .filter(({ kind }) => !NOT_MADE.has(kind))
    .map(({ kind, name }) => `${kind}/${name}`)
    .sort();
}

export function describeActions(name: string, body: (fixture: () => ActionFixture) => void): void {
  describeWithCluster(name, (binaries) => {
    let fixture: ActionFixture | undefined;
    const unheard: unknown[] = [];
    const listener = (reason: unknown) => unheard.push(reason);
    before(async () => {
      process.on("unhandledRejection", listener);
      const server = await TestApiServer.start(binaries);
      fixture = new ActionFixture(server, await StandInController.start(server.admin.rest));
    });
    after(async () => {
      await fixture?.dispose();
      await fixture?.controller.stop();
      await fixture?.server.stop();
      process.off("unhandledRejection", listener);
      assert.deepEqual(unheard, []);
      assert.doesNotMatch(fixture?.heard.join("\n") ?? "", new RegExp(CANARY));
    });
    body(() => fixture ?? assert.fail("The API server has not started."));
  });
}

export const TEAM = {
  enabled: false,
  personas: [
    {
      name: "lead",
      systemPrompt: "Lead.",
      model: "gpt-4o-mini",
      schedule: { type: "heartbeat", interval: "1h", task: "Plan." },
      memory: { enabled: true, seeds: ["Be kind"] },
    },
    { name: "helper", systemPrompt: "Help.", channels: ["telegram", "whatsapp"] },
  ],
};
