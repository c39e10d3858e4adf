import { isExcluded } from "../../../../../server/src/pack/generated-resources.ts";
import { instanceName, memoryName } from "../../../../../server/src/pack/names.ts";
import { LABELS } from "../../resource-types.ts";
import { fieldsOf } from "../fields.ts";
import { type Check, type Finding, ok } from "./check.ts";

/** The guide's "memory is not seeded". */
export const memorySeeded: Check = {
  id: "memory-seeded",
  title: "Did the seeds reach the memory?",
  run(snapshot, { namespace, name, pack }) {
    if (!pack?.spec.enabled) return [];
    const seeded = pack.spec.personas.filter(
      (persona) =>
        persona.name !== undefined && !isExcluded(pack, persona) && (persona.memory?.seeds.length ?? 0) > 0,
    );
    if (seeded.length === 0) return [];
    const findings = seeded.flatMap((persona): Finding[] => {
      const { name: personaName = "", memory } = persona;
      const configMapName = memoryName(instanceName(name, personaName));
      const configMap = snapshot.get("configMaps", namespace, configMapName);
      const fix = {
        action: "reinstall-persona",
        title: `Exclude and include ${personaName}, which loses its memory`,
        name: personaName,
      } as const;
      if (!configMap) {
        const evidence = `There is no ConfigMap ${configMapName}; it is written when the pack next changes.`;
        return [{ state: "problem", evidence }];
      }
      if (configMap.metadata.labels?.[LABELS.pack] !== name) {
        const evidence = `The ConfigMap ${configMapName} is the Instance controller's placeholder: it was there first, and the seeds are lost.`;
        return [{ state: "problem", evidence, fix }];
      }
      const text = fieldsOf(configMap, "data").text("MEMORY.md");
      const absent = (memory?.seeds ?? []).filter((seed) => !text.includes(seed)).length;
      if (absent === 0) return [];
      const evidence = `${configMapName} lacks ${absent} of the seeds of ${personaName}: it is written once, later seeds do not reach it.`;
      return [{ state: "warning", evidence, fix }];
    });
    return findings.length > 0 ? findings : ok("All seeds are in the memory ConfigMaps.");
  },
};
