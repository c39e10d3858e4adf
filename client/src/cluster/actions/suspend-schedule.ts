/**
 * Stops a schedule from starting runs, and lets it go on. The pack controller of this release writes the schedules of
 * its personas anew, so there it would not last: it is offered only for schedules that no pack writes.
 */

import { DEFAULT_RELEASE, RELEASES, type ReleaseBehaviour } from "../../../../server/src/pack/releases.ts";
import type { KubeObject } from "../cluster-client.ts";
import type { ClusterSnapshot } from "../cluster-snapshot.ts";
import { LABELS, RESOURCES } from "../resource-types.ts";
import { fieldsOf, rawSpec } from "./fields.ts";
import { gitOpsWarning } from "./ownership.ts";
import { scopeOf, targetOf } from "./pack-target.ts";
import { type Plan, PlanRefused, shownValue } from "./plan.ts";

/** Why it would not last; undefined if it does. */
export function suspensionRefusal(
  { metadata }: KubeObject,
  behaviour: ReleaseBehaviour = RELEASES[DEFAULT_RELEASE],
): string | undefined {
  const pack = metadata.labels?.[LABELS.pack];
  const writtenByPack =
    pack !== undefined || (metadata.ownerReferences ?? []).some(({ kind }) => kind === RESOURCES.packs.kind);
  if (!writtenByPack || behaviour.scheduleSuspend === "kept") return undefined;
  return `The controller of ${behaviour.release} at once undoes a suspension of ${metadata.name}: exclude the persona, or take its schedule out of the pack ${pack ?? ""}.`;
}

/** Throws `PlanRefused`, also where the controller would undo it. */
export function planSuspension(
  snapshot: ClusterSnapshot,
  namespace: string,
  name: string,
  suspend: boolean,
  behaviour: ReleaseBehaviour = RELEASES[DEFAULT_RELEASE],
): Plan {
  const scope = scopeOf(snapshot, namespace);
  const schedule = snapshot.get("schedules", namespace, name);
  if (!schedule) throw new PlanRefused(`There is no schedule ${name} in namespace ${namespace}.`);
  const refusal = suspend ? suspensionRefusal(schedule, behaviour) : undefined;
  if (refusal !== undefined) throw new PlanRefused(refusal);
  if (fieldsOf(schedule, "spec").flag("suspend") === suspend) {
    throw new PlanRefused(`The schedule ${name} is ${suspend ? "suspended" : "active"} already.`);
  }
  const target = targetOf("schedules", schedule);
  const { uid, resourceVersion } = target;
  const owner = gitOpsWarning(schedule, ["spec.suspend"]);
  return {
    title: `${suspend ? "Suspend" : "Resume"} ${name}`,
    scope,
    target,
    creates: [],
    changes: [
      {
        object: { kind: RESOURCES.schedules.kind, name },
        field: "spec.suspend",
        from: shownValue(rawSpec(schedule).suspend),
        to: shownValue(suspend),
      },
    ],
    removes: [],
    keeps: [],
    warnings: owner ? [owner] : [],
    steps: [
      {
        verb: "patch",
        type: RESOURCES.schedules,
        name,
        kind: "merge",
        body: { metadata: { uid, resourceVersion }, spec: { suspend } },
      },
    ],
    expects: {
      pack: schedule.metadata.labels?.[LABELS.pack] ?? "",
      phase: undefined,
      present: [{ resource: "schedules", name }],
      absent: [],
    },
  };
}
