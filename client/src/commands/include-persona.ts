import type { Disposable } from "vscode";
import { planInclusion } from "../cluster/actions/include-persona.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import { registerClusterCommand } from "./cluster-command.ts";
import { INCLUDE_PERSONA } from "./command-ids.ts";
import { choosePersona } from "./pick-target.ts";
import { askAndRunPlan } from "./run-plan.ts";

/** “Include Persona…”: it begins anew, from its seeds. */
export function registerIncludePersona(view: ClusterView): Disposable {
  return registerClusterCommand(view, {
    id: INCLUDE_PERSONA,
    changes: true,
    async run(cluster, target) {
      const question = { title: "Include Persona", none: "No persona is excluded." };
      const choice = await choosePersona(cluster.live.current, target, question, ({ spec }, persona) =>
        spec.excludePersonas.has(persona),
      );
      if (!choice) return;
      const { namespace, name, persona } = choice;
      const plan = planInclusion(cluster.live.current, namespace, name, persona, new Date());
      await askAndRunPlan(cluster, { plan, verb: "Include" });
    },
  });
}
