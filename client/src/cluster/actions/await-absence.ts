/** Waits until objects are gone that the store does not follow. */
import type { Clock } from "../clock.ts";
import type { ClusterClient, ResourceType } from "../cluster-client.ts";
import { isClusterError } from "../cluster-error.ts";
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
 * Rejects with a `ClusterError` if the API server cannot be asked at all.
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
    const there = await Promise.all(left.map((object) => exists(client, namespace, object, signal)));
    left = left.filter((_, index) => there[index]);
    if (left.length === 0 || signal.aborted || clock.now() >= end) return [...left];
    await new Pause(clock, signal).wait(ASK_AGAIN_MS);
  }
}

async function exists(
  client: Pick<ClusterClient, "get">,
  namespace: string,
  { kind, name }: ObjectName,
  signal: AbortSignal,
): Promise<boolean> {
  const type = TYPES.get(kind);
  if (!type) return false;
  try {
    await client.get(type, namespace, name, signal);
    return true;
  } catch (error) {
    if (!isClusterError(error)) throw error;
    if (error.kind === "not-found" || error.kind === "forbidden") return false;
    // It may be back in a moment.
    if (error.kind === "offline" || error.kind === "busy" || error.kind === "cancelled") return true;
    throw error;
  }
}
