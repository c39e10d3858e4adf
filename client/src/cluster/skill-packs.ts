/** Whether runs in a namespace find a SkillPack. */
import { skillPackName } from "../../../server/src/pack/skill-pack-name.ts";
import type { ClusterClient, KubeObject } from "./cluster-client.ts";
import { isClusterError } from "./cluster-error.ts";
import type { ClusterSnapshot } from "./cluster-snapshot.ts";
import { RESOURCES, SYSTEM_NAMESPACE } from "./resource-types.ts";

/** Runs look in their own namespace first. */
export function findSkillPack(
  snapshot: ClusterSnapshot,
  namespace: string,
  name: string,
): KubeObject | undefined {
  const find = (candidate: string) =>
    snapshot.get("skillPacks", namespace, candidate) ??
    snapshot.get("skillPacks", SYSTEM_NAMESPACE, candidate);
  return find(name) ?? find(skillPackName(name));
}

/** Whether one that cannot be found is known not to exist: SkillPacks were listed, and in both namespaces. */
export function seesAllSkillPacks({ scope }: ClusterSnapshot): boolean {
  return scope?.namespace === undefined || scope.namespace === SYSTEM_NAMESPACE;
}

/** `system` are the names in Sympozium's own namespace, where they were asked for. */
export function skillPackPresence(
  snapshot: ClusterSnapshot,
  namespace: string,
  name: string,
  system?: ReadonlySet<string>,
): "there" | "missing" | "unknown" {
  if (findSkillPack(snapshot, namespace, name)) return "there";
  if (system?.has(name) || system?.has(skillPackName(name))) return "there";
  return system || seesAllSkillPacks(snapshot) ? "missing" : "unknown";
}

/** The names in Sympozium's own namespace, which a view of another one does not follow; undefined if they may not be read. */
export async function systemSkillPacks(
  client: Pick<ClusterClient, "list">,
  signal: AbortSignal,
): Promise<ReadonlySet<string> | undefined> {
  try {
    const options = { namespace: SYSTEM_NAMESPACE, limit: MOST_SKILL_PACKS, metadataOnly: true };
    const { items } = await client.list(RESOURCES.skillPacks, options, signal);
    return new Set(items.map(({ metadata }) => metadata.name));
  } catch (error) {
    if (!isClusterError(error)) throw error;
    return undefined;
  }
}

const MOST_SKILL_PACKS = 500;
