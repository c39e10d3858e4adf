/** Keeps what Secrets hold away from everything behind the connection. */
import type { KubeObject, ResourceType } from "./cluster-client.ts";
import { LAST_APPLIED } from "./resource-types.ts";

export function isSecret(type: Pick<ResourceType, "group" | "plural">): boolean {
  return type.group === "" && type.plural === "secrets";
}

/** The Secret with its keys, but empty values. Works on metadata-only objects too, which carry annotations. */
export function withoutSecretValues(secret: KubeObject): KubeObject {
  const { data, stringData: _values, metadata, ...rest } = secret;
  const { annotations, ...identity } = metadata;
  const kept = Object.entries(annotations ?? {}).filter(([key]) => key !== LAST_APPLIED);
  return {
    ...rest,
    metadata: { ...identity, ...(annotations && { annotations: Object.fromEntries(kept) }) },
    ...(typeof data === "object" &&
      data !== null && { data: Object.fromEntries(Object.keys(data).map((key) => [key, ""])) }),
  };
}
