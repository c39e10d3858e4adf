/**
 * A parameter that the skill does not read.
 *
 * Why: a parameter becomes the environment variable `SKILL_` and its name in upper case, and the skills that come
 * with Sympozium look for certain ones. `BRANCH` becomes `SKILL_BRANCH`, which nothing reads. Parameters of a skill
 * that this extension does not know are not looked at, nor those of a SkillPack that the connected cluster has in the
 * namespace of the pack itself. A parameter unlike any that the skill reads is an information:
 * an agent can use the variable itself.
 *
 * Bad:
 *     skillParams:
 *       github-gitops:
 *         BRANCH: main
 *
 * Good:
 *     skillParams:
 *       github-gitops:
 *         default_branch: main
 */
import { type Skill, skillByName, skillVariable } from "../pack/skills.ts";
import { codeList } from "../values/value-source.ts";
import type { PackRule } from "./finding.ts";
import { didYouMean, keyFixes } from "./name-fixes.ts";
import { nearestName } from "./nearest-name.ts";
import { shownText } from "./shown-text.ts";
import { targetNamespace } from "./target-namespace.ts";

export const skillParamUnknown: PackRule = {
  code: "skill-param-unknown",
  severity: "warning",
  check(facts, _release, cluster) {
    const namespace = targetNamespace(facts, cluster);
    return (facts.spec?.get("skillParams")?.fields() ?? []).flatMap(({ name, value: params }) => {
      const skill = skillByName(name);
      if (!skill || (namespace !== undefined && cluster.hasOwnSkill(namespace, name))) return [];
      const read = skill.params.map((param) => param.name);
      const variables = new Set(read.map(skillVariable));
      return params.fields().flatMap(({ name: param, value }) => {
        if (variables.has(skillVariable(param))) return [];
        const near = nearestName(
          param,
          read.filter((known) => !params.get(known)),
        );
        return {
          code: this.code,
          // An agent could use the variable by its name all the same.
          ...(near === undefined ? { severity: "information" as const } : {}),
          message: messageFor(skill, param, near),
          span: value.key ?? value.span,
          placed: params.placed,
          fixes: () => keyFixes(params, param, near, { title: "Remove the parameter" }),
        };
      });
    });
  },
};

function messageFor({ name, params, sidecar }: Skill, param: string, near: string | undefined): string {
  if (!sidecar) return `\`${name}\` has no container that parameters could reach.`;
  const problem = `\`${shownText(param)}\` becomes \`${skillVariable(shownText(param))}\`, and nothing in \`${name}\` reads that.`;
  if (near !== undefined) return problem + didYouMean(near);
  return params.length === 0 ? problem : `${problem} It reads ${codeList(params.map(({ name }) => name))}.`;
}
