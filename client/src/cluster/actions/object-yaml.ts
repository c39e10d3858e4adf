/** Stored objects as YAML for reading and comparing. */
import { dump } from "js-yaml";
import type { KubeObject } from "../cluster-client.ts";
import { LAST_APPLIED } from "../resource-types.ts";
import { isSecret, withoutSecretValues } from "../secret-redaction.ts";

/** What only the API server sets, and what changes with every write. */
const SERVER_FIELDS = new Set([
  "uid",
  "resourceVersion",
  "generation",
  "creationTimestamp",
  "selfLink",
  "deletionTimestamp",
  "deletionGracePeriodSeconds",
  "finalizers",
  "ownerReferences",
]);

/** As it is, without who manages which field. Of a Secret the keys, never a value. */
export function liveYaml(object: KubeObject): string {
  const { managedFields: _managers, annotations, ...metadata } = object.metadata;
  return yamlOf({ ...concealed(object), metadata: { ...metadata, ...readable(annotations) } });
}

/** Only what an author decides: without status and what the API server sets. */
export function authoredYaml(object: KubeObject): string {
  const { status: _status, ...content } = concealed(object);
  const { managedFields: _managers, annotations, ...metadata } = object.metadata;
  const written = Object.entries(metadata).filter(([field]) => !SERVER_FIELDS.has(field));
  return yamlOf({ ...content, metadata: { ...Object.fromEntries(written), ...readable(annotations) } });
}

function yamlOf({
  apiVersion,
  kind,
  metadata,
  ...content
}: Omit<KubeObject, "metadata"> & { readonly metadata: object }): string {
  return dump({ apiVersion, kind, metadata, ...content }, { lineWidth: -1, noRefs: true });
}

function concealed(object: KubeObject): KubeObject {
  return object.kind === "Secret" || isSecret({ group: "", plural: String(object.kind).toLowerCase() })
    ? withoutSecretValues(object)
    : object;
}

function readable(annotations: KubeObject["metadata"]["annotations"]): object {
  const kept = Object.entries(annotations ?? {}).filter(([name]) => name !== LAST_APPLIED);
  return kept.length > 0 ? { annotations: Object.fromEntries(kept) } : {};
}
