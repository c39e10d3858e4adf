/**
 * A skill that nearly has the name of one that comes with Sympozium.
 *
 * Why: a SkillPack that is not found is passed over without a word; the agent just lacks the skill and its tools.
 * Other names are not pointed out: a cluster may have SkillPacks of its own.
 *
 * Bad:
 *     skills: [k8s-opps]
 *
 * Good:
 *     skills: [k8s-ops]
 */
import { DROPPED_SKILLS, SKILLS, skillByName } from "../pack/skills.ts";
import type { Located } from "../yaml/located.ts";
import type { Finding, Fix, PersonaRule } from "./finding.ts";
import { removeItem } from "./list-edits.ts";
import { misspelledName } from "./misspelled-name.ts";
import { fixOf, renameFixes } from "./name-fixes.ts";
import { shownText } from "./shown-text.ts";

const NAMES: readonly string[] = SKILLS.map(({ name }) => name);

export const unknownSkill: PersonaRule = {
  code: "unknown-skill",
  severity: "information",
  check(persona) {
    const findings: Finding[] = [];
    for (const value of persona.get("skills")?.items() ?? []) {
      const { text } = value;
      if (text === undefined || skillByName(text) || DROPPED_SKILLS.has(text)) continue;
      const near = misspelledName(text, NAMES);
      if (near === undefined) continue;
      findings.push({
        code: this.code,
        message: `No skill \`${shownText(text)}\` comes with Sympozium, and one that is not found is passed over. Did you mean \`${near}\`?`,
        span: value.span,
        fixes: () => fixesFor(persona, value, near),
      });
    }
    return findings;
  },
};

function fixesFor(persona: Located, value: Located, near: string): Fix[] {
  const listed = persona
    .get("skills")
    ?.texts()
    .some(({ text }) => text === near);
  return [
    ...(listed ? [] : renameFixes(value, near)),
    ...fixOf("Remove the entry", removeItem(persona, "skills", value.span)),
  ];
}
