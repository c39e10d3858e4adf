import { type Disposable, window } from "vscode";
import { packTarget } from "../cluster/actions/pack-target.ts";
import { planTaskOverride } from "../cluster/actions/set-task-override.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import { registerClusterCommand } from "./cluster-command.ts";
import { SET_TASK_OVERRIDE } from "./command-ids.ts";
import { choosePack } from "./pick-target.ts";
import { askAndRunPlan } from "./run-plan.ts";

/** “Set Task Override…” */
export function registerSetTaskOverride(view: ClusterView): Disposable {
  return registerClusterCommand(view, {
    id: SET_TASK_OVERRIDE,
    changes: true,
    async run(cluster, target) {
      const title = "Set Task Override";
      const question = { title, none: "There is no pack here." };
      const pack = await choosePack(cluster.live.current, target, question);
      if (!pack) return;
      const { namespace, name } = pack;
      const { spec } = packTarget(cluster.live.current, namespace, name).pack;
      // A line to type in cannot show several.
      const long = spec.taskOverride.includes("\n");
      const text = await window.showInputBox({
        title: `${title} of ${name}`,
        prompt: long
          ? "Replaces the one of several lines that the pack has. Empty: nothing in front of the tasks."
          : "What all scheduled personas shall do, in front of their own tasks. Empty: nothing.",
        value: long ? "" : spec.taskOverride,
        ignoreFocusOut: true,
      });
      if (text === undefined) return;
      const plan = planTaskOverride(cluster.live.current, namespace, name, text, new Date());
      await askAndRunPlan(cluster, { plan, verb: text === "" ? "Remove" : "Set" });
    },
  });
}
