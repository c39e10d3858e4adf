import type { Disposable } from "vscode";
import { planDeactivation, secretsAtStake } from "../cluster/actions/deactivate.ts";
import { blockingOrphans, orphansOf } from "../cluster/actions/orphans.ts";
import { packTarget } from "../cluster/actions/pack-target.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import { registerClusterCommand } from "./cluster-command.ts";
import { DEACTIVATE_PACK } from "./command-ids.ts";
import { choosePack } from "./pick-target.ts";
import { askAndRunPlan } from "./run-plan.ts";

/** “Deactivate…”: its personas go; whether its managed Secrets go too is the user's choice. */
export function registerDeactivatePack(view: ClusterView): Disposable {
  return registerClusterCommand(view, {
    id: DEACTIVATE_PACK,
    changes: true,
    async run(cluster, target) {
      const snapshot = cluster.live.current;
      const question = { title: "Deactivate", none: "No pack here is active." };
      const pack = await choosePack(snapshot, target, question, ({ spec }) => spec.enabled);
      if (!pack) return;
      const { namespace, name } = pack;
      const { pack: content } = packTarget(snapshot, namespace, name);
      // The controller would wait for them for ever.
      const stuck = blockingOrphans(orphansOf(snapshot, namespace, content));
      const orphans = stuck.length > 0 ? "delete" : "keep";
      const now = new Date();
      const keep = planDeactivation(snapshot, namespace, name, { secrets: "keep", orphans }, now);
      const remove = planDeactivation(snapshot, namespace, name, { secrets: "delete", orphans }, now);
      // Those of web endpoints go in any case.
      if (secretsAtStake(snapshot, namespace, content).length > 0) {
        await askAndRunPlan(
          cluster,
          { plan: keep, verb: "Keep Secrets" },
          { plan: remove, verb: "Delete Secrets" },
        );
      } else await askAndRunPlan(cluster, { plan: remove, verb: "Deactivate" });
    },
  });
}
