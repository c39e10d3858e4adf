/** What one line of a watch says. */
import type { KubeObject, ResourceType, WatchEvent } from "./cluster-client.ts";
import { errorFromWatch, type RequestSubject } from "./cluster-error-mapping.ts";
import { isSecret, withoutSecretValues } from "./secret-redaction.ts";

/** Throws a `ClusterError` for an error in the stream, after which the server ends it. */
export function watchEvent(line: unknown, type: ResourceType, subject: RequestSubject): WatchEvent {
  const { type: what, object } = line as { type: string; object: unknown };
  if (what === "ERROR" || !isObject(object)) throw errorFromWatch(object, subject);
  switch (what) {
    case "BOOKMARK":
      return { type: what, resourceVersion: object.metadata.resourceVersion ?? "" };
    case "ADDED":
    case "MODIFIED":
    case "DELETED":
      return { type: what, object: isSecret(type) ? withoutSecretValues(object) : object };
    default:
      throw errorFromWatch(object, subject);
  }
}

/** Objects of all kinds have metadata. */
export function isObject(value: unknown): value is KubeObject {
  return (
    typeof value === "object" &&
    value !== null &&
    "metadata" in value &&
    typeof value.metadata === "object" &&
    value.metadata !== null
  );
}
