/** What hangs on objects that are deleted and goes with them, and what stays without them. */
import { isWebEndpointSkill } from "../../../../server/src/pack/instance.ts";
import {
  channelName,
  memoryName,
  webEndpointName,
  webServerName,
} from "../../../../server/src/pack/names.ts";
import type { KubeObject } from "../cluster-client.ts";
import type { ClusterSnapshot } from "../cluster-snapshot.ts";
import { fieldsOf, isOwnedBy } from "../object-fields.ts";
import { RESOURCES } from "../resource-types.ts";
import type { ExpectedObject, PlannedCreation, PlannedRemoval } from "./plan.ts";

/** Of the kinds that a pack's controller makes. */
export interface PersonaObject {
  readonly resource: "instances" | "schedules" | "configMaps";
  readonly object: KubeObject;
}

export interface Removal {
  readonly removes: readonly PlannedRemoval[];
  /** Of the Instances that are deleted. */
  readonly keeps: readonly PlannedCreation[];
  /** What is deleted itself. */
  readonly absent: readonly ExpectedObject[];
}

/** Volumes and servers are not watched: they are there while their Instance is. */
export function removalOf(
  snapshot: ClusterSnapshot,
  namespace: string,
  deleted: readonly PersonaObject[],
  why: string,
): Removal {
  const removes: PlannedRemoval[] = deleted.map(({ resource, object: { metadata } }) => ({
    kind: RESOURCES[resource].kind,
    name: metadata.name,
    why,
    loses: resource === "configMaps" ? "memory" : undefined,
  }));
  const keeps: PlannedCreation[] = [];
  const gone = new Set(deleted.map(({ object }) => object));
  const uids = new Set(deleted.map(({ object }) => object.metadata.uid));
  const goes = ({ metadata }: KubeObject) =>
    (metadata.ownerReferences ?? []).some(({ uid }) => uid !== undefined && uids.has(uid));
  const instances = new Set<string>();
  const runInstances = new Set<string>();
  for (const { resource, object } of deleted) {
    if (resource === "schedules") runInstances.add(instanceOf(object));
    if (resource !== "instances") continue;
    const { name } = object.metadata;
    instances.add(name);
    runInstances.add(name);
    removes.push(...dependents(object));
    const memory = snapshot.get("configMaps", namespace, memoryName(name));
    if (!memory || gone.has(memory)) continue;
    const { kind } = RESOURCES.configMaps;
    if (goes(memory)) removes.push(dependent(object, kind, memory.metadata.name, "memory"));
    else keeps.push({ kind, name: memory.metadata.name, why: "Nobody deletes it." });
  }
  // Agents make Schedules that nobody owns.
  const left = snapshot
    .all("schedules")
    .filter((schedule) => schedule.metadata.namespace === namespace && !gone.has(schedule) && !goes(schedule))
    .filter((schedule) => instances.has(instanceOf(schedule)));
  for (const schedule of left) {
    const why = `Nobody deletes it; without the Instance ${instanceOf(schedule)} it is in error.`;
    keeps.push({ kind: RESOURCES.schedules.kind, name: schedule.metadata.name, why });
  }
  for (const instance of runInstances) {
    for (const run of snapshot.runsOf(namespace, instance)) {
      const { kind } = RESOURCES.runs;
      const { name, ownerReferences = [] } = run.metadata;
      if (goes(run)) removes.push({ kind, name, why: "Belongs to what is deleted.", loses: "run history" });
      else if (instances.has(instance) && ownerReferences.length === 0) {
        keeps.push({ kind, name, why: "Nobody owns it: delete it by hand." });
      }
      const owner = left.find((schedule) => isOwnedBy(run, schedule));
      if (owner)
        keeps.push({ kind, name, why: `Belongs to the Schedule ${owner.metadata.name}, which stays.` });
    }
  }
  return {
    removes,
    keeps,
    absent: deleted.map(({ resource, object }) => ({ resource, name: object.metadata.name })),
  };
}

function instanceOf(schedule: KubeObject): string {
  return fieldsOf(schedule, "spec").text("instanceRef");
}

function dependents(instance: KubeObject): PlannedRemoval[] {
  const { name } = instance.metadata;
  const spec = fieldsOf(instance, "spec");
  const memory = memoryName(name);
  const skills = spec.objects("skills").map((skill) => skill?.text("skillPackRef") ?? "");
  const result: PlannedRemoval[] = [
    dependent(instance, "PersistentVolumeClaim", `${memory}-db`, "memory"),
    dependent(instance, "Deployment", memory),
    dependent(instance, "Service", memory),
  ];
  for (const type of new Set(spec.objects("channels").map((channel) => channel?.text("type") ?? ""))) {
    if (type === "") continue;
    result.push(dependent(instance, "Deployment", channelName(name, type)));
    if (type === "whatsapp") {
      result.push(dependent(instance, "PersistentVolumeClaim", `${channelName(name, type)}-data`, "pairing"));
    }
  }
  if (skills.some(isWebEndpointSkill)) {
    result.push(
      dependent(instance, "Deployment", webServerName(name)),
      dependent(instance, "Service", webServerName(name)),
      dependent(instance, "Secret", `${name}-web-proxy-key`, "secret"),
      dependent(instance, "HTTPRoute", `${webEndpointName(name)}-web`),
    );
  }
  return result;
}

function dependent(
  { metadata }: KubeObject,
  kind: string,
  name: string,
  loses?: PlannedRemoval["loses"],
): PlannedRemoval {
  return { kind, name, why: `Belongs to the Instance ${metadata.name}.`, loses };
}
