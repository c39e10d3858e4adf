import { isDeepStrictEqual } from "node:util";
import { isExcluded } from "../../../../../server/src/pack/generated-resources.ts";
import { instanceName } from "../../../../../server/src/pack/names.ts";
import { skillByName } from "../../../../../server/src/pack/skills.ts";
import { fieldsOf } from "../../object-fields.ts";
import { type Check, type Finding, ok, problem, unseen } from "./check.ts";
import { editPack, reinstall } from "./fix.ts";

export const skillParamsReach: Check = {
  id: "skill-params-reach",
  title: "Do the skill parameters reach their skills?",
  run(snapshot, { namespace, name, pack }) {
    if (!pack || pack.spec.skillParams.size === 0) return [];
    const personas = pack.spec.personas.filter((persona) => !isExcluded(pack, persona));
    const findings = [...pack.spec.skillParams].flatMap(([skill, params]): Finding[] => {
      const users = personas.filter(({ skills }) => skills.includes(skill));
      if (users.length === 0) {
        const evidence = `No persona lists the skill ${skill}: its parameters have no effect.`;
        return [problem(evidence, editPack("skillParams", skill))];
      }
      const known = skillByName(skill)?.params.map((param) => param.name);
      const unknown = [...params.keys()].filter((param) => known !== undefined && !known.includes(param));
      const unread = unknown.map((param): Finding => {
        const evidence = `The skill ${skill} does not read ${param}; it reads ${known?.join(", ") || "nothing"}.`;
        return problem(evidence, editPack("skillParams", skill, param));
      });
      const stale = users.flatMap((persona): Finding[] => {
        const { name: personaName = "" } = persona;
        const instance = snapshot.get("instances", namespace, instanceName(name, personaName));
        const skills = fieldsOf(instance, "spec").objects("skills");
        const stored = skills.find((one) => one?.text("skillPackRef") === skill)?.textMap("params");
        if (!instance || isDeepStrictEqual(new Map(stored), new Map(params))) return [];
        const evidence = `The Instance of ${personaName} was made with other parameters of ${skill}: later ones do not reach it.`;
        return [problem(evidence, reinstall(personaName))];
      });
      return [...unread, ...stale];
    });
    // A disabled pack has no Instances that could have other ones.
    const blind = pack.spec.enabled ? unseen(snapshot, "instances") : undefined;
    if (blind) return [...findings, blind];
    return findings.length > 0 ? findings : ok("All parameters are where they belong.");
  },
};
