/** What goes when a persona is excluded, its pack is disabled or deleted: its objects and all that hangs on them. */
import { isWebEndpointSkill } from "../../../../server/src/pack/instance.ts";
import {
  channelName,
  memoryName,
  scheduleName,
  webEndpointName,
  webServerName,
} from "../../../../server/src/pack/names.ts";
import type { KubeObject } from "../cluster-client.ts";
import type { ClusterSnapshot } from "../cluster-snapshot.ts";
import { fieldsOf, isOwnedBy } from "../object-fields.ts";
import { RESOURCES } from "../resource-types.ts";
import type { ExpectedObject, PlannedCreation, PlannedRemoval } from "./plan.ts";

export interface PersonaRemoval {
  readonly removes: readonly PlannedRemoval[];
  /** Runs that nobody owns. */
  readonly keeps: readonly PlannedCreation[];
  readonly absent: readonly ExpectedObject[];
}

/** Nothing if none of it exists. Volumes and servers are not watched: they are there while their Instance is. */
export function personaRemoval(
  snapshot: ClusterSnapshot,
  namespace: string,
  instance: string,
  why: string,
): PersonaRemoval {
  const found = {
    instances: snapshot.get("instances", namespace, instance),
    schedules: snapshot.get("schedules", namespace, scheduleName(instance)),
    configMaps: snapshot.get("configMaps", namespace, memoryName(instance)),
  };
  const removes: PlannedRemoval[] = [];
  const absent: ExpectedObject[] = [];
  for (const resource of ["instances", "schedules", "configMaps"] as const) {
    const object = found[resource];
    if (!object) continue;
    const { kind } = RESOURCES[resource];
    const loses = resource === "configMaps" ? ("memory" as const) : undefined;
    removes.push({ kind, name: object.metadata.name, why, loses });
    absent.push({ resource, name: object.metadata.name });
  }
  if (found.instances) removes.push(...dependents(found.instances));
  const keeps: PlannedCreation[] = [];
  for (const run of snapshot.runsOf(namespace, instance)) {
    const { name } = run.metadata;
    const owner = isOwnedBy(run, found.schedules) || isOwnedBy(run, found.instances);
    if (owner) {
      removes.push({ kind: "AgentRun", name, why: "Belongs to what is deleted.", loses: "run history" });
    } else if ((run.metadata.ownerReferences ?? []).length === 0) {
      keeps.push({ kind: "AgentRun", name, why: "Nobody owns it: delete it by hand." });
    }
  }
  return { removes, keeps, absent };
}

function dependents(instance: KubeObject): PlannedRemoval[] {
  const { name } = instance.metadata;
  const spec = fieldsOf(instance, "spec");
  const memory = memoryName(name);
  const why = `Belongs to the Instance ${name}.`;
  const removed = (kind: string, of: string, loses?: PlannedRemoval["loses"]) => ({
    kind,
    name: of,
    why,
    loses,
  });
  const skills = spec.objects("skills").map((skill) => skill?.text("skillPackRef") ?? "");
  const result: PlannedRemoval[] = [
    removed("PersistentVolumeClaim", `${memory}-db`, "memory"),
    removed("Deployment", memory),
    removed("Service", memory),
  ];
  for (const type of new Set(spec.objects("channels").map((channel) => channel?.text("type") ?? ""))) {
    if (type === "") continue;
    result.push(removed("Deployment", channelName(name, type)));
    if (type === "whatsapp") {
      result.push(removed("PersistentVolumeClaim", `${channelName(name, type)}-data`, "pairing"));
    }
  }
  if (skills.some(isWebEndpointSkill)) {
    result.push(
      removed("Deployment", webServerName(name)),
      removed("Service", webServerName(name)),
      removed("Secret", `${name}-web-proxy-key`, "secret"),
      removed("HTTPRoute", `${webEndpointName(name)}-web`),
    );
  }
  return result;
}
