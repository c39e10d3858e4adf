/**
 * Objects with a pack's label that none of its personas stands for any more: the persona was renamed or taken out of
 * the list. The controller deletes only what its personas name, so they run on for ever.
 */
import { instanceName, memoryName, packName, scheduleName } from "../../../../server/src/pack/names.ts";
import type { PersonaPack } from "../../../../server/src/pack/persona-pack.ts";
import type { ClusterSnapshot } from "../cluster-snapshot.ts";
import type { PersonaObject } from "./removal.ts";
import { otherUserOf } from "./shared-names.ts";

const NAMES = {
  instances: (instance: string) => instance,
  schedules: scheduleName,
  configMaps: memoryName,
} as const;

export interface Orphan extends PersonaObject {
  /** Another pack, a persona of which has this object all the same: it is not to be deleted. */
  readonly usedBy: string | undefined;
}

/** Instances first, then Schedules, then ConfigMaps. Excluded personas count as personas. */
export function orphansOf(snapshot: ClusterSnapshot, namespace: string, pack: PersonaPack): Orphan[] {
  const name = packName(pack);
  const instances = pack.spec.personas.flatMap((persona) =>
    persona.name === undefined ? [] : [instanceName(name, persona.name)],
  );
  return (["instances", "schedules", "configMaps"] as const).flatMap((resource) => {
    const known = new Set(instances.map(NAMES[resource]));
    return snapshot
      .labelledForPack(resource, namespace, name)
      .filter(({ metadata }) => !known.has(metadata.name))
      .map((object) => ({
        resource,
        object,
        usedBy: otherUserOf(snapshot, namespace, name, { resource, name: object.metadata.name }),
      }));
  });
}

/** Those that nobody misses. */
export function deletableOrphans(orphans: readonly Orphan[]): Orphan[] {
  return orphans.filter(({ usedBy }) => usedBy === undefined);
}

/** Those for which a deactivation waits in vain: it looks for Instances and Schedules with the label. */
export function blockingOrphans(orphans: readonly Orphan[]): Orphan[] {
  return orphans.filter(({ resource }) => resource !== "configMaps");
}
