/**
 * A skill whose listing changes nothing, or not what it seems to.
 *
 * Why: the controller takes `mcp-bridge` off the list, because MCP servers are set on the Instance, which a pack
 * cannot do; it adds `memory` to every persona; and for `webEndpoint` it adds `web-endpoint` once more, behind the one
 * that is listed. The first one counts, with its `skillParams`: then `webEndpoint.hostname` has no effect. `memory`,
 * which does no harm, is a hint.
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
import { isWebEndpointSkill, MEMORY_SKILL, WEB_ENDPOINT_SKILL } from "../pack/instance.ts";
import { DROPPED_SKILLS } from "../pack/skills.ts";
import type { Located } from "../yaml/located.ts";
import type { Finding, PersonaRule, Severity } from "./finding.ts";
import { removeItem } from "./list-edits.ts";
import { fixOf } from "./name-fixes.ts";

export const skillWithoutEffect: PersonaRule = {
  code: "skill-without-effect",
  severity: "information",
  check(persona) {
    const findings: Finding[] = [];
    for (const { text, span } of persona.get("skills")?.texts() ?? []) {
      const problem = problemOf(text, persona);
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
  readonly fix: { readonly preferred?: true; readonly safe?: true };
}

function problemOf(skill: string, persona: Located): SkillProblem | undefined {
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
  const endpoint = persona.get("webEndpoint");
  if (!isWebEndpointSkill(skill) || !endpoint?.get("enabled")?.boolean) return undefined;
  const twice = `\`webEndpoint.enabled\` adds \`${WEB_ENDPOINT_SKILL}\` already: the Instance has it twice, and the listed one counts, with its \`skillParams\``;
  return endpoint.get("hostname")?.text
    ? {
        message: `${twice}. So \`webEndpoint.hostname\` has no effect: take the skill off the list, or write \`hostname\` to its \`skillParams\`.`,
        weight: { severity: "warning" },
        fix: {},
      }
    : { message: `${twice}.`, fix: {} };
}
