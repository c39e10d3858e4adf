import type { Disposable } from "vscode";
import { readPersonaPack } from "../../../server/src/pack/persona-pack.ts";
import { planOrphanDeletion } from "../cluster/actions/delete-orphans.ts";
import { deletableOrphans, orphansOf } from "../cluster/actions/orphans.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import { registerClusterCommand } from "./cluster-command.ts";
import { DELETE_ORPHANS } from "./command-ids.ts";
import { choosePack } from "./pick-target.ts";
import { askAndRunPlan } from "./run-plan.ts";

/** “Delete Orphans…”: what belongs to personas that a pack no longer has. */
export function registerDeleteOrphans(view: ClusterView): Disposable {
  return registerClusterCommand(view, {
    id: DELETE_ORPHANS,
    changes: true,
    async run(cluster, target) {
      const snapshot = cluster.live.current;
      const question = { title: "Delete Orphans", none: "No pack has left anything behind." };
      const left = new Set(
        snapshot
          .all("packs")
          .filter((object) => {
            const { pack } = readPersonaPack(object);
            return deletableOrphans(orphansOf(snapshot, object.metadata.namespace ?? "", pack)).length > 0;
          })
          .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`),
      );
      const pack = await choosePack(snapshot, target, question, ({ metadata }) =>
        left.has(`${metadata.namespace}/${metadata.name}`),
      );
      if (!pack) return;
      const plan = planOrphanDeletion(cluster.live.current, pack.namespace, pack.name);
      await askAndRunPlan(cluster, { plan, verb: "Delete" });
    },
  });
}
