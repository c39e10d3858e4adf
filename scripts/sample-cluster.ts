/** What there is to see in the local cluster of `npm start`, and runs that end, as no agents are at work in it. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadAll } from "js-yaml";
import { rfc3339 } from "../test/cluster/agent-runs.ts";
import { eventually } from "../test/cluster/eventually.ts";
import { isKind } from "../test/cluster/kinds.ts";
import type { KubeObject, RestClient } from "../test/cluster/rest-client.ts";

const FILES = ["sample-cluster.yaml", "../examples/data-team.yaml"].map((name) =>
  fileURLToPath(new URL(name, import.meta.url)),
);
const NAMESPACE = "default";
const SYSTEM_NAMESPACE = "sympozium-system";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Long enough to be seen running. */
const RUN_MS = 30_000;

const FAILING_INSTANCE = "support-desk-triage";
const FAILURE = "the provider answered 429: rate limit exceeded";

interface PastRun {
  readonly instance: string;
  readonly ago: number;
  readonly took: number;
  /** It has failed; without, it has succeeded. */
  readonly error?: string;
}

/** Of each Instance the oldest first. */
const PAST_RUNS: readonly PastRun[] = [
  { instance: "site-reliability-incident-watch", ago: 45 * MINUTE_MS, took: 52_000 },
  {
    instance: "site-reliability-incident-watch",
    ago: 30 * MINUTE_MS,
    took: 120_000,
    error: "the memory server was not ready after 120 seconds",
  },
  { instance: "site-reliability-incident-watch", ago: 15 * MINUTE_MS, took: 47_000 },
  { instance: "site-reliability-capacity-planner", ago: 6 * HOUR_MS, took: 184_000 },
  { instance: FAILING_INSTANCE, ago: HOUR_MS, took: 38_000 },
  { instance: FAILING_INSTANCE, ago: 30 * MINUTE_MS, took: 4_000, error: FAILURE },
];

/** Stores the objects, before any controller is at work: it would start the past runs anew. */
export async function storeSamples(client: RestClient): Promise<void> {
  await client.request("POST", "/api/v1/namespaces", { metadata: { name: SYSTEM_NAMESPACE } });
  await storePastRuns(client);
  for (const file of FILES) {
    for (const object of loadAll(readFileSync(file, "utf8")) as KubeObject[]) {
      const { kind = "", metadata } = object;
      if (!isKind(kind)) throw new Error(`${file}: ${kind} is none of the kinds of a sample`);
      await client.create(kind, metadata.namespace ?? NAMESPACE, object);
    }
  }
}

async function storePastRuns(client: RestClient): Promise<void> {
  const numbers = new Map<string, number>();
  for (const { instance, ago, took, error } of PAST_RUNS) {
    const number = (numbers.get(instance) ?? 0) + 1;
    numbers.set(instance, number);
    const schedule = `${instance}-schedule`;
    const name = `${schedule}-${number}`;
    await client.create("AgentRun", NAMESPACE, {
      apiVersion: "sympozium.ai/v1alpha1",
      kind: "AgentRun",
      metadata: { name, labels: { "sympozium.ai/instance": instance, "sympozium.ai/schedule": schedule } },
      spec: {
        instanceRef: instance,
        agentId: `schedule-${schedule}`,
        sessionKey: "",
        task: "As scheduled.",
        model: { provider: "openai", model: "gpt-4o", authSecretRef: "openai-credentials" },
      },
    });
    const started = Date.now() - ago;
    await client.mergePatch(
      "AgentRun",
      NAMESPACE,
      name,
      { status: { startedAt: rfc3339(new Date(started)), ...ended(started + took, error) } },
      "/status",
    );
  }
}

/** Past runs belong to their Schedules, once a controller has made those: with them they are to go. */
export async function adoptPastRuns(client: RestClient): Promise<void> {
  for (const instance of new Set(PAST_RUNS.map((run) => run.instance))) {
    const schedule = `${instance}-schedule`;
    const owner = await eventually(async () => {
      const found = await client.get("SympoziumSchedule", NAMESPACE, schedule);
      if (!found) throw new Error(`The controller has not made ${schedule}.`);
      return found;
    });
    const { apiVersion, kind, metadata } = owner;
    const ownerReferences = [{ apiVersion, kind, name: schedule, uid: metadata.uid, controller: true }];
    const count = PAST_RUNS.filter((run) => run.instance === instance).length;
    for (let number = 1; number <= count; number++) {
      await client.mergePatch("AgentRun", NAMESPACE, `${schedule}-${number}`, {
        metadata: { ownerReferences },
      });
    }
  }
}

/** Ends what has been running for a while, one persona's as failed. */
export async function endRuns(client: RestClient): Promise<void> {
  for (const run of await client.list("AgentRun")) {
    const { phase, startedAt = "" } = (run.status ?? {}) as { phase?: string; startedAt?: string };
    if (phase !== "Running" || Date.now() - Date.parse(startedAt) < RUN_MS) continue;
    const { name, namespace = "", labels = {} } = run.metadata;
    const error = labels["sympozium.ai/instance"] === FAILING_INSTANCE ? FAILURE : undefined;
    await client.mergePatch("AgentRun", namespace, name, { status: ended(Date.now(), error) }, "/status");
  }
}

/** The rest of the status of a run. */
function ended(at: number, error: string | undefined): object {
  const completedAt = rfc3339(new Date(at));
  return error === undefined
    ? { phase: "Succeeded", completedAt, result: "There is nothing that needs attention." }
    : { phase: "Failed", completedAt, error };
}
