import { isDeepStrictEqual } from "node:util";
import { isExcluded } from "../../../../../server/src/pack/generated-resources.ts";
import { skillsOf } from "../../../../../server/src/pack/instance.ts";
import { instanceName } from "../../../../../server/src/pack/names.ts";
import { fieldsOf } from "../../object-fields.ts";
import { type Check, type Finding, ok, unseen, warning } from "./check.ts";
import { reinstall } from "./fix.ts";

/** Fields that the controller sets when it creates an Instance, and never again. */
export const instancesCurrent: Check = {
  id: "instances-current",
  title: "Did later edits of the pack reach its Instances?",
  run(snapshot, { namespace, name, pack }) {
    if (!pack?.spec.enabled) return [];
    const blind = unseen(snapshot, "instances");
    if (blind) return [blind];
    const findings = pack.spec.personas.flatMap((persona): Finding[] => {
      const { name: personaName } = persona;
      if (personaName === undefined || isExcluded(pack, persona)) return [];
      const instance = snapshot.get("instances", namespace, instanceName(name, personaName));
      if (!instance) return [];
      const spec = fieldsOf(instance, "spec");
      const stored = spec.objects("skills").map((skill) => skill?.text("skillPackRef") ?? "");
      const wanted = skillsOf(pack, persona).map(({ skillPackRef = "" }) => skillPackRef);
      const lifecycle = spec.object("agents")?.object("default")?.has("lifecycle") ?? false;
      const fields = [
        ...(isDeepStrictEqual(stored, wanted) ? [] : ["skills"]),
        ...(spec.text("policyRef") === pack.spec.policyRef ? [] : ["policyRef"]),
        ...(lifecycle === (persona.lifecycle !== undefined) ? [] : ["lifecycle"]),
        // Other channels replace those that are there; none does not.
        ...(persona.channels.length === 0 && spec.objects("channels").length > 0 ? ["channels"] : []),
      ];
      if (fields.length === 0) return [];
      const evidence = `The Instance of ${personaName} differs in ${fields.join(", ")}: these reach an Instance only when it is created.`;
      return [warning(evidence, reinstall(personaName))];
    });
    return findings.length > 0 ? findings : ok("The Instances are as the pack has them.");
  },
};
