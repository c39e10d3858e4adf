/** Has the controller look at a pack again, which makes what is missing: any change of the pack does that. */
import type { ClusterSnapshot } from "../cluster-snapshot.ts";
import { RESOURCES } from "../resource-types.ts";
import { packEffects } from "./pack-effects.ts";
import { packTarget } from "./pack-target.ts";
import type { Plan } from "./plan.ts";

/** Says when somebody last asked; means nothing to the controller. */
const ANNOTATION = "personapack/asked-to-look";

/** Throws `PlanRefused`. */
export function planLook(snapshot: ClusterSnapshot, namespace: string, name: string, now: Date): Plan {
  const { scope, target, object, pack } = packTarget(snapshot, namespace, name);
  const { uid, resourceVersion } = target;
  const annotations = { [ANNOTATION]: now.toISOString() };
  return {
    ...packEffects(snapshot, namespace, pack, { now }),
    title: `Have the controller look at ${name} again`,
    scope,
    target,
    changes: [
      {
        object: { kind: RESOURCES.packs.kind, name },
        field: `metadata.annotations[${ANNOTATION}]`,
        from: object.metadata.annotations?.[ANNOTATION],
        to: now.toISOString(),
      },
    ],
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
