/** Gives all scheduled personas of a pack one objective in front of their own tasks. */
import type { ClusterSnapshot } from "../cluster-snapshot.ts";
import { planPackChange } from "./pack-change.ts";
import { packTarget } from "./pack-target.ts";
import type { Plan } from "./plan.ts";

/** An empty text takes it away. Throws `PlanRefused`. */
export function planTaskOverride(
  snapshot: ClusterSnapshot,
  namespace: string,
  name: string,
  text: string,
  now: Date,
): Plan {
  const pack = packTarget(snapshot, namespace, name);
  const spec = { taskOverride: text || null };
  const title = text ? `Set the task override of ${name}` : `Remove the task override of ${name}`;
  return planPackChange(snapshot, pack, title, { spec }, { now });
}
