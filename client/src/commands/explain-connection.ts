import { commands, type Disposable } from "vscode";
import { present } from "../cluster/error-presentation.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import { obstacleOf } from "../tree/state-message.ts";
import { EXPLAIN_CONNECTION } from "./command-ids.ts";
import { FAILURE_OFFERS } from "./failure-offers.ts";
import { showInformation, showWarning } from "./notifications.ts";

/** “Explain Connection”: what exactly is in the way, which the view has only a general sentence for. */
export function registerExplainConnection(view: ClusterView): Disposable {
  return commands.registerCommand(EXPLAIN_CONNECTION, async () => {
    const obstacle = obstacleOf(view.manager.snapshot.current);
    if (!obstacle) {
      void showInformation("Nothing is in the way of the cluster view.");
      return;
    }
    const { kind, reason } = obstacle;
    const action = kind && present(kind, reason).action;
    const offers = [...new Set([action ?? "show-log", "show-log"] as const)].map(
      (one) => FAILURE_OFFERS[one],
    );
    const chosen = await showWarning(reason, ...offers.map(({ title }) => title));
    const command = offers.find(({ title }) => title === chosen)?.command;
    if (command !== undefined) await commands.executeCommand(command);
  });
}
