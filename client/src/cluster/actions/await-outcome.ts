/** Watches the store until the controller has done what a plan expects of it. */
import { instanceName, packName, scheduleName } from "../../../../server/src/pack/names.ts";
import { readPersonaPack } from "../../../../server/src/pack/persona-pack.ts";
import type { Clock } from "../clock.ts";
import type { KubeObject } from "../cluster-client.ts";
import { isSameCluster } from "../cluster-identity.ts";
import type { ClusterSnapshot, LiveSnapshot } from "../cluster-snapshot.ts";
import { lasting, phaseOf } from "../object-fields.ts";
import { RESOURCES } from "../resource-types.ts";
import { blockingOrphans, orphansOf } from "./orphans.ts";
import type { ExpectedObject, ObjectName, Plan, PlanScope } from "./plan.ts";
import { isSeen } from "./unseen-namespace.ts";

export type PlanOutcome =
  | { readonly state: "done" }
  /** The pack's phase is Error: the API server refused some object. The reason is in the controller's log only. */
  | { readonly state: "error"; readonly missing: readonly ObjectName[] }
  /** A deactivation that will not end: it waits for these, which nobody deletes. */
  | { readonly state: "stuck"; readonly blockers: readonly ObjectName[] }
  | {
      readonly state: "late";
      readonly phase: string;
      readonly missing: readonly ObjectName[];
      readonly remaining: readonly ObjectName[];
      /** Why nothing can be seen, if that is the reason. */
      readonly blind: string | undefined;
    }
  | { readonly state: "cancelled" };

export interface AwaitOptions {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly limitMs?: number;
  /** `metadata.generation` of the pack as it was written; older ones are not looked at. */
  readonly generation?: number | undefined;
  readonly onProgress?: (done: number, total: number) => void;
}

const LIMIT_MS = 60_000;
/** What the controller takes at most to look at a pack that was changed, if it does so at all. */
const ERROR_GRACE_MS = 10_000;

/** Never rejects. Leaves no timer and no listener behind. */
export async function awaitOutcome(
  live: LiveSnapshot,
  plan: Plan,
  options: AwaitOptions,
): Promise<PlanOutcome> {
  const { signal, clock, limitMs = LIMIT_MS, onProgress } = options;
  const { promise, resolve } = Promise.withResolvers<PlanOutcome>();
  // An Error from before the change says nothing of it: the API server answers the change with the old status.
  let errorCounts = false;
  const look = () => {
    const progress = progressOf(live.current, plan, options.generation, errorCounts);
    errorCounts ||= progress.isSound;
    onProgress?.(progress.done, progress.total);
    if (progress.outcome) resolve(progress.outcome);
  };
  const believe = () => {
    errorCounts = true;
    look();
  };
  const late = () => resolve(progressOf(live.current, plan, options.generation, errorCounts).late);
  const cancel = () => resolve({ state: "cancelled" });
  const listening = live.onChange(look);
  const callOff = clock.after(limitMs, late);
  const callOffGrace = clock.after(ERROR_GRACE_MS, believe);
  signal.addEventListener("abort", cancel, { once: true });
  if (signal.aborted) cancel();
  else look();
  try {
    return await promise;
  } finally {
    listening.dispose();
    callOff();
    callOffGrace();
    signal.removeEventListener("abort", cancel);
  }
}

interface Progress {
  /** Undefined while it goes on. */
  readonly outcome: PlanOutcome | undefined;
  readonly late: PlanOutcome;
  readonly done: number;
  readonly total: number;
  /** The pack is seen, or seen to be missing, in a phase other than Error. */
  readonly isSound: boolean;
}

