/** What of an object stays in memory. */
import type { KubeObject, ObjectMeta } from "./cluster-client.ts";
import { LABELS, LAST_APPLIED, type WatchedResource } from "./resource-types.ts";

/**
 * The object without what no view shows, and what would take most of the room: who manages which field (of packs it
 * stays, as warnings are about that), and the content of ConfigMaps of others. Of Secrets the metadata alone.
 */
export function retained(resource: WatchedResource, object: KubeObject): KubeObject {
  if (resource === "packs") return object;
  const { managedFields: _dropped, ...metadata } = object.metadata;
  if (resource === "secrets") {
    const { apiVersion, kind } = object;
    return {
      ...(apiVersion !== undefined && { apiVersion }),
      ...(kind !== undefined && { kind }),
      metadata: withoutContent(metadata),
    };
  }
  if (resource === "configMaps" && !isOurs(metadata)) {
    const { data: _text, binaryData: _binary, ...rest } = object;
    return { ...rest, metadata };
  }
  return { ...object, metadata };
}

function withoutContent(metadata: ObjectMeta): ObjectMeta {
  if (metadata.annotations?.[LAST_APPLIED] === undefined) return metadata;
  const { [LAST_APPLIED]: _content, ...annotations } = metadata.annotations;
  return { ...metadata, annotations };
}

function isOurs({ labels }: ObjectMeta): boolean {
  return labels?.[LABELS.pack] !== undefined || labels?.[LABELS.instance] !== undefined;
}
