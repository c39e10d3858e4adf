/** The pack that a command is about, as it is in the cluster when its dialog opens. */
import { type PersonaPack, readPersonaPack } from "../../../../server/src/pack/persona-pack.ts";
import type { KubeObject } from "../cluster-client.ts";
import type { ClusterSnapshot } from "../cluster-snapshot.ts";
import { RESOURCES, type ResourceName } from "../resource-types.ts";
import { PlanRefused, type PlanScope, type PlanTarget } from "./plan.ts";

export interface PackTarget {
  readonly scope: PlanScope;
  readonly target: PlanTarget;
  readonly object: KubeObject;
  readonly pack: PersonaPack;
}

/** Throws `PlanRefused` if there is no such pack, or none that could still be changed. */
export function packTarget(snapshot: ClusterSnapshot, namespace: string, name: string): PackTarget {
  const scope = scopeOf(snapshot, namespace);
  const object = snapshot.get("packs", namespace, name);
  if (!object) throw new PlanRefused(`There is no PersonaPack ${name} in namespace ${namespace}.`);
  refuseDeleted(object);
  return { scope, target: targetOf("packs", object), object, pack: readPersonaPack(object).pack };
}

/** Throws `PlanRefused` if the pack is being deleted: no controller makes anything of a change any more. */
export function refuseDeleted({ metadata }: KubeObject): void {
  if (metadata.deletionTimestamp === undefined) return;
  throw new PlanRefused(`The PersonaPack ${metadata.name} is being deleted.`);
}

/** Throws `PlanRefused` while no cluster is connected. */
export function scopeOf({ scope }: ClusterSnapshot, namespace: string): PlanScope {
  if (!scope) throw new PlanRefused("No cluster is connected.");
  return { context: scope.context, cluster: scope.cluster, namespace };
}

export function targetOf(resource: ResourceName, { metadata }: KubeObject): PlanTarget {
  const { name, uid, resourceVersion, generation } = metadata;
  return { type: RESOURCES[resource], name, uid, resourceVersion, generation };
}
