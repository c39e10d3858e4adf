/**
 * A policy that lets no run of a pack through.
 *
 * Why: `restrictive` demands a sandbox, and no run of a pack has one in v0.8.28. Each run is refused when it is
 * created; the schedule tries again every 30 seconds, and pack, Instance and Schedule look healthy. While a cluster is
 * connected, what its own policy of that name demands counts instead.
 *
 * Bad:
 *     policyRef: restrictive
 *
 * Good:
 *     policyRef: permissive
 */
import type { KnownCluster } from "../pack/known-cluster.ts";
import { POLICIES, refusesRuns } from "../pack/policies.ts";
import type { Located } from "../yaml/located.ts";
import type { PackFacts } from "../yaml/pack-facts.ts";
import type { Fix, PackRule } from "./finding.ts";
import { fixOf } from "./name-fixes.ts";
import { shownText } from "./shown-text.ts";
import { targetNamespace } from "./target-namespace.ts";
import { removeField, replaceText } from "./value-edits.ts";

export const policyNeverRuns: PackRule = {
  code: "policy-never-runs",
  severity: "warning",
  check(facts, { release }, cluster) {
    const { spec } = facts;
    const policy = spec?.get("policyRef");
    const text = policy?.text;
    if (!spec || !policy || text === undefined || !demandsSandbox(text, facts, cluster)) return [];
    return [
      {
        code: this.code,
        message: `No run of this pack will start: \`${shownText(text)}\` demands a sandbox, which no run of a pack has in ${release}. Choose another policy, or none.`,
        span: policy.span,
        placed: policy.placed,
        fixes: () => fixesFor(spec, policy),
      },
    ];
  },
};

function demandsSandbox(name: string, facts: PackFacts, cluster: KnownCluster): boolean {
  const namespace = targetNamespace(facts, cluster);
  if (namespace !== undefined && cluster.standing("policies", namespace, name) === "there") {
    return cluster.standing("sandboxPolicies", namespace, name) === "there";
  }
  return refusesRuns(name);
}

function fixesFor(spec: Located, policy: Located): Fix[] {
  const others = POLICIES.filter(({ allowsRuns, installedBy }) => allowsRuns && installedBy === "helm");
  return [
    ...others.flatMap(({ name }) => fixOf(`Change to ${name}`, replaceText(policy, name))),
    ...fixOf("Remove policyRef", removeField(spec, "policyRef")),
  ];
}
