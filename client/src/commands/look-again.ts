import type { Disposable } from "vscode";
import { planLook } from "../cluster/actions/look-again.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import { registerClusterCommand } from "./cluster-command.ts";
import { LOOK_AGAIN } from "./command-ids.ts";
import { choosePack } from "./pick-target.ts";
import { askAndRunPlan } from "./run-plan.ts";

/** “Have the Controller Look Again…”: it makes what is missing. */
export function registerLookAgain(view: ClusterView): Disposable {
  return registerClusterCommand(view, {
    id: LOOK_AGAIN,
    changes: true,
    async run(cluster, target) {
      const question = { title: "Have the Controller Look Again", none: "There is no pack here." };
      const pack = await choosePack(cluster.live.current, target, question);
      if (!pack) return;
      const plan = planLook(cluster.live.current, pack.namespace, pack.name, new Date());
      await askAndRunPlan(cluster, { plan, verb: "Look Again" });
    },
  });
}
