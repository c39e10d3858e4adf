/**
 * The wiring of everything about clusters. A bundle of its own: most who open YAML never look at a cluster, and load
 * none of it.
 */
import { Disposable, type ExtensionContext } from "vscode";
import { registerClearClusterFilter } from "./commands/clear-cluster-filter.ts";
import { registerClusterCommands } from "./commands/cluster-commands.ts";
import { registerExplainConnection } from "./commands/explain-connection.ts";
import { registerFilterCluster } from "./commands/filter-cluster.ts";
import { registerRefreshCluster } from "./commands/refresh-cluster.ts";
import { registerSwitchContext } from "./commands/switch-context.ts";
import { registerSwitchNamespace } from "./commands/switch-namespace.ts";
import type { LanguageServer } from "./language/language-server.ts";
import type { Output } from "./language/output.ts";
import { shareClusterKnowledge } from "./lens/cluster-knowledge.ts";
import { ClusterLenses } from "./lens/cluster-lenses.ts";
import { ClusterView } from "./tree/cluster-view.ts";
import type { PlaceTree } from "./tree/pack-tree-view.ts";

export interface ClusterExtension extends Disposable {
  /** Resolves when no connection, timer or process is left. */
  close(): Promise<void>;
}

export function openClusterExtension(
  context: ExtensionContext,
  output: Output,
  server: LanguageServer,
  placeTree: PlaceTree,
): ClusterExtension {
  const view = new ClusterView(context, output, placeTree);
  const registered = Disposable.from(
    view,
    registerRefreshCluster(view),
    registerFilterCluster(view),
    registerClearClusterFilter(view),
    registerSwitchContext(view),
    registerSwitchNamespace(view),
    registerExplainConnection(view),
    registerClusterCommands(view),
    shareClusterKnowledge(view, server),
    new ClusterLenses(view, server),
  );
  return { dispose: () => registered.dispose(), close: () => view.close() };
}
