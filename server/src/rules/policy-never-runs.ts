/**
 * A policy that lets no run of a pack through.
 *
 * Why: `restrictive` demands a sandbox, and no run of a pack has one in v0.8.28. Each run is refused when it is
 * created; the schedule tries again every 30 seconds, and pack, Instance and Schedule look healthy.
 *
 * Bad:
 *     policyRef: restrictive
 *
 * Good:
 *     policyRef: permissive
 */
import { POLICIES, policyByName } from "../pack/policies.ts";
import type { Located } from "../yaml/located.ts";
import type { Fix, PackRule } from "./finding.ts";
import { fixOf } from "./name-fixes.ts";
import { removeField, replaceText } from "./value-edits.ts";

export const policyNeverRuns: PackRule = {
  code: "policy-never-runs",
  severity: "warning",
  check({ spec }, { release }) {
    const policy = spec?.get("policyRef");
    const text = policy?.text;
    if (!spec || !policy || text === undefined || policyByName(text)?.allowsRuns !== false) return [];
    return [
      {
        code: this.code,
        message: `No run of this pack will start: \`${text}\` demands a sandbox, which no run of a pack has in ${release}. Choose another policy, or none.`,
        span: policy.span,
        placed: policy.placed,
        fixes: () => fixesFor(spec, policy),
      },
    ];
  },
};

function fixesFor(spec: Located, policy: Located): Fix[] {
  const others = POLICIES.filter(({ allowsRuns, installedBy }) => allowsRuns && installedBy === "helm");
  return [
    ...others.flatMap(({ name }) => fixOf(`Change to ${name}`, replaceText(policy, name))),
    ...fixOf("Remove policyRef", removeField(spec, "policyRef")),
  ];
}
