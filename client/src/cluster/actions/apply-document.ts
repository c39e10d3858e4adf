/** Applies a document as it is written (server-side apply): the API server reads the YAML, compares and merges. */
import { readPersonaPack } from "../../../../server/src/pack/persona-pack.ts";
import type { ClusterClient, KubeObject } from "../cluster-client.ts";
import { type ClusterErrorKind, isClusterError } from "../cluster-error.ts";
import type { ClusterSnapshot, LiveSnapshot } from "../cluster-snapshot.ts";
import { FIELD_MANAGER } from "../field-manager.ts";
import { RESOURCES } from "../resource-types.ts";
import { type ApplyProblem, applyProblems, wholeProblem } from "./apply-problem.ts";
import { contentChanges } from "./content-changes.ts";
import type { LocalDocument } from "./local-document.ts";
import { gitOpsWarning, managersOf } from "./ownership.ts";
import { endChanges, isSameField } from "./pack-change.ts";
import { packEffects } from "./pack-effects.ts";
import { refuseDeleted, scopeOf } from "./pack-target.ts";
import type { Plan, PlannedChange, PlanWarning } from "./plan.ts";
import { staleness } from "./staleness.ts";
import { expectedIn, isSeen, notSeen } from "./unseen-namespace.ts";

export interface ApplyRequest {
  readonly document: LocalDocument;
  /** For documents that name none. */
  readonly namespace: string;
  /** Take over fields of other managers. */
  readonly force?: boolean;
}

export type ApplyPlan =
  | { readonly state: "planned"; readonly plan: Plan; readonly result: KubeObject }
  /** It would be stored as it is already. */
  | { readonly state: "unchanged" }
  /** The API server refuses it, or others own fields of it. */
  | { readonly state: "refused"; readonly problems: readonly ApplyProblem[] };

/**
 * Asks the API server what would be stored. Rejects with a `ClusterError` if that cannot be asked, and with
 * `PlanRefused` if the pack is being deleted.
 */
export async function planApply(
  client: Pick<ClusterClient, "get" | "patch">,
  live: LiveSnapshot,
  { document, namespace: chosen, force = false }: ApplyRequest,
  now: Date,
  signal: AbortSignal,
): Promise<ApplyPlan> {
  const { identity, text } = document;
  if (!identity) return refused(document.problem ?? "This cannot be applied.");
  const { type, name } = identity;
  const namespace = identity.namespace ?? chosen;
  const scope = scopeOf(live.current, namespace);
  const before = await packBefore(client, live.current, namespace, name, signal);
  if (before) refuseDeleted(before);
  const { uid, resourceVersion } = before?.metadata ?? {};
  const step = { verb: "patch", type, name, kind: "apply", body: text, force, uid, resourceVersion } as const;
  try {
    const { object, warnings } = await client.patch(
      type,
      namespace,
      name,
      { kind: "apply", body: text, dryRun: true, force },
      signal,
    );
    const seen = isSeen(live.current, namespace);
    const snapshot = seen ? live.current : expectedIn(live.current, namespace, before);
    const { pack } = readPersonaPack(object);
    const effects = packEffects(snapshot, namespace, pack, { now });
    const edits = before ? contentChanges(before, object) : [];
    if (before && edits.length === 0) return { state: "unchanged" };
    const owner =
      before &&
      gitOpsWarning(
        before,
        edits.map(({ field }) => field),
      );
    const plan: Plan = {
      title: before ? `Apply ${name}` : `Create ${name}`,
      scope,
      target: {
        type,
        name,
        uid: before?.metadata.uid,
        resourceVersion: before?.metadata.resourceVersion,
        generation: before?.metadata.generation,
      },
      ...effects,
      creates: [
        ...(before ? [] : [{ kind: RESOURCES.packs.kind, name, why: "It is not in the cluster yet." }]),
        ...effects.creates,
      ],
      changes: endChanges(edits, effects.changes),
      warnings: [
        ...(owner ? [owner] : []),
        ...(force && before ? takeOvers(before, edits) : []),
        ...(seen ? staleness(snapshot) : [notSeen(snapshot, namespace)]),
        ...takenAway(edits, effects.changes),
        ...effects.warnings,
        ...warnings.map((message) => ({ code: "api-server" as const, message })),
      ],
      steps: [step],
    };
    return { state: "planned", plan, result: object };
  } catch (error) {
    if (!isClusterError(error)) throw error;
    if (UNASKED.has(error.kind)) throw error;
    return { state: "refused", problems: applyProblems(error, before) };
  }
}

/** Of errors that say nothing against the document: it did not come to be looked at. */
const UNASKED: ReadonlySet<ClusterErrorKind> = new Set([
  "offline",
  "tls",
  "unauthenticated",
  "forbidden",
  "busy",
  "cancelled",
  "crd-missing",
]);

/** As the view has it; asked for where it has none, which says nothing of the cluster. Rejects with a `ClusterError`. */
async function packBefore(
  client: Pick<ClusterClient, "get">,
  snapshot: ClusterSnapshot,
  namespace: string,
  name: string,
  signal: AbortSignal,
): Promise<KubeObject | undefined> {
  if (isSeen(snapshot, namespace) && snapshot.state("packs").phase === "live") {
    return snapshot.get("packs", namespace, name);
  }
  try {
    return await client.get(RESOURCES.packs, namespace, name, signal);
  } catch (error) {
    if (isClusterError(error) && error.kind === "not-found") return undefined;
    throw error;
  }
}

function refused(message: string): ApplyPlan {
  return { state: "refused", problems: [wholeProblem("rejected", message)] };
}

/** Whose fields they are so far. */
function takeOvers(before: KubeObject, edits: readonly PlannedChange[]): PlanWarning[] {
  const fields = [...new Set(edits.map(({ field }) => field.replace(/\[.*$/, "")))];
  const owned = fields.flatMap((field) =>
    managersOf(before, field)
      .filter((manager) => manager !== FIELD_MANAGER)
      .map((manager) => ({ manager, field })),
  );
  return [...Map.groupBy(owned, ({ manager }) => manager)].map(([manager, of]) => {
    const list = of.map(({ field }) => field).join(", ");
    return { code: "takes-over", message: `Takes over from “${manager}”: ${list}.` };
  });
}

/** What is written, and taken away again by the controller. */
function takenAway(edits: readonly PlannedChange[], then: readonly PlannedChange[]): PlanWarning[] {
  return edits
    .filter((edit) => then.some((later) => later.to === undefined && isSameField(edit, later)))
    .map(({ field }) => ({
      code: "reverted",
      message: `The controller takes ${field} away again, as it does from every pack that is not enabled.`,
    }));
}
