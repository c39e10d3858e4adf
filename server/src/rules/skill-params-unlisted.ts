/**
 * Parameters for a skill that no persona lists.
 *
 * Why: `skillParams` reach the skill of exactly that name, in the personas that list it. Those of `web-endpoint` do
 * not reach the skill that `webEndpoint.enabled` adds, and those of `github-gitops` do not reach `software-dev`.
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
import type { Located } from "../yaml/located.ts";
import type { PackFacts } from "../yaml/pack-facts.ts";
import type { Fix, PackRule } from "./finding.ts";
import { didYouMean, fixOf } from "./name-fixes.ts";
import { nearestName } from "./nearest-name.ts";
import { shownText } from "./shown-text.ts";
import { removeField, renameField } from "./value-edits.ts";

export const skillParamsUnlisted: PackRule = {
  code: "skill-params-unlisted",
  severity: "warning",
  check(facts) {
    const map = facts.spec?.get("skillParams");
    const fields = map?.fields() ?? [];
    if (!map || fields.length === 0) return [];
    const listed = new Set(facts.personas.flatMap(({ skills }) => skills.map(({ text }) => text)));
    return fields.flatMap(({ name, value }) => {
      if (listed.has(name)) return [];
      const near = nearestName(
        name,
        [...listed].filter((skill) => !map.get(skill)),
      );
      return {
        code: this.code,
        message: messageFor(name, near, facts),
        span: value.key ?? value.span,
        placed: map.placed,
        fixes: () => fixesFor(map, name, near),
      };
    });
  },
};

function messageFor(skill: string, near: string | undefined, { personas }: PackFacts): string {
  if (skill === WEB_ENDPOINT_SKILL && personas.some(({ hasWebEndpoint }) => hasWebEndpoint)) {
    return `These parameters reach nothing: the \`${skill}\` that \`webEndpoint.enabled\` adds does not get them. Write \`webEndpoint.hostname\`, or list the skill in place of \`webEndpoint\`.`;
  }
  const problem = `No persona lists the skill \`${shownText(skill)}\`: these parameters reach nothing.`;
  return problem + (didYouMean(near) || " Add it to the `skills` of a persona, or remove it.");
}

function fixesFor(map: Located, name: string, near: string | undefined): Fix[] {
  return [
    ...(near === undefined
      ? []
      : fixOf(`Change to ${near}`, renameField(map, name, near), { preferred: true })),
    ...fixOf("Remove the parameters", removeField(map, name)),
  ];
}
