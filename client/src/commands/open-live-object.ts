import type { Disposable } from "vscode";
import type { ClusterView } from "../tree/cluster-view.ts";
import { registerClusterCommand } from "./cluster-command.ts";
import { OPEN_LIVE_OBJECT } from "./command-ids.ts";
import type { LiveObjects } from "./live-objects.ts";
import { choosePack } from "./pick-target.ts";

/** “Open Live Object”: its YAML, which follows the cluster. */
export function registerOpenLiveObject(view: ClusterView, objects: LiveObjects): Disposable {
  return registerClusterCommand(view, {
    id: OPEN_LIVE_OBJECT,
    changes: false,
    async run(cluster, target) {
      const snapshot = cluster.live.current;
      const context = snapshot.scope?.context;
      if (context === undefined) return;
      if (target) {
        await objects.show(target);
        return;
      }
      const question = { title: "Open Live Object", none: "There is no pack here." };
      const pack = await choosePack(snapshot, target, question);
      if (pack) await objects.show({ ...pack, context, kind: "PersonaPack" });
    },
  });
}
