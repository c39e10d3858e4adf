import type { Disposable } from "vscode";
import { planExclusion } from "../cluster/actions/exclude-persona.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import { registerClusterCommand } from "./cluster-command.ts";
import { EXCLUDE_PERSONA } from "./command-ids.ts";
import { choosePersona } from "./pick-target.ts";
import { askAndRunPlan } from "./run-plan.ts";

/** “Exclude Persona…”: with all that goes with it, memory and run history included. */
export function registerExcludePersona(view: ClusterView): Disposable {
  return registerClusterCommand(view, {
    id: EXCLUDE_PERSONA,
    changes: true,
    async run(cluster, target) {
      const question = { title: "Exclude Persona", none: "There is no persona to exclude." };
      const choice = await choosePersona(
        cluster.live.current,
        target,
        question,
        ({ spec }, persona) => !spec.excludePersonas.has(persona),
      );
      if (!choice) return;
      const { namespace, name, persona } = choice;
      const plan = planExclusion(cluster.live.current, namespace, name, persona, new Date());
      await askAndRunPlan(cluster, { plan, verb: "Exclude" });
    },
  });
}
