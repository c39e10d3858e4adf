/**
 * Makes a persona's objects anew, for edits that reach them only when they are created: excludes it, waits until
 * everything is gone, and includes it again.
 */
import type { Clock } from "../clock.ts";
import { isClusterError } from "../cluster-error.ts";
import type { ClusterSnapshot, LiveSnapshot } from "../cluster-snapshot.ts";
import type { WatchedResource } from "../resource-types.ts";
import { awaitAbsence } from "./await-absence.ts";
import { awaitOutcome, type PlanOutcome } from "./await-outcome.ts";
import { currentSession } from "./current-session.ts";
import { planExclusion } from "./exclude-persona.ts";
import { type Execution, executePlan, type FailedExecution, type PlanSession } from "./execute-plan.ts";
import { planInclusion } from "./include-persona.ts";
import { packEffects } from "./pack-effects.ts";
import { packTarget } from "./pack-target.ts";
import { distinctObjects, type ObjectName, type Plan, PlanRefused } from "./plan.ts";

const EXCLUDED = "spec.excludePersonas";

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
  const warnings = [...exclusion.warnings, ...then.warnings].filter(
    ({ code, message }, index, all) =>
      // That the persona is excluded for a moment is nothing to be warned of.
      code !== "no-personas" && all.findIndex((one) => one.message === message) === index,
  );
  return {
    ...exclusion,
    warnings,
    title: `Reinstall ${persona} of ${name}`,
    // What other personas lack is made with the exclusion already.
    creates: distinctObjects([...exclusion.creates, ...then.creates]),
    changes: exclusion.changes.map((change) =>
      change.field === EXCLUDED
        ? { ...change, to: `${change.to ?? ""}, and back once everything is gone` }
        : change,
    ),
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
  /** The persona is excluded: something is left of it, or for another reason it could not be included again. */
  | {
      readonly state: "excluded";
      readonly remaining: readonly ObjectName[];
      /** A sentence, where what remains does not say it. */
      readonly reason: string | undefined;
    }
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

type Written = Extract<Execution, { readonly state: "done" }>;

/** Volumes are freed by the pods that use them, which takes a while. */
const LIMIT_MS = 120_000;

/** `session` is asked anew for every request, as connections come and go; it may throw `PlanRefused`. */
export async function reinstallPersona(
  session: () => PlanSession,
  live: LiveSnapshot,
  { persona, plan }: { readonly persona: string; readonly plan: Plan },
  options: ReinstallOptions,
): Promise<Reinstallation> {
  const current = currentSession(session, plan.scope);
  const exclusion = await executePlan(current, plan, options);
  if (exclusion.state === "failed") return { state: "failed", excluded: false, plan, failure: exclusion };
  try {
    return (
      (await untilGone(current, live, plan, exclusion, options)) ??
      (await include(current, live, { persona, plan }, options))
    );
  } catch (error) {
    // Whatever happens from here on, the user has to know that the persona is excluded.
    if (!isClusterError(error) && !(error instanceof PlanRefused)) throw error;
    return { state: "excluded", remaining: [], reason: error.message };
  }
}

/** Undefined once nothing of the persona is left, and the store knows what has become of the pack. */
async function untilGone(
  { client }: PlanSession,
  live: LiveSnapshot,
  plan: Plan,
  exclusion: Written,
  options: ReinstallOptions,
): Promise<Reinstallation | undefined> {
  const { signal, clock, onProgress, limitMs = LIMIT_MS } = options;
  onProgress?.("Waiting until everything is gone");
  const { namespace } = plan.scope;
  const remaining = await awaitAbsence(client, namespace, plan.removes, { signal, clock, limitMs });
  if (remaining.length > 0) return { state: "excluded", remaining, reason: undefined };
  const outcome = await outcomeOf(live, plan, exclusion, options);
  // An error is about other personas: of this one nothing is left.
  if (outcome.state === "done" || outcome.state === "error") return undefined;
  const { remaining: named, blind: reason } =
    outcome.state === "late" ? outcome : { remaining: [], blind: undefined };
  return { state: "excluded", remaining: named, reason };
}

async function include(
  session: PlanSession,
  live: LiveSnapshot,
  { persona, plan: exclusion }: { readonly persona: string; readonly plan: Plan },
  options: ReinstallOptions,
): Promise<Reinstallation> {
  const { clock, onProgress } = options;
  const { namespace, context } = exclusion.scope;
  const { name, uid } = exclusion.target;
  const plan = planInclusion(live.current, namespace, name, persona, new Date(clock.now()));
  if (plan.scope.context !== context || plan.target.uid !== uid) {
    throw new PlanRefused(`The PersonaPack ${name} that is shown now is another one.`);
  }
  onProgress?.("Including it again");
  const execution = await executePlan(session, plan, options);
  if (execution.state === "failed") return { state: "failed", excluded: true, plan, failure: execution };
  const outcome = await outcomeOf(live, plan, execution, options);
  return outcome.state === "done" ? { state: "done" } : { state: "included", plan, outcome };
}

async function outcomeOf(
  live: LiveSnapshot,
  plan: Plan,
  { written }: Written,
  { signal, clock, limitMs = LIMIT_MS }: ReinstallOptions,
): Promise<PlanOutcome> {
  const pack = written.find(({ metadata }) => metadata.name === plan.target.name);
  return await awaitOutcome(live, plan, { signal, clock, limitMs, generation: pack?.metadata.generation });
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
