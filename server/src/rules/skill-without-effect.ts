/**
 * A skill whose listing changes nothing, or not what it seems to.
 *
 * Why: the controller takes `mcp-bridge` off the list, because MCP servers are set on the Instance, which a pack
 * cannot do; it adds `memory` to every persona; and for `webEndpoint` it adds `web-endpoint` once more, without the
 * parameters of the one that is listed. `memory`, which does no harm, is a hint.
 *
 * Bad:
 *     skills: [k8s-ops, mcp-bridge, web-endpoint]
 *     webEndpoint:
 *       enabled: true
 *
 * Good:
 *     skills: [k8s-ops]
 *     webEndpoint:
 *       enabled: true
 */
import { MEMORY_SKILL, WEB_ENDPOINT_SKILL } from "../pack/instance.ts";
import { DROPPED_SKILLS } from "../pack/skills.ts";
import type { Finding, PersonaRule, Severity } from "./finding.ts";
import { removeItem } from "./list-edits.ts";
import { fixOf } from "./name-fixes.ts";

export const skillWithoutEffect: PersonaRule = {
  code: "skill-without-effect",
  severity: "information",
  check(persona) {
    const served = persona.get("webEndpoint")?.get("enabled")?.boolean === true;
    const findings: Finding[] = [];
    for (const { text, span } of persona.get("skills")?.texts() ?? []) {
      const problem = problemOf(text, served);
      if (!problem) continue;
      const fixes = () => fixOf(`Remove ${text}`, removeItem(persona, "skills", span), problem.fix);
      findings.push({ code: this.code, message: problem.message, span, fixes, ...problem.weight });
    }
    return findings;
  },
};

interface SkillProblem {
  readonly message: string;
  readonly weight?: { readonly severity: Severity };
  readonly fix: { readonly preferred: true; readonly safe?: true };
}

function problemOf(skill: string, served: boolean): SkillProblem | undefined {
  if (DROPPED_SKILLS.has(skill)) {
    return {
      message: `The controller takes \`${skill}\` off the list: no MCP tool comes with it. MCP servers are set on the Instance, which a pack cannot do.`,
      fix: { preferred: true, safe: true },
    };
  }
  if (skill === MEMORY_SKILL) {
    return {
      message: `Every persona has the skill \`${skill}\` without listing it.`,
      weight: { severity: "hint" },
      fix: { preferred: true },
    };
  }
  if (skill !== WEB_ENDPOINT_SKILL || !served) return undefined;
  return {
    message: `\`webEndpoint.enabled\` adds \`${skill}\` already: the Instance has it twice.`,
    fix: { preferred: true },
  };
}
