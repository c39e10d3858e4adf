/** For changes in a namespace that the view does not show. */
import { generatedResources } from "../../../../server/src/pack/generated-resources.ts";
import { readPersonaPack } from "../../../../server/src/pack/persona-pack.ts";
import type { KubeObject } from "../cluster-client.ts";
import type { ClusterSnapshot } from "../cluster-snapshot.ts";
import { RESOURCES, type WatchedResource } from "../resource-types.ts";
import type { PlanWarning } from "./plan.ts";

export function isSeen({ scope }: ClusterSnapshot, namespace: string): boolean {
  return scope?.namespace === undefined || scope.namespace === namespace;
}

/**
 * What is to be expected in a namespace that cannot be seen: what the controller makes of the pack that is there, if
 * there is one. Nobody knows whether that is all, so no list counts as read.
 */
export function expectedIn(
  snapshot: ClusterSnapshot,
  namespace: string,
  pack: KubeObject | undefined,
): ClusterSnapshot {
  const objects = pack ? [{ ...pack, kind: RESOURCES.packs.kind }, ...madeOf(pack)] : [];
  const all = (resource: WatchedResource) => objects.filter(({ kind }) => kind === RESOURCES[resource].kind);
  return {
    revision: snapshot.revision,
    scope: snapshot.scope,
    connection: snapshot.connection,
    state: () => ({ phase: "blocked", kind: "unknown", reason: "The view shows another namespace." }),
    all,
    get: (resource, place, name) =>
      place === namespace ? all(resource).find(({ metadata }) => metadata.name === name) : undefined,
    labelledForPack: () => [],
    runsOf: () => [],
  };
}

function madeOf(object: KubeObject): KubeObject[] {
  const { pack } = readPersonaPack(object);
  if (!pack.spec.enabled) return [];
  // What counts is what there is, and of that the content; to whom it belongs is the same for all.
  return generatedResources(pack).map(({ metadata: { name, namespace }, ...content }) => ({
    ...content,
    metadata: { name, ...(namespace !== undefined && { namespace }) },
  }));
}

export function notSeen({ scope }: ClusterSnapshot, namespace: string): PlanWarning {
  const shown = `the cluster view shows the namespace ${scope?.namespace ?? ""}`;
  const message = `These lists may be incomplete: ${shown}, so what there is in ${namespace} cannot be seen.`;
  return { code: "not-current", message };
}
