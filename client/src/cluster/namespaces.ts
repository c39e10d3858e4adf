/** The namespaces to choose from. */
import type { ClusterClient, ResourceType } from "./cluster-client.ts";
import { isClusterError } from "./cluster-error.ts";
import type { ClusterSnapshot } from "./cluster-snapshot.ts";

const NAMESPACES: ResourceType = { group: "", version: "v1", plural: "namespaces", kind: "Namespace" };
const PAGE_SIZE = 500;
/** Where nobody names one, as kubectl has it. */
export const DEFAULT_NAMESPACE = "default";

/** In their order; undefined if the user may not list them. Rejects with a `ClusterError` otherwise. */
export async function listNamespaces(
  client: Pick<ClusterClient, "list">,
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  const names: string[] = [];
  let next: string | undefined;
  try {
    do {
      const page = await client.list(
        NAMESPACES,
        { limit: PAGE_SIZE, metadataOnly: true, ...(next !== undefined && { continue: next }) },
        signal,
      );
      names.push(...page.items.map(({ metadata }) => metadata.name));
      next = page.continue;
    } while (next !== undefined);
    return names.sort();
  } catch (error) {
    if (isClusterError(error) && error.kind === "forbidden") return undefined;
    throw error;
  }
}

/** False also if the user may not ask, or nobody answers. */
export async function isNamespaceAbsent(
  client: Pick<ClusterClient, "get">,
  name: string,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await client.get(NAMESPACES, undefined, name, signal);
    return false;
  } catch (error) {
    return isClusterError(error) && error.kind === "not-found";
  }
}

/** How many packs each namespace has, as far as is known. */
export function packsByNamespace(snapshot: ClusterSnapshot): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { metadata } of snapshot.all("packs")) {
    const namespace = metadata.namespace ?? "";
    counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
  }
  return counts;
}
