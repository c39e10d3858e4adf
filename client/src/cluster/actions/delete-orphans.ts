/** Deletes what belongs to no persona of a pack any more, which no controller does. */
import type { ClusterSnapshot } from "../cluster-snapshot.ts";
import { RESOURCES } from "../resource-types.ts";
import { deletableOrphans, type Orphan, orphansOf } from "./orphans.ts";
import { packTarget } from "./pack-target.ts";
import { type Plan, type PlannedCreation, PlanRefused, type PlanStep } from "./plan.ts";
import { type Removal, removalOf } from "./removal.ts";
import { staleness } from "./staleness.ts";

/** The steps, and all that goes with them. */
export function orphanRemoval(
  snapshot: ClusterSnapshot,
  namespace: string,
  orphans: readonly Orphan[],
): Removal & Pick<Plan, "steps"> {
  const why = "Belongs to no persona of the pack any more.";
  const steps = orphans.map(
    ({ resource, object }): PlanStep => ({
      verb: "delete",
      type: RESOURCES[resource],
      name: object.metadata.name,
      uid: object.metadata.uid,
    }),
  );
  return { ...removalOf(snapshot, namespace, orphans, why), steps };
}

/** Throws `PlanRefused` if there are none. */
export function planOrphanDeletion(snapshot: ClusterSnapshot, namespace: string, name: string): Plan {
  const { scope, target, pack } = packTarget(snapshot, namespace, name);
  const orphans = orphansOf(snapshot, namespace, pack);
  if (orphans.length === 0) throw new PlanRefused(`Everything of ${name} belongs to one of its personas.`);
  const used = usedOrphans(orphans);
  const deletable = deletableOrphans(orphans);
  if (deletable.length === 0) {
    const names = used.map(({ kind, name: one, why }) => `${kind} ${one}: ${why}`).join(" ");
    throw new PlanRefused(`Nothing that ${name} has left behind can be deleted. ${names}`);
  }
  const { absent, keeps, ...removal } = orphanRemoval(snapshot, namespace, deletable);
  return {
    title: `Delete what ${name} has left behind`,
    scope,
    target,
    creates: [],
    changes: [],
    warnings: staleness(snapshot),
    ...removal,
    keeps: [...used, ...keeps],
    expects: { pack: name, phase: undefined, present: [], absent },
  };
}

export function usedOrphans(orphans: readonly Orphan[]): PlannedCreation[] {
  return orphans.flatMap(({ resource, object: { metadata }, usedBy }) =>
    usedBy === undefined
      ? []
      : [{ kind: RESOURCES[resource].kind, name: metadata.name, why: `The pack ${usedBy} uses it.` }],
  );
}
