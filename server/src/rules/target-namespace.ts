/** Where in the cluster a pack would go, and how sure it is that it will. */
import type { KnownCluster } from "../pack/known-cluster.ts";
import type { PackFacts } from "../yaml/pack-facts.ts";
import type { Severity } from "./finding.ts";

/** Undefined where the namespace that is written is none. */
export function targetNamespace({ root, namespace }: PackFacts, cluster: KnownCluster): string | undefined {
  const written = root?.get("metadata")?.get("namespace");
  if (written && !written.isNull && !namespace) return undefined;
  return cluster.namespaceOf(namespace?.text);
}

/**
 * How much it counts that the cluster lacks what a pack refers to. The pack may be meant for another cluster, or what
 * is missing may be on its way: only where the pack is in the cluster already and enabled is it surely a fault, and a
 * name that the cluster has but for a slip is likely one.
 */
export function absenceSeverity(
  facts: PackFacts,
  namespace: string,
  cluster: KnownCluster,
  { near, fault }: { readonly near: string | undefined; readonly fault: Severity },
): Severity {
  const name = facts.name?.text;
  const isThere = name !== undefined && cluster.standing("packs", namespace, name) === "there";
  if (isThere && facts.spec?.get("enabled")?.boolean === true) return fault;
  return near === undefined ? "hint" : "information";
}
