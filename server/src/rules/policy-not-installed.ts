/**
 * A policy that is not there unless somebody made it.
 *
 * Why: where the policy is missing in the namespace of the pack, every run is refused when it is created, and the
 * pack looks healthy. Helm installs `permissive`, `restrictive` and `network-isolated`, in its own namespace only;
 * `default-policy` is made by the onboarding wizard. What a cluster has besides is not known here. A slip in the name
 * of a policy that comes with Sympozium is an information.
 *
 * Bad:
 *     policyRef: default-policy
 *
 * Good:
 *     policyRef: permissive
 */
import { POLICIES, policyByName } from "../pack/policies.ts";
import type { Located } from "../yaml/located.ts";
import type { PackRule, Severity } from "./finding.ts";
import { misspelledName } from "./misspelled-name.ts";
import { fixOf, renameFixes } from "./name-fixes.ts";
import { shownText } from "./shown-text.ts";
import { removeField } from "./value-edits.ts";

/** Where Helm installs Sympozium unless it is told otherwise. */
const SYSTEM_NAMESPACE = "sympozium-system";

const NAMES: readonly string[] = POLICIES.map(({ name }) => name);

export const policyNotInstalled: PackRule = {
  code: "policy-not-installed",
  severity: "hint",
  check({ root, spec }) {
    const policy = spec?.get("policyRef");
    const text = policy?.text;
    if (!spec || !policy || text === undefined || text === "") return [];
    const namespace = root?.get("metadata")?.get("namespace");
    const problem = problemOf(text, namespace);
    if (!problem) return [];
    const { message, near } = problem;
    const fixes = () => [
      ...renameFixes(policy, near),
      ...fixOf("Remove policyRef", removeField(spec, "policyRef")),
    ];
    return [
      {
        code: this.code,
        message,
        span: policy.span,
        placed: policy.placed,
        fixes,
        ...(near === undefined ? {} : { severity: "information" satisfies Severity }),
      },
    ];
  },
};

interface PolicyProblem {
  readonly message: string;
  readonly near?: string;
}

function problemOf(name: string, namespace: Located | undefined): PolicyProblem | undefined {
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
    return {
      message: `No policy \`${shownText(name)}\` comes with Sympozium, and ${refused}. Did you mean \`${near}\`?`,
      near,
    };
  }
  const written = namespace?.text;
  // What never runs is said already.
  if (!policy.allowsRuns || written === undefined || written === SYSTEM_NAMESPACE) return undefined;
  return {
    message: `Helm installs \`${name}\` in its own namespace, usually \`${SYSTEM_NAMESPACE}\`, and this pack is in \`${shownText(written)}\`. Make sure that it is there too: ${refused}.`,
  };
}
