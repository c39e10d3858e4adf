import { isExcluded } from "../../../../../server/src/pack/generated-resources.ts";
import { skillsOf } from "../../../../../server/src/pack/instance.ts";
import { type Check, ok, unseen } from "./check.ts";

/** Where built-in SkillPacks are installed; runs look here after their own namespace. */
const SYSTEM_NAMESPACE = "sympozium-system";
/** A run strips it from the name when it looks for the sidecar. */
const OPTIONAL_PREFIX = "skillpack-";

export const skillPacksExist: Check = {
  id: "skill-packs-exist",
  title: "Are the SkillPacks there?",
  run(snapshot, { namespace, pack }) {
    if (!pack) return [];
    const personas = pack.spec.personas.filter((persona) => !isExcluded(pack, persona));
    const skills = new Set(
      personas.flatMap((persona) => skillsOf(pack, persona).map(({ skillPackRef = "" }) => skillPackRef)),
    );
    const blind = unseen(snapshot, "skillPacks");
    if (blind) return [blind];
    const exists = (name: string) =>
      [namespace, SYSTEM_NAMESPACE].some((place) => snapshot.get("skillPacks", place, name) !== undefined);
    const missing = [...skills].filter(
      (skill) => skill !== "" && !exists(skill) && !exists(skill.replace(OPTIONAL_PREFIX, "")),
    );
    if (missing.length === 0) return ok("All SkillPacks are there.");
    const seesSystem =
      snapshot.scope?.namespace === undefined || snapshot.scope.namespace === SYSTEM_NAMESPACE;
    return missing.map((skill) =>
      seesSystem
        ? {
            state: "problem",
            evidence: `There is no SkillPack ${skill} in ${namespace} or ${SYSTEM_NAMESPACE}: runs go on without it and do not say so.`,
            fix: { action: "open-pack", title: "Edit the pack" },
          }
        : {
            state: "unknown",
            evidence: `There is no SkillPack ${skill} in ${namespace}; ${SYSTEM_NAMESPACE} is not shown.`,
            fix: { action: "select-namespace", title: "Show all namespaces" },
          },
    );
  },
};
