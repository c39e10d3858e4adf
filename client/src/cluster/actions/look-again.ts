/** Has the controller look at a pack again, which makes what is missing and puts right what differs: any change does. */
import type { ClusterSnapshot } from "../cluster-snapshot.ts";
import { RESOURCES } from "../resource-types.ts";
import { gitOpsWarning } from "./ownership.ts";
import { packEffects } from "./pack-effects.ts";
import { packTarget } from "./pack-target.ts";
import type { Plan } from "./plan.ts";
import { staleness } from "./staleness.ts";

/** Says when somebody last asked; means nothing to the controller. */
const ANNOTATION = "personapack/asked-to-look";

/** Throws `PlanRefused`. */
export function planLook(snapshot: ClusterSnapshot, namespace: string, name: string, now: Date): Plan {
  const { scope, target, object, pack } = packTarget(snapshot, namespace, name);
  const { uid, resourceVersion } = target;
  const annotations = { [ANNOTATION]: now.toISOString() };
  const { kind } = RESOURCES.packs;
  const effects = packEffects(snapshot, namespace, pack, { now });
  // What the controller changes of the pack itself others may put back as well.
  const fields = effects.changes.filter((change) => change.object.kind === kind).map(({ field }) => field);
  const owner = gitOpsWarning(object, [`metadata.annotations.${ANNOTATION}`, ...fields]);
  return {
    ...effects,
    title: `Have the controller look at ${name} again`,
    scope,
    target,
    changes: [
      {
        object: { kind, name },
        field: `metadata.annotations[${ANNOTATION}]`,
        from: object.metadata.annotations?.[ANNOTATION],
        to: now.toISOString(),
      },
      ...effects.changes,
    ],
    warnings: [...(owner ? [owner] : []), ...staleness(snapshot), ...effects.warnings],
    steps: [
      {
        verb: "patch",
        type: RESOURCES.packs,
        name,
        kind: "merge",
        body: { metadata: { uid, resourceVersion, annotations } },
      },
    ],
  };
}
