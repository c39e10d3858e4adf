import type { Disposable } from "vscode";
import { planDeletion } from "../cluster/actions/delete-pack.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import { registerClusterCommand } from "./cluster-command.ts";
import { DELETE_PACK } from "./command-ids.ts";
import { choosePack } from "./pick-target.ts";
import { askAndRunPlan } from "./run-plan.ts";

/** “Delete Pack…” */
export function registerDeletePack(view: ClusterView): Disposable {
  return registerClusterCommand(view, {
    id: DELETE_PACK,
    changes: true,
    async run(cluster, target) {
      const question = { title: "Delete Pack", none: "There is no pack to delete." };
      const pack = await choosePack(cluster.live.current, target, question);
      if (!pack) return;
      const plan = planDeletion(cluster.live.current, pack.namespace, pack.name);
      await askAndRunPlan(cluster, { plan, verb: "Delete" });
    },
  });
}
