/** Takes a persona out of service: all its objects go, its memory and its runs included. */
import type { ClusterSnapshot } from "../cluster-snapshot.ts";
import { planPackChange } from "./pack-change.ts";
import { packTarget } from "./pack-target.ts";
import { type Plan, PlanRefused } from "./plan.ts";

/** Throws `PlanRefused`. */
export function planExclusion(
  snapshot: ClusterSnapshot,
  namespace: string,
  name: string,
  persona: string,
  now: Date,
): Plan {
  const pack = packTarget(snapshot, namespace, name);
  const { personas, excludePersonas } = pack.pack.spec;
  if (!personas.some((one) => one.name === persona)) {
    throw new PlanRefused(`The pack has no persona ${persona}.`);
  }
  if (excludePersonas.has(persona)) throw new PlanRefused(`The persona ${persona} is excluded already.`);
  // Merging replaces lists, so the whole list goes along.
  const spec = { excludePersonas: [...excludePersonas, persona] };
  return planPackChange(snapshot, pack, `Exclude ${persona} from ${name}`, { spec }, { now });
}
