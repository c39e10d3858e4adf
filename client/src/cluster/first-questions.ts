/** What a connection asks before it follows anything: what is served, and what its user may read. */
import type { Access } from "./access.ts";
import type { ClusterClient } from "./cluster-client.ts";
import { ClusterError, isClusterError } from "./cluster-error.ts";
import { RESOURCES, SYMPOZIUM_GROUP, SYMPOZIUM_VERSION } from "./resource-types.ts";

/** Plural names; undefined if the user may not ask. Rejects with kind `crd-missing` where there are no packs. */
export async function servedResources(
  client: ClusterClient,
  signal: AbortSignal,
): Promise<ReadonlySet<string> | undefined> {
  let served: ReadonlySet<string>;
  try {
    served = await client.servedResources(SYMPOZIUM_GROUP, SYMPOZIUM_VERSION, signal);
  } catch (error) {
    if (isClusterError(error) && error.kind === "forbidden") return undefined;
    throw error;
  }
  if (served.has(RESOURCES.packs.plural)) return served;
  throw new ClusterError("crd-missing", "The cluster has no PersonaPacks: Sympozium is not installed there.");
}

/** Whoever may not even ask is taken for one who may not. */
export async function mayListEverywhere(access: Access): Promise<boolean> {
  try {
    return await access.may({ verb: "list", type: RESOURCES.packs });
  } catch (error) {
    if (isClusterError(error) && error.kind === "forbidden") return false;
    throw error;
  }
}
