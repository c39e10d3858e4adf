import { commands, type Disposable, type QuickPickItem, window } from "vscode";
import { counted } from "../../../server/src/pack/counted.ts";
import { isLabelText, MAX_LABEL_LENGTH } from "../../../server/src/pack/dns-name.ts";
import type { ClusterManager } from "../cluster/cluster-manager.ts";
import { listNamespaces, packsByNamespace } from "../cluster/namespaces.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import { SWITCH_NAMESPACE } from "./command-ids.ts";
import { lookingAt } from "./looking-at.ts";
import { showInformation } from "./notifications.ts";

interface NamespaceItem extends QuickPickItem {
  /** Undefined: all. */
  readonly namespace?: string | undefined;
  /** Cannot be chosen. */
  readonly invalid?: boolean;
}

const ALL: NamespaceItem = { label: "$(globe) All namespaces", alwaysShow: true };

/** “Switch Namespace…”: also to one that has to be typed, for users who may not list namespaces. */
export function registerSwitchNamespace(view: ClusterView): Disposable {
  return commands.registerCommand(SWITCH_NAMESPACE, () =>
    lookingAt(view.manager, async (manager) => {
      const { scope } = manager.snapshot.current;
      if (!scope) {
        void showInformation("Choose a context first.");
        return;
      }
      const chosen = await pickNamespace(manager, scope.namespace);
      // Another context may have been chosen meanwhile: the namespace was meant for this one.
      if (chosen && manager.snapshot.current.scope?.context === scope.context) {
        manager.chooseNamespace(chosen.namespace);
      }
    }),
  );
}

async function pickNamespace(
  manager: ClusterManager,
  shown: string | undefined,
): Promise<NamespaceItem | undefined> {
  const closed = new AbortController();
  const { promise, resolve } = Promise.withResolvers<NamespaceItem | undefined>();
  const pick = window.createQuickPick<NamespaceItem>();
  let listed: readonly NamespaceItem[] = [];
  const offer = () => {
    const typed = pick.value.trim();
    const known = typed === "" || listed.some(({ namespace }) => namespace === typed);
    // Enter chooses the first that fits, which shall be none that fits everything.
    pick.items = typed === "" ? [ALL, ...listed] : [...(known ? [] : [typedItem(typed)]), ...listed, ALL];
  };
  pick.title = "Namespace of the Cluster View";
  pick.placeholder = "A namespace, or the name of one to type";
  pick.busy = true;
  pick.onDidChangeValue(offer);
  pick.onDidAccept(() => {
    const [chosen] = pick.activeItems;
    if (!chosen || chosen.invalid) return;
    resolve(chosen);
    pick.hide();
  });
  pick.onDidHide(() => {
    closed.abort();
    resolve(undefined);
    pick.dispose();
  });
  offer();
  pick.show();
  void namespaceItems(manager, shown, closed.signal).then(({ items, complete }) => {
    if (closed.signal.aborted) return;
    listed = items;
    if (!complete) pick.placeholder = "Type the name of a namespace: they cannot be listed";
    pick.busy = false;
    offer();
    // Whoever has typed meanwhile is about to choose that.
    if (pick.value.trim() === "") {
      pick.activeItems = pick.items.filter(({ namespace }) => namespace === shown);
    }
  });
  return await promise;
}

function typedItem(typed: string): NamespaceItem {
  return isLabelText(typed) && typed.length <= MAX_LABEL_LENGTH
    ? { label: `$(arrow-right) ${typed}`, description: "as typed", namespace: typed, alwaysShow: true }
    : {
        label: `$(error) ${typed}`,
        description: "is no name of a namespace: lower-case letters, digits and, between them, - are allowed",
        alwaysShow: true,
        invalid: true,
      };
}

/** Those that may be listed, else those that are known of. */
async function namespaceItems(
  manager: ClusterManager,
  shown: string | undefined,
  signal: AbortSignal,
): Promise<{ readonly items: readonly NamespaceItem[]; readonly complete: boolean }> {
  const packs = packsByNamespace(manager.snapshot.current);
  const names = await askNamespaces(manager, signal);
  const own = manager.kubeconfig?.contexts.find(
    ({ name }) => name === manager.snapshot.current.scope?.context,
  )?.namespace;
  const all = new Set([...(names ?? []), ...packs.keys(), ...(own ? [own] : []), ...(shown ? [shown] : [])]);
  const item = (namespace: string): NamespaceItem => {
    const count = packs.get(namespace) ?? 0;
    return {
      label: namespace,
      namespace,
      description: [count > 0 ? counted(count, "pack") : "", namespace === shown ? "shown" : ""]
        .filter((word) => word !== "")
        .join(", "),
    };
  };
  return { items: [...all].sort().map(item), complete: names !== undefined };
}

/** Undefined if they cannot be had: then the user types one. */
async function askNamespaces(
  { client }: ClusterManager,
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  return client && (await listNamespaces(client.client, signal).catch(() => undefined));
}
