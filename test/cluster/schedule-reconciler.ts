/** What the schedule controller does with one SympoziumSchedule: when it is due, a run; and its status. */
import { isDeepStrictEqual } from "node:util";
import { parseCron } from "../../server/src/pack/cron.ts";
import { nextRuns } from "../../server/src/pack/cron-runs.ts";
import { rfc3339, runOf } from "./agent-runs.ts";
import { withFinalizer, withoutFinalizer } from "./finalizer.ts";
import { typeOf } from "./instance-reconciler.ts";
import { itemPath } from "./kinds.ts";
import type { KubeObject, RestClient } from "./rest-client.ts";

const FINALIZER = "sympozium.ai/schedule-finalizer";
/** A schedule that never ran counts from this long before its creation. */
const LOOK_BACK_MS = 24 * 3_600_000;
const LONGEST_WAIT_MS = 60_000;
const SKIPPED_WAIT_MS = 30_000;

interface ScheduleSpec {
  readonly instanceRef: string;
  readonly schedule: string;
  readonly task: string;
  readonly type?: string;
  readonly suspend?: boolean;
  readonly concurrencyPolicy?: string;
}

interface ScheduleStatus {
  readonly phase?: string;
  readonly lastRunTime?: string;
  readonly nextRunTime?: string;
  readonly lastRunName?: string;
  readonly totalRuns?: number;
}

/** Milliseconds until it wants to be looked at again; undefined if only a change of it matters. */
export async function reconcileSchedule(
  client: RestClient,
  namespace: string,
  name: string,
): Promise<number | undefined> {
  const found = await client.get("SympoziumSchedule", namespace, name);
  if (!found) return undefined;
  if (found.metadata.deletionTimestamp !== undefined) {
    await withoutFinalizer(client, "SympoziumSchedule", found, FINALIZER);
    return undefined;
  }
  const schedule = await withFinalizer(client, "SympoziumSchedule", found, FINALIZER);
  return await new ScheduleRound(client, namespace, schedule).run();
}

class ScheduleRound {
  readonly #client: RestClient;
  readonly #namespace: string;
  readonly #schedule: KubeObject;
  readonly #spec: ScheduleSpec;
  readonly #status: ScheduleStatus;

  constructor(client: RestClient, namespace: string, schedule: KubeObject) {
    this.#client = client;
    this.#namespace = namespace;
    this.#schedule = schedule;
    this.#spec = schedule.spec as ScheduleSpec;
    this.#status = (schedule.status ?? {}) as ScheduleStatus;
  }

  async run(): Promise<number | undefined> {
    const instance = await this.#client.get("SympoziumInstance", this.#namespace, this.#spec.instanceRef);
    // Order of the real one: a suspended schedule is not looked at further, and its next run stays stale.
    if (this.#spec.suspend) return await this.#report({ phase: "Suspended" }, LONGEST_WAIT_MS);
    const cron = parseCron(this.#spec.schedule);
    if (!cron.valid) return await this.#report({ phase: "Error" }, undefined);
    if (!instance) return await this.#report({ phase: "Error" }, LONGEST_WAIT_MS);
    const now = new Date();
    const [next] = nextRuns(cron.schedule, this.#base(), 1);
    const nextTime = next && { nextRunTime: rfc3339(next) };
    if (next && next > now) {
      const wait = Math.min(next.getTime() - now.getTime(), LONGEST_WAIT_MS);
      return await this.#report({ phase: "Active", ...nextTime }, wait);
    }
    if (await this.#mustWait()) return await this.#report({ phase: "Active", ...nextTime }, SKIPPED_WAIT_MS);
    const fired = await this.#fire(instance);
    const [following] = nextRuns(cron.schedule, now, 1);
    const status = {
      phase: "Active",
      lastRunTime: rfc3339(now),
      ...(following && { nextRunTime: rfc3339(following) }),
      ...fired,
    };
    return await this.#report(status, LONGEST_WAIT_MS);
  }

  #base(): Date {
    const { lastRunTime } = this.#status;
    if (lastRunTime !== undefined) return new Date(lastRunTime);
    const created = new Date(this.#schedule.metadata.creationTimestamp ?? 0);
    return new Date(created.getTime() - LOOK_BACK_MS);
  }

  /** A server run of the Instance stops all schedules; under Forbid so does the last run of this one. */
  async #mustWait(): Promise<boolean> {
    const runs = await this.#runs(`sympozium.ai/instance=${this.#spec.instanceRef}`);
    if (runs.some((run) => phaseOf(run) === "Serving")) return true;
    const last = runs.find(({ metadata }) => metadata.name === this.#status.lastRunName);
    if (this.#spec.concurrencyPolicy !== "Forbid" || !last) return false;
    return ["Running", "Pending", undefined].includes(phaseOf(last));
  }

  async #fire(instance: KubeObject): Promise<Pick<ScheduleStatus, "lastRunName" | "totalRuns">> {
    const { name, uid } = this.#schedule.metadata;
    const runs = await this.#runs(`sympozium.ai/schedule=${name}`);
    const numbers = runs.map(({ metadata }) => Number(metadata.name.slice(name.length + 1)));
    const number = Math.max(this.#status.totalRuns ?? 0, ...numbers.filter(Number.isInteger)) + 1;
    const runName = `${name}-${number}`;
    await this.#client.create("AgentRun", this.#namespace, {
      ...typeOf("AgentRun"),
      metadata: {
        name: runName,
        labels: {
          "sympozium.ai/instance": instance.metadata.name,
          "sympozium.ai/schedule": name,
          "sympozium.ai/type": this.#spec.type ?? "",
        },
        ownerReferences: [{ ...typeOf("SympoziumSchedule"), name, uid, controller: true }],
      },
      spec: runOf(instance, { agentId: `schedule-${name}`, task: await this.#task() }),
    });
    return { lastRunName: runName, totalRuns: number };
  }

  /** The memory text goes in front: the only way in which seeds reach a model. */
  async #task(): Promise<string> {
    const memory = await this.#client.get("ConfigMap", this.#namespace, `${this.#spec.instanceRef}-memory`);
    const text = memory?.data?.["MEMORY.md"] ?? "";
    return text === "" ? this.#spec.task : `## Memory Context\n${text}\n\n## Task\n${this.#spec.task}`;
  }

  async #runs(selector: string): Promise<KubeObject[]> {
    return await this.#client.list(
      "AgentRun",
      this.#namespace,
      `?labelSelector=${encodeURIComponent(selector)}`,
    );
  }

  async #report(change: ScheduleStatus, wait: number | undefined): Promise<number | undefined> {
    const status = { ...this.#status, ...change };
    if (!isDeepStrictEqual(this.#status, status)) {
      const path = `${itemPath("SympoziumSchedule", this.#namespace, this.#schedule.metadata.name)}/status`;
      await this.#client.request("PUT", path, { ...this.#schedule, status });
    }
    return wait;
  }
}

function phaseOf({ status }: KubeObject): string | undefined {
  return (status as { phase?: string } | undefined)?.phase;
}
