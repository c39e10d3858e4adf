import type { Disposable } from "vscode";
import { podOfController } from "../cluster/actions/run-logs.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import { registerClusterCommand } from "./cluster-command.ts";
import { OPEN_CONTROLLER_LOG } from "./command-ids.ts";
import type { LogDocuments } from "./log-documents.ts";
import { withCancel } from "./run-plan.ts";

/** “Open Controller Log”: the only place where the controller says why it could not do something. */
export function registerOpenControllerLog(view: ClusterView, logs: LogDocuments): Disposable {
  return registerClusterCommand(view, {
    id: OPEN_CONTROLLER_LOG,
    changes: false,
    async run({ session: { client, scope } }) {
      const { namespace, pod, main } = await withCancel("Looking for the controller", (signal) =>
        podOfController(client, signal),
      );
      await logs.show({ context: scope.context, namespace, pod, container: main.name, previous: false });
    },
  });
}
