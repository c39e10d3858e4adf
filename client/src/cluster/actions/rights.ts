/** Whether the user may do what a command does, before anything is asked of them. */
import { ClusterError, isClusterError } from "../cluster-error.ts";
import type { SessionClient } from "../cluster-session.ts";
import type { ClusterSnapshot } from "../cluster-snapshot.ts";
import { RESOURCES, type WatchedResource } from "../resource-types.ts";

export interface Right {
  /** As access rules call it: `create`, `patch`, `delete`. */
  readonly verb: string;
  readonly resource: WatchedResource;
}

/** What a command is about. */
export interface RightTarget {
  readonly kind: string;
  readonly name: string;
  /** The one to which it belongs. */
  readonly pack: string;
}

/** So many namespaces are asked about one by one before the question is left to the API server's refusal. */
const MOST_NAMESPACES = 10;
/** And about so many objects. */
const MOST_OBJECTS = 30;

/**
 * The first right that is missing, as an error of kind `forbidden`. `namespace` is that of the command's target; without
 * one a right counts as missing only if it is in all namespaces with packs, and for each object there that the command
 * might be about. What cannot be asked is not missing.
 */
export async function missingRight(
  { access }: Pick<SessionClient, "access">,
  snapshot: ClusterSnapshot,
  rights: readonly Right[],
  namespace: string | undefined,
  target?: RightTarget,
): Promise<ClusterError | undefined> {
  const place = namespace ?? snapshot.scope?.namespace;
  const namespaces = place === undefined ? namespacesOf(snapshot) : [place];
  if (namespaces.length === 0 || namespaces.length > MOST_NAMESPACES) return undefined;
  for (const { verb, resource } of rights) {
    const type = RESOURCES[resource];
    const mayAny = async (places: readonly Place[]) => {
      const asked = places.map((one) => access.may({ verb, type, ...one }).catch(mayUnlessOdd));
      return (await Promise.all(asked)).includes(true);
    };
    if (await mayAny(namespaces.map((one) => ({ namespace: one })))) continue;
    // Nobody has rights to an object that does not exist yet.
    const objects = verb === "create" ? [] : objectsOf(snapshot, resource, namespaces, target);
    if (objects.length > MOST_OBJECTS || (await mayAny(objects))) continue;
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

interface Place {
  readonly namespace: string;
  readonly name?: string;
}

/** Those that the command may be about. */
function objectsOf(
  snapshot: ClusterSnapshot,
  resource: WatchedResource,
  namespaces: readonly string[],
  target: RightTarget | undefined,
): Place[] {
  const named = target?.kind === RESOURCES[resource].kind ? target.name : undefined;
  const name = named ?? (resource === "packs" ? target?.pack : undefined);
  if (name !== undefined) return namespaces.map((namespace) => ({ namespace, name }));
  return snapshot
    .all(resource)
    .map(({ metadata }) => ({ namespace: metadata.namespace ?? "", name: metadata.name }))
    .filter(({ namespace }) => namespaces.includes(namespace));
}

function namespacesOf(snapshot: ClusterSnapshot): string[] {
  return [...new Set(snapshot.all("packs").map(({ metadata }) => metadata.namespace ?? ""))];
}

/** The API server has the last word then. */
function mayUnlessOdd(error: unknown): true {
  if (isClusterError(error)) return true;
  throw error;
}
