/** The plan for any edit of a pack: the edit, what the controller makes of it, and who may object. */
import { readPersonaPack } from "../../../../server/src/pack/persona-pack.ts";
import type { ClusterSnapshot } from "../cluster-snapshot.ts";
import { gitOpsWarning } from "./ownership.ts";
import { type EffectOptions, packEffects } from "./pack-effects.ts";
import { editChanges, editedSpec, type PackEdit, packPatch } from "./pack-patch.ts";
import type { PackTarget } from "./pack-target.ts";
import { type Plan, type PlannedChange, PlanRefused, type PlanWarning } from "./plan.ts";
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
    changes: joined(changes, effects.changes),
    warnings: [...warned(owner), ...staleness(snapshot), ...effects.warnings],
    steps: [packPatch(pack, edit)],
  };
}

/** The controller may change again what the edit has changed: what counts is the end. */
function joined(edit: readonly PlannedChange[], then: readonly PlannedChange[]): PlannedChange[] {
  const isSame = (left: PlannedChange, right: PlannedChange) =>
    left.object.kind === right.object.kind &&
    left.object.name === right.object.name &&
    left.field === right.field;
  const changes = edit.map((change) => ({
    ...change,
    ...(then.some((later) => isSame(later, change)) && {
      to: then.find((later) => isSame(later, change))?.to,
    }),
  }));
  return [...changes, ...then.filter((later) => !edit.some((change) => isSame(later, change)))];
}

function warned(warning: PlanWarning | undefined): PlanWarning[] {
  return warning ? [warning] : [];
}
