import type { Disposable } from "vscode";
import { planExclusion } from "../cluster/actions/exclude-persona.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import { EXCLUDE_PERSONA } from "./command-ids.ts";
import { registerPersonaChange } from "./persona-change.ts";

/** “Exclude Persona…”: with all that goes with it, memory and run history included. */
export function registerExcludePersona(view: ClusterView): Disposable {
  return registerPersonaChange(view, {
    id: EXCLUDE_PERSONA,
    question: { title: "Exclude Persona", none: "There is no persona to exclude." },
    suits: ({ spec }, persona) => !spec.excludePersonas.has(persona),
    plan: planExclusion,
    verb: "Exclude",
  });
}
