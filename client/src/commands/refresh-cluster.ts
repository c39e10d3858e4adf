import { commands, type Disposable, window } from "vscode";
import type { ClusterView } from "../tree/cluster-view.ts";
import { CLUSTER_VIEW } from "../tree/cluster-view-id.ts";
import { REFRESH_CLUSTER } from "./command-ids.ts";

/** “Refresh”: reads the kubeconfig and asks the cluster for everything anew. */
export function registerRefreshCluster(view: ClusterView): Disposable {
  return commands.registerCommand(REFRESH_CLUSTER, async () => {
    await window.withProgress({ location: { viewId: CLUSTER_VIEW } }, () => view.manager.refresh());
  });
}
