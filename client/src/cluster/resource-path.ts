/** Where an API server keeps a resource. */
import type { ResourceType } from "./cluster-client.ts";

/** Of all namespaces without `namespace`, of one object with `name`. */
export function pathOf(
  { group, version, plural }: Pick<ResourceType, "group" | "version" | "plural">,
  namespace?: string,
  name?: string,
): string {
  const parts = [
    ...(group === "" ? ["api", version] : ["apis", group, version]),
    ...(namespace === undefined ? [] : ["namespaces", namespace]),
    plural,
    ...(name === undefined ? [] : [name]),
  ];
  return `/${parts.map(encodeURIComponent).join("/")}`;
}
