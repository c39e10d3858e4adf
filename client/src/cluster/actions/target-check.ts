/** Whether the object of a plan is still as its user saw it, where none of the plan's own requests would tell. */
import type { KubeObject } from "../cluster-client.ts";
import { ClusterError, isClusterError } from "../cluster-error.ts";
import type { Plan } from "./plan.ts";
import { objectOf, type StepClient } from "./step-request.ts";
import { versionOf } from "./step-version.ts";

/** Rejects with a `ClusterError`: a conflict if it has been changed, made or replaced meanwhile. */
export async function checkTarget(
  client: Pick<StepClient, "get">,
  { scope, target, steps }: Plan,
  signal: AbortSignal,
): Promise<void> {
  const tells = steps.some((step) => objectOf(step).name === target.name && versionOf(step) !== undefined);
  if (tells) return;
  const { kind } = target.type;
  const place = `${kind} ${target.name} in namespace ${scope.namespace}`;
  let found: KubeObject;
  try {
    found = await client.get(target.type, scope.namespace, target.name, signal);
  } catch (error) {
    if (target.uid === undefined && isClusterError(error) && error.kind === "not-found") return;
    throw error;
  }
  // Applying would make our text a part of what somebody else has made.
  if (target.uid === undefined) throw new ClusterError("conflict", `${place} exists already.`);
  const { uid, generation, deletionTimestamp } = found.metadata;
  if (uid !== target.uid || generation !== target.generation || deletionTimestamp !== undefined) {
    throw new ClusterError("conflict", `Somebody else has changed ${place} in the meantime.`);
  }
}
