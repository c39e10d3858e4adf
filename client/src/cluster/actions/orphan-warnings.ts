/** What plans say of orphans that they do not delete. */
import { LABELS, RESOURCES } from "../resource-types.ts";
import { deletableOrphans, type Orphan } from "./orphans.ts";
import type { PlanWarning } from "./plan.ts";

/** While the pack is enabled: nobody waits for them. */
export function leftBehind(orphans: readonly Orphan[]): PlanWarning[] {
  const left = deletableOrphans(orphans);
  if (left.length === 0) return [];
  const message = `Of no persona of the pack any more, and left behind: ${listed(left)}.`;
  return [{ code: "orphans", message }];
}

/** `go`: the plan deletes those that no other pack uses. */
export function waitedFor(blocking: readonly Orphan[], go: boolean): PlanWarning[] {
  const left = go ? [] : deletableOrphans(blocking);
  const message = `The controller waits for ever for what belongs to no persona any more: ${listed(left)}. Delete that too.`;
  return [...(left.length > 0 ? [{ code: "never-finishes" as const, message }] : []), ...inUse(blocking)];
}

/** Deleting them would be no help: the other pack has them made anew, without what they have learnt. */
function inUse(blocking: readonly Orphan[]): PlanWarning[] {
  return blocking.flatMap((orphan): PlanWarning[] => {
    if (orphan.usedBy === undefined) return [];
    const message = `The controller waits for ever for ${listed([orphan])}, which the pack ${orphan.usedBy} uses: set its label ${LABELS.pack} to that pack.`;
    return [{ code: "never-finishes", message }];
  });
}

function listed(orphans: readonly Orphan[]): string {
  return orphans
    .map(({ resource, object }) => `${RESOURCES[resource].kind} ${object.metadata.name}`)
    .join(", ");
}
