/**
 * A policy that is not there unless somebody made it.
 *
 * Why: where the policy is missing in the namespace of the pack, every run is refused when it is created, and the
 * pack looks healthy. Helm installs `permissive`, `restrictive` and `network-isolated`, in its own namespace only;
 * `default-policy` is made by the onboarding wizard. A slip in the name of a policy that comes with Sympozium is an
 * information. While a cluster is connected whose policies can be read, nothing is said of those that it has in the
 * namespace of the pack; another one is a warning if the pack is enabled there, and an information if a name is close
 * to it.
 *
 * Bad:
 *     policyRef: default-policy
 *
 * Good:
 *     policyRef: permissive
 */
import { type KnownCluster, SYSTEM_NAMESPACE } from "../pack/known-cluster.ts";
import { POLICIES, policyByName } from "../pack/policies.ts";
import type { PackFacts } from "../yaml/pack-facts.ts";
import type { PackRule, Severity } from "./finding.ts";
import { misspelledName } from "./misspelled-name.ts";
import { didYouMean, fixOf, renameFixes } from "./name-fixes.ts";
import { shownText } from "./shown-text.ts";
import { absenceSeverity, targetNamespace } from "./target-namespace.ts";
import { removeField } from "./value-edits.ts";

const NAMES: readonly string[] = POLICIES.map(({ name }) => name);

export const policyNotInstalled: PackRule = {
  code: "policy-not-installed",
  severity: "hint",
  check(facts, _release, cluster) {
    const { spec } = facts;
    const policy = spec?.get("policyRef");
    const text = policy?.text;
    if (!spec || !policy || text === undefined || text === "") return [];
    const problem = problemOf(text, facts, cluster);
    if (!problem) return [];
    const { message, near, severity = "hint" } = problem;
    const fixes = () => [
      ...renameFixes(policy, near),
      ...fixOf("Remove policyRef", removeField(spec, "policyRef")),
    ];
    return [
      {
        code: this.code,
        message,
        severity,
        span: policy.span,
        placed: policy.placed,
        fixes,
      },
    ];
  },
};

interface PolicyProblem {
  readonly message: string;
  readonly near?: string | undefined;
  readonly severity?: Severity;
}

function problemOf(name: string, facts: PackFacts, cluster: KnownCluster): PolicyProblem | undefined {
  const namespace = targetNamespace(facts, cluster);
  const standing = namespace === undefined ? "unknown" : cluster.standing("policies", namespace, name);
  if (standing === "there") return undefined;
  if (namespace !== undefined && standing === "absent") return absence(name, facts, namespace, cluster);
  return likelyAbsence(name, facts);
}

function absence(name: string, facts: PackFacts, namespace: string, cluster: KnownCluster): PolicyProblem {
  const near = misspelledName(name, cluster.names("policies", namespace));
  return {
    message: `The cluster \`${shownText(cluster.context)}\` has no policy \`${shownText(name)}\` in the namespace \`${shownText(namespace)}\`, and without it every run is refused.${didYouMean(near)}`,
    severity: absenceSeverity(facts, namespace, cluster, { near, fault: "warning" }),
    near,
  };
}

/** As far as the installation tells. */
function likelyAbsence(name: string, { namespace }: PackFacts): PolicyProblem | undefined {
  const policy = policyByName(name);
  const refused = "where it is missing every run is refused";
  if (policy?.installedBy === "wizard") {
    return {
      message: `\`${name}\` does not come with Helm: the onboarding wizard makes it, in its own namespace. Make sure that the pack's namespace has it: ${refused}.`,
    };
  }
  if (!policy) {
    const near = misspelledName(name, NAMES);
    if (near === undefined) return undefined;
    const message = `No policy \`${shownText(name)}\` comes with Sympozium, and ${refused}.`;
    if (policyByName(near)?.installedBy === "wizard") {
      const nor = `Neither does \`${near}\` come with Helm, if that is meant: the onboarding wizard makes it, in its own namespace.`;
      return { message: `${message} ${nor}`, severity: "information" };
    }
    return { message: `${message} Did you mean \`${near}\`?`, near, severity: "information" };
  }
  const written = namespace?.text;
  // What never runs is said already.
  if (!policy.allowsRuns || written === undefined || written === SYSTEM_NAMESPACE) return undefined;
  return {
    message: `Helm installs \`${name}\` in its own namespace, usually \`${SYSTEM_NAMESPACE}\`, and this pack is in \`${shownText(written)}\`. Make sure that it is there too: ${refused}.`,
  };
}
