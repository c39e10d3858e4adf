/**
 * A gate among the hooks before a run, or more than one gate.
 *
 * Why: the controller takes at most one gate, and only after a run. It accepts the pack and then fails every run
 * of the persona.
 *
 * Bad:
 *     lifecycle:
 *       preRun:
 *         - name: review
 *           image: registry.example.com/review:1
 *           gate: true
 *
 * Good:
 *     lifecycle:
 *       postRun:
 *         - name: review
 *           image: registry.example.com/review:1
 *           gate: true
 */
import type { Located } from "../yaml/located.ts";
import type { Finding, Fix, PersonaRule } from "./finding.ts";
import { hooksOf } from "./hooks-of.ts";
import { removeField } from "./value-edits.ts";

export const hookGate: PersonaRule = {
  code: "hook-gate",
  severity: "error",
  check(persona) {
    const findings: Finding[] = [];
    let first: Located | undefined;
    for (const { list, hook } of hooksOf(persona)) {
      const gate = hook.get("gate");
      if (!gate?.boolean) continue;
      const fixes = () => fixesFor(hook);
      const { span } = gate;
      if (list === "preRun") {
        const message =
          "A gate decides on the result of a run, so it stands in `postRun`. With this one every run of the persona fails.";
        findings.push({ code: this.code, message, span, fixes });
      } else if (first) {
        const message = "With a second gate every run of the persona fails. Keep one.";
        const related = { span: first.span, message: "The first gate" };
        findings.push({ code: this.code, message, span, related, fixes });
      } else first = gate;
    }
    return findings;
  },
};

function fixesFor(hook: Located): Fix[] {
  const edit = removeField(hook, "gate");
  return edit ? [{ title: "Remove gate", edits: [edit], preferred: true }] : [];
}
