/** The plan for any edit of a pack: the edit, what the controller makes of it, and who may object. */
import { readPersonaPack } from "../../../../server/src/pack/persona-pack.ts";
import type { ClusterSnapshot } from "../cluster-snapshot.ts";
import { gitOpsWarning } from "./ownership.ts";
import { type EffectOptions, packEffects } from "./pack-effects.ts";
import { editChanges, editedSpec, type PackEdit, packPatch } from "./pack-patch.ts";
import type { PackTarget } from "./pack-target.ts";
import { type Plan, type PlannedChange, PlanRefused, type PlanWarning, sameObject } from "./plan.ts";
import { staleness } from "./staleness.ts";

/** Throws `PlanRefused` if the edit changes nothing. */
export function planPackChange(
  snapshot: ClusterSnapshot,
  pack: PackTarget,
  title: string,
  edit: PackEdit,
  options: EffectOptions,
): Plan {
  const changes = editChanges(pack, edit);
  if (changes.length === 0)
    throw new PlanRefused(`The PersonaPack ${pack.target.name} is like that already.`);
  const after = readPersonaPack({ metadata: pack.object.metadata, spec: editedSpec(pack, edit) }).pack;
  const effects = packEffects(snapshot, pack.scope.namespace, after, options);
  const owner = gitOpsWarning(
    pack.object,
    changes.map(({ field }) => field),
  );
  return {
    title,
    scope: pack.scope,
    target: pack.target,
    ...effects,
    changes: endChanges(changes, effects.changes),
    warnings: [...warned(owner), ...staleness(snapshot), ...effects.warnings],
    steps: [packPatch(pack, edit)],
  };
}

/** The controller may change again what the edit has changed: what counts is the end. */
export function endChanges(edit: readonly PlannedChange[], then: readonly PlannedChange[]): PlannedChange[] {
  const changes = edit.map((change) => {
    const later = then.find((one) => isSameField(one, change));
    return later ? { ...change, to: later.to } : change;
  });
  return [
    ...changes.filter(({ from, to }) => from !== undefined || to !== undefined),
    ...then.filter((later) => !edit.some((change) => isSameField(later, change))),
  ];
}

export function isSameField(left: PlannedChange, right: PlannedChange): boolean {
  return sameObject(left.object, right.object) && left.field === right.field;
}

function warned(warning: PlanWarning | undefined): PlanWarning[] {
  return warning ? [warning] : [];
}
