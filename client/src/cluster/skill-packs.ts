/** Whether runs in a namespace find a SkillPack. */
import type { KubeObject } from "./cluster-client.ts";
import type { ClusterSnapshot } from "./cluster-snapshot.ts";
import { SYSTEM_NAMESPACE } from "./resource-types.ts";

/** A run strips it from the name when it looks for the sidecar. */
const OPTIONAL_PREFIX = "skillpack-";

/** Runs look in their own namespace first. */
export function findSkillPack(
  snapshot: ClusterSnapshot,
  namespace: string,
  name: string,
): KubeObject | undefined {
  for (const place of [namespace, SYSTEM_NAMESPACE]) {
    for (const candidate of [name, name.replace(OPTIONAL_PREFIX, "")]) {
      const found = snapshot.get("skillPacks", place, candidate);
      if (found) return found;
    }
  }
  return undefined;
}

/** Whether one that cannot be found is known not to exist: SkillPacks were listed, and in both namespaces. */
export function seesAllSkillPacks({ scope }: ClusterSnapshot): boolean {
  return scope?.namespace === undefined || scope.namespace === SYSTEM_NAMESPACE;
}

export function skillPackPresence(
  snapshot: ClusterSnapshot,
  namespace: string,
  name: string,
): "there" | "missing" | "unknown" {
  if (findSkillPack(snapshot, namespace, name)) return "there";
  return seesAllSkillPacks(snapshot) ? "missing" : "unknown";
}
