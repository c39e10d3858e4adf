import { commands, type Disposable } from "vscode";
import type { ClusterView } from "../tree/cluster-view.ts";
import { NO_FILTER } from "../tree/tree-filter.ts";
import { CLEAR_CLUSTER_FILTER } from "./command-ids.ts";

/** “Clear Filter”. */
export function registerClearClusterFilter({ tree }: ClusterView): Disposable {
  return commands.registerCommand(CLEAR_CLUSTER_FILTER, () => {
    tree.filter = NO_FILTER;
  });
}
