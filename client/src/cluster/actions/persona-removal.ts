/** What goes when a persona is excluded or its pack is disabled: the controller deletes by name, whoever owns it. */
import { memoryName, scheduleName } from "../../../../server/src/pack/names.ts";
import type { ClusterSnapshot } from "../cluster-snapshot.ts";
import { type PersonaObject, type Removal, removalOf } from "./removal.ts";

/** Nothing if none of it exists. */
export function personaRemoval(
  snapshot: ClusterSnapshot,
  namespace: string,
  instance: string,
  why: string,
): Removal {
  const names = {
    instances: instance,
    schedules: scheduleName(instance),
    configMaps: memoryName(instance),
  };
  const found = (["instances", "schedules", "configMaps"] as const).flatMap((resource): PersonaObject[] => {
    const object = snapshot.get(resource, namespace, names[resource]);
    return object ? [{ resource, object }] : [];
  });
  return removalOf(snapshot, namespace, found, why);
}
