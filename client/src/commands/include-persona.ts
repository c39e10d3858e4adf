import type { Disposable } from "vscode";
import { planInclusion } from "../cluster/actions/include-persona.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import { INCLUDE_PERSONA } from "./command-ids.ts";
import { registerPersonaChange } from "./persona-change.ts";

/** “Include Persona…”: it begins anew, from its seeds. */
export function registerIncludePersona(view: ClusterView): Disposable {
  return registerPersonaChange(view, {
    id: INCLUDE_PERSONA,
    question: { title: "Include Persona", none: "No persona is excluded." },
    suits: ({ spec }, persona) => spec.excludePersonas.has(persona),
    plan: planInclusion,
    verb: "Include",
  });
}
