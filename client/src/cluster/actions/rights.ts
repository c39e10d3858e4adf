/** Whether the user may do what a command does, before anything is asked of them. */
import { ClusterError, isClusterError } from "../cluster-error.ts";
import type { SessionClient } from "../cluster-session.ts";
import type { ClusterSnapshot } from "../cluster-snapshot.ts";
import { RESOURCES, type ResourceName } from "../resource-types.ts";

export interface Right {
  /** As access rules call it: `create`, `patch`, `delete`. */
  readonly verb: string;
  readonly resource: ResourceName;
}

/** So many namespaces are asked about one by one before the question is left to the API server's refusal. */
const MOST_NAMESPACES = 10;

/**
 * The first right that is missing, as an error of kind `forbidden`. `namespace` is that of the command's target; without
 * one a right counts as missing only if it is in all namespaces with packs. What cannot be asked is not missing.
 */
export async function missingRight(
  { access }: Pick<SessionClient, "access">,
  snapshot: ClusterSnapshot,
  rights: readonly Right[],
  namespace: string | undefined,
): Promise<ClusterError | undefined> {
  const place = namespace ?? snapshot.scope?.namespace;
  const namespaces = place === undefined ? namespacesOf(snapshot) : [place];
  if (namespaces.length === 0 || namespaces.length > MOST_NAMESPACES) return undefined;
  for (const { verb, resource } of rights) {
    const type = RESOURCES[resource];
    const answers = await Promise.all(
      namespaces.map((one) => access.may({ verb, type, namespace: one }).catch(mayUnlessOdd)),
    );
    if (answers.includes(true)) continue;
    // Whoever is told so gets the right, and tries again.
    access.forget();
    const [only, ...others] = namespaces;
    const where = others.length > 0 ? "in any namespace with packs" : `in the namespace ${only}`;
    return new ClusterError(
      "forbidden",
      `You may not ${verb} ${type.plural} ${where}, which this command does.`,
    );
  }
  return undefined;
}

function namespacesOf(snapshot: ClusterSnapshot): string[] {
  return [...new Set(snapshot.all("packs").map(({ metadata }) => metadata.namespace ?? ""))];
}

/** The API server has the last word then. */
function mayUnlessOdd(error: unknown): true {
  if (isClusterError(error)) return true;
  throw error;
}