function progressOf(
  snapshot: ClusterSnapshot,
  { scope, expects }: Plan,
  generation: number | undefined,
  errorCounts: boolean,
): Progress {
  const { namespace } = scope;
  const hidden = hiddenBy(snapshot, scope);
  const find = ({ resource, name }: ExpectedObject) => snapshot.get(resource, namespace, name);
  const nameOf = ({ resource, name }: ExpectedObject) => ({ kind: RESOURCES[resource].kind, name });
  // Who may not see a kind neither finds any of it missing nor any of it left.
  const missing = expects.present.filter((one) => readable(snapshot, one) && !lasting(find(one))).map(nameOf);
  const remaining = expects.absent.filter((one) => readable(snapshot, one) && find(one)).map(nameOf);
  const pack = snapshot.get("packs", namespace, expects.pack);
  const phase = phaseOf(pack);
  const total = expects.present.length + expects.absent.length + 1;
  const blind = hidden ?? blindness(snapshot, expects);
  const late: PlanOutcome =
    blind === undefined
      ? { state: "late", phase, missing, remaining, blind }
      : { state: "late", phase: "", missing: [], remaining: [], blind };
  const children = missing.length === 0 && remaining.length === 0;
  const current =
    expects.phase === "gone" || generation === undefined || (pack?.metadata.generation ?? 0) >= generation;
  const finished = children && current && reached(expects.phase, pack, phase);
  const done = total - missing.length - remaining.length - (finished ? 0 : 1);
  const isSound = blind === undefined && phase !== "Error";
  const progress = { outcome: undefined, late, done, total, isSound };
  // Somebody who will not see it does not wait for it.
  if (hidden !== undefined) return { ...progress, outcome: late, done: 0 };
  if (blind !== undefined || !current) return progress;
  if (finished) return { ...progress, outcome: { state: "done" }, done: total };
  if (phase === "Error" && expects.phase === "Ready" && errorCounts) {
    return { ...progress, outcome: { state: "error", missing } };
  }
  const blockers = expects.phase === "Inactive" && pack ? stuckOn(snapshot, namespace, pack) : [];
  return blockers.length > 0 ? { ...progress, outcome: { state: "stuck", blockers } } : progress;
}

function reached(expected: Plan["expects"]["phase"], pack: KubeObject | undefined, phase: string): boolean {
  return expected === undefined || (expected === "gone" ? !pack : phase === expected);
}

/** Once all that the controller deletes is gone, what else has the label keeps it waiting. */
export function stuckOn(snapshot: ClusterSnapshot, namespace: string, object: KubeObject): ObjectName[] {
  const { pack } = readPersonaPack(object);
  const own = pack.spec.personas.some(({ name }) => {
    if (name === undefined) return false;
    const instance = instanceName(packName(pack), name);
    return (
      snapshot.get("instances", namespace, instance) !== undefined ||
      snapshot.get("schedules", namespace, scheduleName(instance)) !== undefined
    );
  });
  if (own) return [];
  return blockingOrphans(orphansOf(snapshot, namespace, pack))
    .filter(({ object: { metadata } }) => metadata.deletionTimestamp === undefined)
    .map(({ resource, object: { metadata } }) => ({ kind: RESOURCES[resource].kind, name: metadata.name }));
}

/** Why the view will not come to see what becomes of the pack; undefined if it may. */
function hiddenBy(snapshot: ClusterSnapshot, place: PlanScope): string | undefined {
  const { scope, connection } = snapshot;
  if (scope?.context !== place.context) return "Another context is shown.";
  if (!isSameCluster(scope, place)) return "Another cluster is shown.";
  if (!isSeen(snapshot, place.namespace)) return "Another namespace is shown.";
  const isRefused = connection.phase === "connected" && snapshot.state("packs").phase === "blocked";
  return isRefused ? "PersonaPacks cannot be listed here." : undefined;
}

function readable(snapshot: ClusterSnapshot, { resource }: ExpectedObject): boolean {
  return snapshot.state(resource).phase !== "blocked";
}

function blindness(snapshot: ClusterSnapshot, { present, absent }: Plan["expects"]): string | undefined {
  const { connection } = snapshot;
  if (connection.phase === "offline" || connection.phase === "blocked") return connection.reason;
  if (connection.phase !== "connected") return "The cluster is not connected.";
  // What has not been listed yet looks as if it were gone.
  const needed = ["packs" as const, ...[...present, ...absent].map(({ resource }) => resource)];
  const loading = needed.find((resource) => snapshot.state(resource).phase === "loading");
  return loading && `What there is of ${RESOURCES[loading].kind} is still being read.`;
}
