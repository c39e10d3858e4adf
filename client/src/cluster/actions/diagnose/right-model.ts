import { isExcluded } from "../../../../../server/src/pack/generated-resources.ts";
import { instanceName } from "../../../../../server/src/pack/names.ts";
import { DEFAULT_RELEASE, RELEASES } from "../../../../../server/src/pack/releases.ts";
import { resolveProvider } from "../../../../../server/src/pack/secrets.ts";
import { fieldsOf } from "../fields.ts";
import { type Check, type Finding, ok } from "./check.ts";

/** The guide's "wrong model". */
export const rightModel: Check = {
  id: "right-model",
  title: "Do the personas use the models they name?",
  run(snapshot, { namespace, name, pack }) {
    if (!pack?.spec.enabled) return [];
    const provider = resolveProvider(pack).name;
    const { fallbackModel } = RELEASES[DEFAULT_RELEASE];
    const fix = { action: "open-pack", title: "Edit the pack" } as const;
    const personas = pack.spec.personas.filter(
      (persona) => persona.name !== undefined && !isExcluded(pack, persona),
    );
    const findings = personas.flatMap((persona): Finding[] => {
      const instance = snapshot.get("instances", namespace, instanceName(name, persona.name ?? ""));
      if (!instance) return [];
      const agent = fieldsOf(instance, "spec").object("agents")?.object("default");
      const used = agent?.text("model") ?? "";
      if (persona.model === "" && used === fallbackModel) {
        const evidence = `${persona.name} names no model and uses ${fallbackModel} of ${provider}.`;
        return [{ state: provider === "openai" ? "warning" : "problem", evidence, fix }];
      }
      if (persona.model === "" || persona.model === used) return [];
      const evidence = `${persona.name} names ${persona.model}, its Instance uses ${used || "none"}.`;
      return [{ state: "problem", evidence, fix }];
    });
    return findings.length > 0 ? findings : ok("Every Instance uses the model that its persona names.");
  },
};
