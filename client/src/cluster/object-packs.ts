/** Which packs look different when an object changes. */
import type { KubeObject } from "./cluster-client.ts";
import type { ClusterSnapshot } from "./cluster-snapshot.ts";
import { packFacts } from "./pack-facts.ts";
import { LABELS, type WatchedResource } from "./resource-types.ts";

/** As `namespace/name`, whether or not there are such packs; undefined if any pack may. */
export function packsOf(
  resource: WatchedResource,
  object: KubeObject,
  snapshot: ClusterSnapshot,
): readonly string[] | undefined {
  if (resource === "skillPacks" || resource === "policies") return undefined;
  const { name, namespace = "", labels } = object.metadata;
  if (resource === "packs") return [`${namespace}/${name}`];
  const pack = labels?.[LABELS.pack] ?? packOfInstance(object, snapshot);
  const labelled = pack === undefined ? [] : [`${namespace}/${pack}`];
  if (resource !== "secrets") return labelled;
  // Most Secrets carry no label: a pack names those that it uses, itself or by its skills.
  const users = snapshot
    .all("packs")
    .filter(({ metadata }) => metadata.namespace === namespace)
    .filter((candidate) => packFacts(candidate).secrets.includes(name));
  return [...labelled, ...users.map(({ metadata }) => `${namespace}/${metadata.name}`)];
}

function packOfInstance({ metadata, spec }: KubeObject, snapshot: ClusterSnapshot): string | undefined {
  const { namespace = "", labels } = metadata;
  const instance = labels?.[LABELS.instance] ?? (spec as { instanceRef?: string } | undefined)?.instanceRef;
  if (instance === undefined) return undefined;
  return snapshot.get("instances", namespace, instance)?.metadata.labels?.[LABELS.pack];
}
