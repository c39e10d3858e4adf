/** Puts an excluded persona back into service; it starts again from its seeds. */
import type { ClusterSnapshot } from "../cluster-snapshot.ts";
import { planPackChange } from "./pack-change.ts";
import { packTarget } from "./pack-target.ts";
import { type Plan, PlanRefused } from "./plan.ts";

/** Throws `PlanRefused`. */
export function planInclusion(
  snapshot: ClusterSnapshot,
  namespace: string,
  name: string,
  persona: string,
  now: Date,
): Plan {
  const pack = packTarget(snapshot, namespace, name);
  const { excludePersonas } = pack.pack.spec;
  if (!excludePersonas.has(persona)) throw new PlanRefused(`The persona ${persona} is not excluded.`);
  const left = [...excludePersonas].filter((one) => one !== persona);
  const spec = { excludePersonas: left.length > 0 ? left : null };
  return planPackChange(snapshot, pack, `Include ${persona} in ${name}`, { spec }, { now });
}
