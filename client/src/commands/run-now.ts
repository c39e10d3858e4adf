import { type Disposable, window } from "vscode";
import { instanceName } from "../../../server/src/pack/names.ts";
import { planRun, scheduledTask } from "../cluster/actions/run-now.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import { registerClusterCommand } from "./cluster-command.ts";
import { RUN_NOW } from "./command-ids.ts";
import { choosePersona } from "./pick-target.ts";
import { askAndRunPlan } from "./run-plan.ts";

/** “Run Now…”: one run of a persona outside its schedule. */
export function registerRunNow(view: ClusterView): Disposable {
  return registerClusterCommand(view, {
    id: RUN_NOW,
    changes: true,
    async run(cluster, target) {
      const snapshot = cluster.live.current;
      const question = { title: "Run Now", none: "No persona is active." };
      const choice = await choosePersona(
        snapshot,
        target,
        question,
        ({ spec }, persona) => spec.enabled && !spec.excludePersonas.has(persona),
      );
      if (!choice) return;
      const { namespace, name, persona } = choice;
      const instance = instanceName(name, persona);
      const scheduled = scheduledTask(snapshot, namespace, instance) ?? "";
      const task =
        scheduled.trim() === ""
          ? await window.showInputBox({
              title: `Run ${persona} Now`,
              prompt: "What the run shall do: the persona has no schedule that says so.",
              ignoreFocusOut: true,
            })
          : undefined;
      if (scheduled.trim() === "" && !task) return;
      const request = task === undefined ? { instance } : { instance, task };
      const plan = planRun(cluster.live.current, namespace, request, new Date());
      await askAndRunPlan(cluster, { plan, verb: "Run" });
    },
  });
}
