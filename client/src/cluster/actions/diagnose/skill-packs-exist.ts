import { isExcluded } from "../../../../../server/src/pack/generated-resources.ts";
import { skillsOf } from "../../../../../server/src/pack/instance.ts";
import { SYSTEM_NAMESPACE } from "../../resource-types.ts";
import { skillPackPresence } from "../../skill-packs.ts";
import { type Check, type Finding, ok, unseen, warning } from "./check.ts";
import { editPack } from "./fix.ts";

export const skillPacksExist: Check = {
  id: "skill-packs-exist",
  title: "Are the SkillPacks there?",
  run(snapshot, { namespace, pack, systemSkillPacks }) {
    if (!pack) return [];
    const blind = unseen(snapshot, "skillPacks");
    if (blind) return [blind];
    const personas = pack.spec.personas.filter((persona) => !isExcluded(pack, persona));
    const users = new Map<string, number>();
    for (const persona of personas) {
      for (const { skillPackRef = "" } of skillsOf(pack, persona)) {
        if (skillPackRef !== "" && !users.has(skillPackRef)) users.set(skillPackRef, persona.index);
      }
    }
    const findings: Finding[] = [];
    const unknown: string[] = [];
    for (const [skill, user] of users) {
      const presence = skillPackPresence(snapshot, namespace, skill, systemSkillPacks);
      if (presence === "unknown") unknown.push(skill);
      if (presence !== "missing") continue;
      const evidence = `There is no SkillPack ${skill} in ${namespace} or ${SYSTEM_NAMESPACE}: runs go on without it and do not say so.`;
      findings.push(warning(evidence, editPack("personas", user, "skills")));
    }
    if (unknown.length > 0) {
      const evidence = `Not in ${namespace}: ${unknown.join(", ")}. SkillPacks count in ${SYSTEM_NAMESPACE}, too, which is not shown.`;
      const fix = { action: "select-namespace", title: "Show all namespaces…" } as const;
      findings.push({ state: "unknown", evidence, fix });
    }
    return findings.length > 0 ? findings : ok("All SkillPacks are there.");
  },
};
