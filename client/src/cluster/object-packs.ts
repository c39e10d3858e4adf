/** Which packs look different when an object changes. */
import type { KubeObject } from "./cluster-client.ts";
import type { ClusterSnapshot } from "./cluster-snapshot.ts";
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
  // Most Secrets carry no label: a pack names those that it uses.
  const users = snapshot.all("packs").filter((candidate) => uses(candidate, namespace, name));
  return [...labelled, ...users.map(({ metadata }) => `${namespace}/${metadata.name}`)];
}

function packOfInstance({ metadata, spec }: KubeObject, snapshot: ClusterSnapshot): string | undefined {
  const { namespace = "", labels } = metadata;
  const instance = labels?.[LABELS.instance] ?? (spec as { instanceRef?: string } | undefined)?.instanceRef;
  if (instance === undefined) return undefined;
  return snapshot.get("instances", namespace, instance)?.metadata.labels?.[LABELS.pack];
}

interface PackSpec {
  readonly authRefs?: readonly { readonly secret?: string }[];
  readonly channelConfigs?: Readonly<Record<string, string>>;
}

function uses({ metadata, spec }: KubeObject, namespace: string, secret: string): boolean {
  if (metadata.namespace !== namespace) return false;
  const { authRefs = [], channelConfigs = {} } = (spec ?? {}) as PackSpec;
  return authRefs.some((ref) => ref.secret === secret) || Object.values(channelConfigs).includes(secret);
}
