/**
 * A value outside of those that the field is limited to.
 *
 * Why: the API server rejects the pack.
 *
 * Bad:
 *     schedule:
 *       type: hourly
 *
 * Good:
 *     schedule:
 *       type: heartbeat
 */
import { type InvalidValue, schemaFacts } from "../yaml/schema-walk.ts";
import type { BlockRule, Finding, Fix } from "./finding.ts";
import { nearestName } from "./nearest-name.ts";

export const invalidValue: BlockRule = {
  code: "invalid-value",
  severity: "error",
  check(document, block) {
    const findings: Finding[] = [];
    for (const fact of schemaFacts(document, block)) {
      if (fact.kind !== "invalid-value") continue;
      findings.push({
        code: this.code,
        message: messageFor(fact),
        span: fact.span,
        fixes: () => fixesFor(fact),
      });
    }
    return findings;
  },
};

function messageFor({ node, allowed, owner }: InvalidValue): string {
  const suggestion = nearestName(node.value, allowed);
  const list = allowed.map((value) => `\`${value}\``).join(", ");
  const subject = `\`${owner}\` cannot be \`${node.value}\``;
  if (allowed.length === 1) return `${subject}: write ${list}.`;
  return `${subject}: it is one of ${list}.${suggestion ? ` Did you mean \`${suggestion}\`?` : ""}`;
}

function fixesFor({ node, allowed }: InvalidValue): Fix[] {
  const suggestion = allowed.length === 1 ? allowed[0] : nearestName(node.value, allowed);
  const { start, end } = node;
  return allowed.map((newText) => ({
    title: `Change to ${newText}`,
    edits: [{ start, end, newText }],
    ...(newText === suggestion ? { preferred: true } : {}),
  }));
}
