import { includedPersonas } from "../../../../../server/src/pack/generated-resources.ts";
import { instanceName, memoryName } from "../../../../../server/src/pack/names.ts";
import type { Persona } from "../../../../../server/src/pack/persona-pack.ts";
import type { KubeObject } from "../../cluster-client.ts";
import { fieldsOf } from "../../object-fields.ts";
import { LABELS } from "../../resource-types.ts";
import { type Check, type Finding, ok, problem, unseen, warning } from "./check.ts";
import { editPack, LOOK_AGAIN, reinstall } from "./fix.ts";

/** The guide's “Memory not seeded”. */
export const memorySeeded: Check = {
  id: "memory-seeded",
  title: "Did the seeds reach the memory?",
  run(snapshot, { namespace, name, pack }) {
    if (!pack?.spec.enabled) return [];
    const seeded = includedPersonas(pack).filter(({ memory }) => (memory?.seeds.length ?? 0) > 0);
    if (seeded.length === 0) return [];
    const blind = unseen(snapshot, "configMaps");
    if (blind) return [blind];
    const findings = seeded.flatMap((persona): Finding[] => {
      const instance = instanceName(name, persona.name);
      const configMap = snapshot.get("configMaps", namespace, memoryName(instance));
      return [...unread(persona), ...unwritten(name, persona, memoryName(instance), configMap)];
    });
    return findings.length > 0 ? findings : ok("All seeds are in the memory ConfigMaps.");
  },
};

/** The schedule controller puts them in front of the task; nobody else reads them. */
function unread({ name = "", index, schedule }: Persona): Finding[] {
  if (schedule) return [];
  const evidence = `${name} has no schedule: only scheduled runs are shown the seeds.`;
  return [warning(evidence, editPack("personas", index))];
}

function unwritten(
  pack: string,
  { name = "", memory }: Persona,
  configMapName: string,
  configMap: KubeObject | undefined,
): Finding[] {
  if (!configMap) {
    const evidence = `There is no ConfigMap ${configMapName}: the controller writes it when it next looks at the pack.`;
    return [problem(evidence, LOOK_AGAIN)];
  }
  if (configMap.metadata.labels?.[LABELS.pack] !== pack) {
    const evidence = `The ConfigMap ${configMapName} is the Instance controller's placeholder: it was there first, and the seeds are lost.`;
    return [problem(evidence, reinstall(name))];
  }
  const text = fieldsOf(configMap, "data").text("MEMORY.md");
  const absent = (memory?.seeds ?? []).filter((seed) => !text.includes(seed)).length;
  if (absent === 0) return [];
  const evidence = `${configMapName} lacks ${absent} of the seeds of ${name}: it is written once, later seeds do not reach it.`;
  return [warning(evidence, reinstall(name))];
}
