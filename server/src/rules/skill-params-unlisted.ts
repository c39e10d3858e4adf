/**
 * Parameters for a skill that no persona lists.
 *
 * Why: `skillParams` reach the skill of exactly that name, in the personas that list it. Those of `web-endpoint` do
 * not reach the skill that `webEndpoint.enabled` adds, and those of `github-gitops` do not reach `software-dev`. Those
 * of `mcp-bridge` reach nothing: the controller takes it off every list. A name that comes with Sympozium is not
 * changed to a misspelled one that a persona lists.
 *
 * Bad:
 *     skillParams:
 *       github:
 *         repo: acme/shop
 *     personas:
 *       - name: reviewer
 *         systemPrompt: You review code.
 *         skills: [github-gitops]
 *
 * Good:
 *     skillParams:
 *       github-gitops:
 *         repo: acme/shop
 *     personas:
 *       - name: reviewer
 *         systemPrompt: You review code.
 *         skills: [github-gitops]
 */
import { WEB_ENDPOINT_SKILL } from "../pack/instance.ts";
import { skillPackName } from "../pack/skill-pack-name.ts";
import { DROPPED_SKILLS, skillByName } from "../pack/skills.ts";
import type { PackFacts } from "../yaml/pack-facts.ts";
import type { PackRule } from "./finding.ts";
import { didYouMean, keyFixes } from "./name-fixes.ts";
import { nearestName } from "./nearest-name.ts";
import { shownText } from "./shown-text.ts";

export const skillParamsUnlisted: PackRule = {
  code: "skill-params-unlisted",
  severity: "warning",
  check(facts) {
    const map = facts.spec?.get("skillParams");
    const fields = map?.fields() ?? [];
    if (!map || fields.length === 0) return [];
    if (facts.personas.some(({ unknown }) => unknown.includes("skills"))) return [];
    const listed = listedSkills(facts);
    return fields.flatMap(({ name, value }) => {
      if (listed.has(name)) return [];
      const near = nearSkill(
        name,
        [...listed].filter((skill) => !map.get(skill)),
      );
      return {
        code: this.code,
        message: messageFor(name, near, facts),
        span: value.key ?? value.span,
        placed: map.placed,
        fixes: () =>
          keyFixes(map, name, near, {
            title: "Remove the parameters",
            ...(DROPPED_SKILLS.has(name) && { preferred: true }),
          }),
      };
    });
  },
};

/** Excluded personas count: they come back. */
function listedSkills({ personas }: PackFacts): ReadonlySet<string> {
  const names = personas.flatMap(({ skills }) => skills.map(({ text }) => text));
  return new Set(names.filter((name) => !DROPPED_SKILLS.has(name)));
}

/** The skill that the key may mean. */
function nearSkill(name: string, free: readonly string[]): string | undefined {
  if (DROPPED_SKILLS.has(name)) return undefined;
  // Runs find a skill by two names, but its parameters only by the one that is listed.
  const same = free.find((skill) => skillPackName(skill) === skillPackName(name));
  return same !== undefined || skillByName(name) ? same : nearestName(name, free);
}

function messageFor(skill: string, near: string | undefined, { personas }: PackFacts): string {
  if (DROPPED_SKILLS.has(skill)) {
    return `The controller takes \`${skill}\` off every list of skills: these parameters reach nothing.`;
  }
  if (skill === WEB_ENDPOINT_SKILL && personas.some(({ hasWebEndpoint }) => hasWebEndpoint)) {
    return `These parameters reach nothing: the \`${skill}\` that \`webEndpoint.enabled\` adds does not get them. Write \`webEndpoint.hostname\`, or list the skill in place of \`webEndpoint\`.`;
  }
  const problem = `No persona lists the skill \`${shownText(skill)}\`: these parameters reach nothing.`;
  return problem + (didYouMean(near) || " Add it to the `skills` of a persona, or remove it.");
}
