/**
 * A skill that is listed twice.
 *
 * Why: the controller hands the list on as it is, and each entry of a skill with a sidecar becomes a container of the
 * same name. Kubernetes refuses such a pod, so every run of the persona fails. `skillpack-k8s-ops` is another name for
 * `k8s-ops`. For a skill without a known sidecar this is a hint.
 *
 * Bad:
 *     skills: [k8s-ops, code-review, k8s-ops]
 *
 * Good:
 *     skills: [k8s-ops, code-review]
 */
import { isWebEndpointSkill } from "../pack/instance.ts";
import { skillPackName } from "../pack/skill-pack-name.ts";
import { DROPPED_SKILLS, skillByName } from "../pack/skills.ts";
import type { Located } from "../yaml/located.ts";
import type { Finding, Fix, PersonaRule } from "./finding.ts";
import { removeItem } from "./list-edits.ts";
import { fixOf } from "./name-fixes.ts";
import { repeated } from "./repeated.ts";
import { shownText } from "./shown-text.ts";

export const skillDuplicate: PersonaRule = {
  code: "skill-duplicate",
  severity: "error",
  check(persona) {
    return repeated(persona.get("skills")?.items() ?? [], containerOf).map(
      ({ entry: skill, first }): Finding => {
        const name = skillPackName(skill.text ?? "");
        const hasSidecar = skillByName(name)?.sidecar === true;
        return {
          code: this.code,
          ...(hasSidecar ? {} : { severity: "hint" }),
          message: messageFor(name, hasSidecar),
          span: skill.span,
          ...(first.placed === skill.placed && {
            related: { span: first.span, message: "The first entry" },
          }),
          fixes: () => fixesFor(persona, skill),
        };
      },
    );
  },
};

/** The name of the skill's container, which it has under both its own names; undefined where it makes none. */
function containerOf({ text = "" }: Located): string | undefined {
  const name = skillPackName(text);
  // A server has the first of these only, and other runs have none of them.
  return name === "" || DROPPED_SKILLS.has(text) || isWebEndpointSkill(text) ? undefined : name;
}

function messageFor(skill: string, hasSidecar: boolean): string {
  const problem = `\`${shownText(skill)}\` is listed twice`;
  return hasSidecar
    ? `${problem}: its container would be there twice, Kubernetes refuses the pod, and every run of the persona fails.`
    : `${problem}.`;
}

function fixesFor(persona: Located, skill: Located): Fix[] {
  return fixOf(`Remove ${shownText(skill.text ?? "")}`, removeItem(persona, "skills", skill.span), {
    preferred: true,
    safe: true,
  });
}
