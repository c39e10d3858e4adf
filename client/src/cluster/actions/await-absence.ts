/** Waits until objects are gone that the store does not follow. */
import type { Clock } from "../clock.ts";
import type { ClusterClient, ResourceType } from "../cluster-client.ts";
import { type ClusterError, isClusterError, isPassing } from "../cluster-error.ts";
import { Pause } from "../pause.ts";
import { RESOURCES } from "../resource-types.ts";
import type { ObjectName } from "./plan.ts";

const ASK_AGAIN_MS = 1000;

/** Others are not waited for. */
const TYPES: ReadonlyMap<string, ResourceType> = new Map(
  [
    ...Object.values(RESOURCES),
    { group: "", version: "v1", plural: "persistentvolumeclaims", kind: "PersistentVolumeClaim" },
    { group: "", version: "v1", plural: "services", kind: "Service" },
    { group: "apps", version: "v1", plural: "deployments", kind: "Deployment" },
  ].map((type) => [type.kind, type]),
);

/**
 * Those that are still there after `limitMs`, or when the signal was aborted. What may not be seen counts as gone.
 * Rejects with a `ClusterError` if the API server cannot be asked: at once if that will not pass by itself, else when
 * the time is over.
 */
export async function awaitAbsence(
  client: Pick<ClusterClient, "get">,
  namespace: string,
  objects: readonly ObjectName[],
  {
    signal,
    clock,
    limitMs,
  }: { readonly signal: AbortSignal; readonly clock: Clock; readonly limitMs: number },
): Promise<ObjectName[]> {
  const end = clock.now() + limitMs;
  let left = objects.filter(({ kind }) => TYPES.has(kind));
  for (;;) {
    const seen = await Promise.all(left.map((object) => look(client, namespace, object, signal)));
    left = left.filter((_, index) => seen[index] !== "gone");
    if (left.length === 0 || signal.aborted) return left;
    if (clock.now() >= end) {
      const failure = seen.find(isClusterError);
      // Nobody has seen them: that they are still there would be a guess.
      if (failure && !seen.includes("there")) throw failure;
      return left;
    }
    await new Pause(clock, signal).wait(ASK_AGAIN_MS);
  }
}

/** An error is one that may pass. */
async function look(
  client: Pick<ClusterClient, "get">,
  namespace: string,
  { kind, name }: ObjectName,
  signal: AbortSignal,
): Promise<"there" | "gone" | ClusterError> {
  const type = TYPES.get(kind);
  if (!type) return "gone";
  try {
    await client.get(type, namespace, name, signal);
    return "there";
  } catch (error) {
    if (!isClusterError(error)) throw error;
    if (error.kind === "not-found" || error.kind === "forbidden") return "gone";
    if (isPassing(error.kind)) return error;
    throw error;
  }
}
