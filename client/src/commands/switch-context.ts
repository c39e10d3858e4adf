import { commands, type Disposable, type QuickPickItem, window } from "vscode";
import type { ClusterView } from "../tree/cluster-view.ts";
import { SWITCH_CONTEXT } from "./command-ids.ts";
import { lookingAt } from "./looking-at.ts";
import { showInformation } from "./notifications.ts";

interface ContextItem extends QuickPickItem {
  /** Undefined: whatever is current in the kubeconfig. */
  readonly name: string | undefined;
}

/** “Switch Context…”: of the view alone; the kubeconfig stays as it is. */
export function registerSwitchContext(view: ClusterView): Disposable {
  return commands.registerCommand(SWITCH_CONTEXT, () =>
    lookingAt(view.manager, async ({ kubeconfig, snapshot }) => {
      const contexts = kubeconfig?.contexts ?? [];
      if (contexts.length === 0) {
        void showInformation("The kubeconfig has no contexts.");
        return;
      }
      const shown = snapshot.current.scope?.context;
      const items: ContextItem[] = contexts.map(({ name, server, namespace }) => ({
        name,
        label: name,
        description: [
          name === shown ? "shown" : undefined,
          name === kubeconfig?.current ? "current in the kubeconfig" : undefined,
        ]
          .filter((word) => word !== undefined)
          .join(", "),
        detail: [server ?? "no server", ...(namespace === undefined ? [] : [`namespace ${namespace}`])].join(
          " · ",
        ),
      }));
      if (view.manager.isContextChosen) {
        items.unshift({
          label: "$(sync) Follow the kubeconfig",
          description: kubeconfig?.current === undefined ? "" : `now ${kubeconfig.current}`,
          detail: "Show whatever is its current context, also when kubectl changes that",
          name: undefined,
        });
      }
      const chosen = await window.showQuickPick(items, {
        title: "Context of the Cluster View",
        placeHolder: "The kubeconfig is not changed",
        matchOnDetail: true,
      });
      if (chosen) view.manager.chooseContext(chosen.name);
    }),
  );
}
