import { isLabelText } from "../../../../../server/src/pack/dns-name.ts";
import { isExcluded } from "../../../../../server/src/pack/generated-resources.ts";
import { instanceName } from "../../../../../server/src/pack/names.ts";
import type { Persona, PersonaPack } from "../../../../../server/src/pack/persona-pack.ts";
import type { ClusterSnapshot } from "../../cluster-snapshot.ts";
import { phaseOf } from "../../object-fields.ts";
import { refusalOf } from "../pack-warnings.ts";
import { type Check, type Finding, ok, problem, unseen, warning } from "./check.ts";
import { CONTROLLER_LOG, editPack, LOOK_AGAIN } from "./fix.ts";

/** The guide's “Instances not created”. `authRefs` have nothing to do with it. */
export const instancesExist: Check = {
  id: "instances-exist",
  title: "Does each persona have its Instance?",
  run(snapshot, { namespace, name, object, pack }) {
    if (!pack) return [];
    if (!pack.spec.enabled) {
      const evidence = "`spec.enabled` is not true: a disabled pack has no Instances.";
      return [problem(evidence, { action: "activate", title: "Activate the pack…" })];
    }
    if (pack.spec.personas.length === 0) {
      return [problem("The pack has no personas.", editPack("personas"))];
    }
    const blind = unseen(snapshot, "instances");
    if (blind) return [blind];
    const phase = phaseOf(object);
    const findings = [
      ...packNameFindings(name),
      ...twiceFindings(pack),
      ...pack.spec.personas.flatMap((persona) => findingsOf(snapshot, namespace, pack, persona, phase)),
    ];
    if (phase === "Error" && !findings.some(({ state }) => state === "problem")) {
      const evidence = "The pack's phase is Error: the API server refused one of its objects.";
      return [...findings, problem(evidence, CONTROLLER_LOG)];
    }
    return findings.length > 0 ? findings : ok("Every persona has its Instance.");
  },
};

function findingsOf(
  snapshot: ClusterSnapshot,
  namespace: string,
  pack: PersonaPack,
  persona: Persona,
  phase: string,
): Finding[] {
  const { name = "", index } = persona;
  if (isExcluded(pack, persona)) {
    const fix = { action: "include-persona", title: `Include ${name}…`, persona: name } as const;
    return [warning(`The persona ${name} is excluded.`, fix)];
  }
  const instance = snapshot.get("instances", namespace, instanceName(pack.metadata.name ?? "", name));
  if (instance) {
    const { deletionTimestamp, finalizers = [] } = instance.metadata;
    if (deletionTimestamp !== undefined) {
      const evidence = `The Instance of ${name} has been marked for deletion since ${deletionTimestamp}, and waits for ${finalizers.join(", ") || "nothing"}.`;
      return [warning(evidence, CONTROLLER_LOG)];
    }
    return phaseOf(instance) === "Error"
      ? [problem(`The Instance of ${name} is in phase Error.`, CONTROLLER_LOG)]
      : [];
  }
  const refusal = refusalOf(pack, persona);
  if (refusal !== undefined) return [problem(refusal, editPack("personas", index, "name"))];
  if (phase === "" || phase === "Inactive") {
    const evidence = `${name} has no Instance, and the controller has not dealt with the enabled pack yet (its phase is ${phase || "empty"}): is it running, and is it a release that knows PersonaPacks?`;
    return [problem(evidence, CONTROLLER_LOG)];
  }
  if (phase === "Error") {
    const evidence = `${name} has no Instance, the pack's phase is Error: the reason is in the controller's log only.`;
    return [problem(evidence, CONTROLLER_LOG)];
  }
  return [problem(`${name} has no Instance although the pack's phase is ${phase}.`, LOOK_AGAIN)];
}

/** The pack is stored, but the Services of its personas' memories are refused. */
function packNameFindings(name: string): Finding[] {
  if (/^[a-z]/.test(name) && isLabelText(name)) return [];
  const evidence = `The pack's name ${name} begins those of Services, which start with a letter and have no dot: no persona gets its memory server, so no run starts.`;
  const field = ["metadata", "name"];
  return [problem(evidence, { action: "edit-pack", title: "Edit the pack", field })];
}

function twiceFindings({ spec }: PersonaPack): Finding[] {
  const names = spec.personas.map(({ name }) => name);
  return spec.personas
    .filter(({ name }, index) => name !== undefined && names.indexOf(name) < index)
    .map(({ name, index }) =>
      problem(
        `Several personas are called ${name}: they share one Instance, and overwrite each other.`,
        editPack("personas", index, "name"),
      ),
    );
}
