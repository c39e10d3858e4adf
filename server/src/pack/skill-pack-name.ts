/** Of the ConfigMap that holds a skill, before its name. */
const CONFIG_MAP_PREFIX = "skillpack-";

/**
 * The SkillPack in which a run looks for the sidecar of a skill that is listed. The list may also have the name of
 * the skill's ConfigMap, as `skillpack-k8s-ops`.
 */
export function skillPackName(skill: string): string {
  return skill.startsWith(CONFIG_MAP_PREFIX) ? skill.slice(CONFIG_MAP_PREFIX.length) : skill;
}
