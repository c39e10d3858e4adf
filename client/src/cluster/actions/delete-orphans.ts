/** Deletes what belongs to no persona of a pack any more, which no controller does. */
import type { ClusterSnapshot } from "../cluster-snapshot.ts";
import { RESOURCES } from "../resource-types.ts";
import { type Orphan, orphansOf } from "./orphans.ts";
import { packTarget } from "./pack-target.ts";
import { personaRemoval } from "./persona-removal.ts";
import { type Plan, type PlannedRemoval, PlanRefused, type PlanStep, sameObject } from "./plan.ts";
import { staleness } from "./staleness.ts";

/** The steps, and all that goes with them. */
export function orphanRemoval(
  snapshot: ClusterSnapshot,
  namespace: string,
  orphans: readonly Orphan[],
): Pick<Plan, "removes" | "keeps" | "steps"> & Pick<Plan["expects"], "absent"> {
  const why = "Belongs to no persona any more.";
  const own: PlannedRemoval[] = orphans.map(({ resource, object }) => ({
    kind: RESOURCES[resource].kind,
    name: object.metadata.name,
    why,
    loses: resource === "configMaps" ? "memory" : undefined,
  }));
  const dependents = orphans
    .filter(({ resource }) => resource === "instances")
    .map(({ object }) => personaRemoval(snapshot, namespace, object.metadata.name, why));
  const further = dependents
    .flatMap(({ removes }) => removes)
    .filter((removed) => !own.some((one) => sameObject(one, removed)));
  const steps = orphans.map(
    ({ resource, object }): PlanStep => ({
      verb: "delete",
      type: RESOURCES[resource],
      name: object.metadata.name,
      uid: object.metadata.uid,
    }),
  );
  return {
    removes: [...own, ...further],
    keeps: dependents.flatMap(({ keeps }) => keeps),
    steps,
    absent: orphans.map(({ resource, object }) => ({ resource, name: object.metadata.name })),
  };
}

/** Throws `PlanRefused` if there are none. */
export function planOrphanDeletion(snapshot: ClusterSnapshot, namespace: string, name: string): Plan {
  const { scope, target, pack } = packTarget(snapshot, namespace, name);
  const orphans = orphansOf(snapshot, namespace, pack);
  if (orphans.length === 0) throw new PlanRefused(`Everything of ${name} belongs to one of its personas.`);
  const { absent, ...removal } = orphanRemoval(snapshot, namespace, orphans);
  return {
    title: `Delete what ${name} has left behind`,
    scope,
    target,
    creates: [],
    changes: [],
    warnings: staleness(snapshot),
    ...removal,
    expects: { pack: name, phase: undefined, present: [], absent },
  };
}
