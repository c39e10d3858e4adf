/**
 * Stops a schedule from starting runs, and lets it go on. The pack controller of this release writes the schedules of
 * its personas anew, so there it would not last; schedules that agents have made, and those of personas that a pack
 * no longer has, keep it.
 */
import { instanceName, scheduleName } from "../../../../server/src/pack/names.ts";
import { DEFAULT_RELEASE, RELEASES, type ReleaseBehaviour } from "../../../../server/src/pack/releases.ts";
import type { KubeObject } from "../cluster-client.ts";
import type { ClusterSnapshot } from "../cluster-snapshot.ts";
import { fieldsOf, rawSpec } from "../object-fields.ts";
import { packFacts } from "../pack-facts.ts";
import { LABELS, RESOURCES } from "../resource-types.ts";
import { gitOpsWarning } from "./ownership.ts";
import { scopeOf, targetOf } from "./pack-target.ts";
import { type Plan, PlanRefused, type PlanWarning, shownValue } from "./plan.ts";

/**
 * The persona for which a pack's controller writes the schedule; undefined if nobody writes it anew, as far as packs are
 * known. The controller goes by its name alone, and puts labels back that are missing.
 */
export function writerOf(
  snapshot: ClusterSnapshot,
  { metadata }: KubeObject,
): { readonly pack: string; readonly persona: string } | undefined {
  for (const object of snapshot.all("packs")) {
    const { name: pack, namespace } = object.metadata;
    if (namespace !== metadata.namespace || !metadata.name.startsWith(`${pack}-`)) continue;
    const { spec } = packFacts(object).pack;
    const writer = spec.personas.find(
      ({ name, schedule }) =>
        name !== undefined &&
        schedule !== undefined &&
        !spec.excludePersonas.has(name) &&
        scheduleName(instanceName(pack, name)) === metadata.name,
    );
    if (spec.enabled && writer?.name !== undefined) return { pack, persona: writer.name };
  }
  return undefined;
}

/** Why it would not last; undefined if it does. */
export function suspensionRefusal(
  snapshot: ClusterSnapshot,
  schedule: KubeObject,
  behaviour: ReleaseBehaviour = RELEASES[DEFAULT_RELEASE],
): string | undefined {
  const writer = behaviour.scheduleSuspend === "kept" ? undefined : writerOf(snapshot, schedule);
  return (
    writer &&
    `The controller of ${behaviour.release} at once undoes a suspension of ${schedule.metadata.name}. Exclude the persona ${writer.persona}, which loses its memory, or take its schedule out of the pack ${writer.pack}, which does not.`
  );
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
  const refusal = suspend ? suspensionRefusal(snapshot, schedule, behaviour) : undefined;
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
    warnings: [...(owner ? [owner] : []), ...(suspend ? unseenWriter(snapshot, behaviour) : [])],
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

/** Where packs cannot be seen, nobody knows whether one writes the schedule. */
function unseenWriter(
  snapshot: ClusterSnapshot,
  { release, scheduleSuspend }: ReleaseBehaviour,
): PlanWarning[] {
  if (scheduleSuspend === "kept" || snapshot.state("packs").phase === "live") return [];
  const message = `PersonaPacks cannot be seen at the moment. If one of them has this schedule, the controller of ${release} at once undoes the suspension.`;
  return [{ code: "reverted", message }];
}
