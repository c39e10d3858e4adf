import { commands, type Disposable } from "vscode";
import { plainLine, withoutLinks } from "../cluster/plain-text.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import { connectionReason } from "../tree/state-message.ts";
import { EXPLAIN_CONNECTION, SHOW_OUTPUT } from "./command-ids.ts";
import { showInformation, showWarning } from "./notifications.ts";

const SHOW_LOG = "Show Log";

/** “Explain Connection”: what exactly is in the way, which the view has only a general sentence for. */
export function registerExplainConnection(view: ClusterView): Disposable {
  return commands.registerCommand(EXPLAIN_CONNECTION, async () => {
    const reason = connectionReason(view.manager.snapshot.current);
    if (reason === undefined) {
      void showInformation("Nothing is in the way of the cluster view.");
      return;
    }
    const chosen = await showWarning(withoutLinks(plainLine(reason)), SHOW_LOG);
    if (chosen === SHOW_LOG) await commands.executeCommand(SHOW_OUTPUT);
  });
}
