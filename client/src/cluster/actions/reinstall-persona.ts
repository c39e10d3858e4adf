/**
 * Makes a persona's objects anew, for edits that reach them only when they are created: excludes it, waits until
 * everything is gone, and includes it again.
 */
import type { Clock } from "../clock.ts";
import type { ClusterSnapshot, LiveSnapshot } from "../cluster-snapshot.ts";
import type { WatchedResource } from "../resource-types.ts";
import { awaitAbsence } from "./await-absence.ts";
import { awaitOutcome, type PlanOutcome } from "./await-outcome.ts";
import { planExclusion } from "./exclude-persona.ts";
import { executePlan, type FailedExecution, type PlanSession } from "./execute-plan.ts";
import { planInclusion } from "./include-persona.ts";
import { packEffects } from "./pack-effects.ts";
import { packTarget } from "./pack-target.ts";
import type { ObjectName, Plan } from "./plan.ts";

/** To be shown and agreed to; its steps are those of the exclusion only. Throws `PlanRefused`. */
export function planReinstallation(
  snapshot: ClusterSnapshot,
  namespace: string,
  name: string,
  persona: string,
  now: Date,
): Plan {
  const exclusion = planExclusion(snapshot, namespace, name, persona, now);
  const { pack } = packTarget(snapshot, namespace, name);
  const then = packEffects(withoutObjects(snapshot, exclusion), namespace, pack, { now });
  return {
    ...exclusion,
    title: `Reinstall ${persona} of ${name}`,
    creates: [...exclusion.creates, ...then.creates],
    changes: exclusion.changes.map((change) => ({
      ...change,
      to: `${change.to ?? ""}, and back once everything is gone`,
    })),
  };
}

export type Reinstallation =
  | { readonly state: "done" }
  /** Of the exclusion nothing has happened, or the persona is still excluded. */
  | {
      readonly state: "failed";
      readonly excluded: boolean;
      readonly plan: Plan;
      readonly failure: FailedExecution;
    }
  /** The persona is excluded, and what is left of it keeps it from being made anew. */
  | { readonly state: "excluded"; readonly remaining: readonly ObjectName[] }
  /** It is included again, and the controller has not finished. */
  | { readonly state: "included"; readonly plan: Plan; readonly outcome: PlanOutcome };

export interface ReinstallOptions {
  /** Aborting it leaves the persona as it is then. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly onProgress?: (message: string) => void;
  /** Milliseconds for each of the waits. */
  readonly limitMs?: number;
}

/** Volumes are freed by the pods that use them, which takes a while. */
const LIMIT_MS = 120_000;

/** Rejects with `PlanRefused` if the pack is changed meanwhile so that there is nothing to include any more. */
export async function reinstallPersona(
  session: PlanSession,
  live: LiveSnapshot,
  { persona, plan }: { readonly persona: string; readonly plan: Plan },
  options: ReinstallOptions,
): Promise<Reinstallation> {
  const { signal, clock, onProgress, limitMs = LIMIT_MS } = options;
  const excluded = await step(session, live, plan, { ...options, limitMs });
  if ("failure" in excluded) return { state: "failed", excluded: false, plan, failure: excluded.failure };
  onProgress?.("Waiting until everything is gone");
  const { namespace } = plan.scope;
  const remaining = await awaitAbsence(session.client, namespace, plan.removes, { signal, clock, limitMs });
  if (remaining.length > 0 || excluded.outcome.state !== "done") {
    const named = excluded.outcome.state === "late" ? excluded.outcome.remaining : [];
    return { state: "excluded", remaining: remaining.length > 0 ? remaining : named };
  }
  const inclusion = planInclusion(live.current, namespace, plan.target.name, persona, new Date(clock.now()));
  onProgress?.("Including it again");
  const included = await step(session, live, inclusion, { ...options, limitMs });
  if ("failure" in included) {
    return { state: "failed", excluded: true, plan: inclusion, failure: included.failure };
  }
  const { outcome } = included;
  return outcome.state === "done" ? { state: "done" } : { state: "included", plan: inclusion, outcome };
}

async function step(
  session: PlanSession,
  live: LiveSnapshot,
  plan: Plan,
  { signal, clock, onProgress, limitMs }: ReinstallOptions & { readonly limitMs: number },
): Promise<{ readonly failure: FailedExecution } | { readonly outcome: PlanOutcome }> {
  const execution = await executePlan(session, plan, { signal, clock, ...(onProgress && { onProgress }) });
  if (execution.state === "failed") return { failure: execution };
  const written = execution.written.find(({ metadata }) => metadata.name === plan.target.name);
  const generation = written?.metadata.generation;
  return { outcome: await awaitOutcome(live, plan, { signal, clock, limitMs, generation }) };
}

/** As it will look when everything that a plan waits for is gone. */
function withoutObjects(snapshot: ClusterSnapshot, { scope, expects }: Plan): ClusterSnapshot {
  const gone = new Set(expects.absent.map(({ resource, name }) => `${resource}/${name}`));
  const isGone = (resource: WatchedResource, namespace: string, name: string) =>
    namespace === scope.namespace && gone.has(`${resource}/${name}`);
  return {
    revision: snapshot.revision,
    scope: snapshot.scope,
    connection: snapshot.connection,
    state: (resource) => snapshot.state(resource),
    all: (resource) =>
      snapshot
        .all(resource)
        .filter(({ metadata }) => !isGone(resource, metadata.namespace ?? "", metadata.name)),
    get: (resource, namespace, name) =>
      isGone(resource, namespace, name) ? undefined : snapshot.get(resource, namespace, name),
    labelledForPack: (resource, namespace, pack) =>
      snapshot
        .labelledForPack(resource, namespace, pack)
        .filter(({ metadata }) => !isGone(resource, namespace, metadata.name)),
    runsOf: (namespace, instance) =>
      isGone("instances", namespace, instance) ? [] : snapshot.runsOf(namespace, instance),
  };
}
