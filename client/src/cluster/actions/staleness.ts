/** Lists of what will go are only as good as what is known. */
import type { ClusterSnapshot } from "../cluster-snapshot.ts";
import { RESOURCES, type WatchedResource } from "../resource-types.ts";
import type { PlanWarning } from "./plan.ts";

/** What packs make; without these nobody knows what a change removes. */
const NEEDED: readonly WatchedResource[] = ["instances", "schedules", "runs", "configMaps", "secrets"];

export function staleness(snapshot: ClusterSnapshot): PlanWarning[] {
  const unknown = NEEDED.filter((resource) => snapshot.state(resource).phase !== "live");
  if (unknown.length === 0) return [];
  const kinds = unknown.map((resource) => RESOURCES[resource].kind).join(", ");
  const message = `These lists may be incomplete: what there is of ${kinds} cannot be seen at the moment.`;
  return [{ code: "not-current", message }];
}
