/**
 * A tool that is both allowed and denied.
 *
 * Why: v0.8.28 obeys neither list. A release that does takes the tool away, whatever the other list says: denying
 * wins.
 *
 * Bad:
 *     toolPolicy:
 *       allow: [read_file, write_file]
 *       deny: [write_file]
 *
 * Good:
 *     toolPolicy:
 *       allow: [read_file]
 *       deny: [write_file]
 */
import type { Located } from "../yaml/located.ts";
import type { Finding, Fix, PersonaRule } from "./finding.ts";
import { removeItem } from "./list-edits.ts";
import { fixOf } from "./name-fixes.ts";
import { shownText } from "./shown-text.ts";

export const toolConflict: PersonaRule = {
  code: "tool-conflict",
  severity: "information",
  check(persona, { toolPolicy: obeyed, release }) {
    const policy = persona.get("toolPolicy");
    const allowed = new Map(
      policy
        ?.get("allow")
        ?.texts()
        .map((tool) => [tool.text, tool]),
    );
    if (!policy || allowed.size === 0) return [];
    const effect =
      obeyed === "ignored"
        ? `${release} obeys neither, later releases take it away`
        : "the agent does not get it";
    const findings: Finding[] = [];
    for (const denied of policy.get("deny")?.items() ?? []) {
      const allowance = allowed.get(denied.text ?? "");
      if (!allowance) continue;
      findings.push({
        code: this.code,
        ...(obeyed === "ignored" ? {} : { severity: "warning" }),
        message: `\`${shownText(allowance.text)}\` is allowed and denied: ${effect}. Take it off one of the lists.`,
        span: denied.span,
        related: { span: allowance.span, message: "Allowed here" },
        fixes: () => fixesFor(policy, allowance.span, denied),
      });
    }
    return findings;
  },
};

function fixesFor(policy: Located, allowed: Located["span"], denied: Located): Fix[] {
  return [
    ...fixOf("Remove from allow", removeItem(policy, "allow", allowed)),
    ...fixOf("Remove from deny", removeItem(policy, "deny", denied.span)),
  ];
}
