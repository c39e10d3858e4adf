import { includedPersonas } from "../../../../../server/src/pack/generated-resources.ts";
import { instanceName } from "../../../../../server/src/pack/names.ts";
import { DEFAULT_RELEASE, RELEASES } from "../../../../../server/src/pack/releases.ts";
import { resolveProvider } from "../../../../../server/src/pack/secrets.ts";
import { fieldsOf } from "../../object-fields.ts";
import { type Check, type Finding, ok, problem, unseen, warning } from "./check.ts";
import { editPack, LOOK_AGAIN } from "./fix.ts";

/** How the provider of a pack that names none is found. */
const GUESSED_FROM = {
  provider: "",
  "secret-name": ", which the name of the Secret suggests",
  "base-url": ", which the base URL suggests",
  default: ", as the pack names no provider",
} as const;

/** The guide's “Wrong model”. */
export const rightModel: Check = {
  id: "right-model",
  title: "Do the personas use the models they name?",
  run(snapshot, { namespace, name, pack }) {
    if (!pack?.spec.enabled) return [];
    const blind = unseen(snapshot, "instances");
    if (blind) return [blind];
    const provider = resolveProvider(pack);
    const asked = `${provider.name}${GUESSED_FROM[provider.from]}`;
    const { fallbackModel } = RELEASES[DEFAULT_RELEASE];
    const findings = includedPersonas(pack).flatMap((persona): Finding[] => {
      const instance = snapshot.get("instances", namespace, instanceName(name, persona.name));
      if (!instance) return [];
      const edit = editPack("personas", persona.index, "model");
      const agent = fieldsOf(instance, "spec").object("agents")?.object("default");
      const used = agent?.text("model") ?? "";
      if (persona.model === used) return [];
      if (persona.model !== "") {
        const evidence = `${persona.name} names ${persona.model}, its Instance uses ${used || "none"}: the controller has not brought it up to date.`;
        return [problem(evidence, LOOK_AGAIN)];
      }
      if (used !== fallbackModel) {
        const evidence = `${persona.name} names no model any more; its Instance keeps ${used}, which it was once given.`;
        return [warning(evidence, edit)];
      }
      const evidence = `${persona.name} names no model and uses ${fallbackModel} of ${asked}.`;
      return [provider.name === "openai" ? warning(evidence, edit) : problem(evidence, edit)];
    });
    return findings.length > 0
      ? findings
      : ok(`Every Instance uses the model that its persona names, of ${asked}.`);
  },
};
