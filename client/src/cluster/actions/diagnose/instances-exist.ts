import { isExcluded } from "../../../../../server/src/pack/generated-resources.ts";
import { instanceName } from "../../../../../server/src/pack/names.ts";
import { phaseOf } from "../fields.ts";
import { refusalOf } from "../pack-warnings.ts";
import { type Check, type Finding, ok } from "./check.ts";

/** The guide's "Instances are not created". `authRefs` have nothing to do with it. */
export const instancesExist: Check = {
  id: "instances-exist",
  title: "Does each persona have its Instance?",
  run(snapshot, { namespace, name, object, pack }) {
    if (!pack) return [];
    if (!pack.spec.enabled) {
      const evidence = "`spec.enabled` is not true: a disabled pack has no Instances.";
      return [{ state: "problem", evidence, fix: { action: "activate", title: "Activate the pack" } }];
    }
    if (pack.spec.personas.length === 0) return [{ state: "problem", evidence: "The pack has no personas." }];
    const phase = phaseOf(object);
    const findings = pack.spec.personas.flatMap((persona): Finding[] => {
      const label = persona.name ?? "";
      if (isExcluded(pack, persona)) {
        const fix = { action: "include-persona", title: `Include ${label}`, name: label } as const;
        return [{ state: "warning", evidence: `The persona ${label} is excluded.`, fix }];
      }
      if (snapshot.get("instances", namespace, instanceName(name, label))) return [];
      const refusal = refusalOf(pack, persona);
      const fix = { action: "open-pack", title: "Edit the pack" } as const;
      if (refusal !== undefined) return [{ state: "problem", evidence: refusal, fix }];
      if (phase === "") {
        const evidence = `${label} has no Instance, and the pack has no phase: is the controller running?`;
        return [{ state: "problem", evidence }];
      }
      const evidence = `${label} has no Instance, the pack's phase is ${phase}: the reason is in the controller's log only.`;
      return [{ state: "problem", evidence }];
    });
    const complete = !findings.some(({ state }) => state === "problem");
    if (complete && phase === "Error") {
      const evidence = "The pack's phase is Error: the API server refused one of its objects.";
      return [...findings, { state: "problem", evidence }];
    }
    return findings.length > 0 ? findings : ok("Every persona has its Instance.");
  },
};
