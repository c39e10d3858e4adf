import { Disposable, env, type QuickPickItem, StatusBarAlignment, type Uri, window } from "vscode";
import type { LogState } from "../cluster/actions/follow-log.ts";
import { kubectlLogs } from "../cluster/actions/kubectl-command.ts";
import type { PodContainer } from "../cluster/actions/pod-containers.ts";
import { logPod } from "../cluster/actions/run-logs.ts";
import { shellOf } from "../cluster/actions/shell-words.ts";
import { RESOURCES } from "../cluster/resource-types.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import { joined } from "../tree/tree-node.ts";
import { type ReadyCluster, registerEditorCommand } from "./cluster-command.ts";
import { LOG_OPTIONS } from "./command-ids.ts";
import { LOG_SCHEME, type LogAddress, logOf } from "./log-address.ts";
import type { LogDocuments } from "./log-documents.ts";
import { showInformation } from "./notifications.ts";
import { withCancel } from "./run-plan.ts";

const ICONS: Readonly<Record<LogState["phase"], string>> = {
  connecting: "sync~spin",
  waiting: "watch",
  following: "sync~spin",
  reconnecting: "warning",
  ended: "circle-slash",
};

const WORDS: Readonly<Record<LogState["phase"], string>> = {
  connecting: "connecting",
  waiting: "waiting",
  following: "following",
  reconnecting: "reconnecting",
  ended: "ended",
};

/** “Log Options…”, and the line in the status bar that says how a log goes on and offers them. */
export function registerLogOptions(view: ClusterView, logs: LogDocuments): Disposable {
  const item = window.createStatusBarItem("personapack.log", StatusBarAlignment.Left, 0);
  item.name = "PersonaPack Log";
  item.command = LOG_OPTIONS;
  const update = () => {
    const log = shownLog();
    const state = log && logs.stateOf(log.uri);
    if (!state) {
      item.hide();
      return;
    }
    item.text = `$(${ICONS[state.phase]}) Log of ${log.address.container}: ${WORDS[state.phase]}`;
    item.tooltip = "Stop, follow again, or show another log of the pod";
    item.show();
  };
  const command = registerEditorCommand(view, {
    id: LOG_OPTIONS,
    changes: false,
    run: (cluster) => chooseOption(cluster, view, logs),
  });
  return Disposable.from(
    item,
    command,
    logs.onDidChangeState(update),
    window.onDidChangeActiveTextEditor(update),
  );
}

interface ShownLog {
  readonly uri: Uri;
  readonly address: LogAddress;
}

function shownLog(): ShownLog | undefined {
  const uri = window.activeTextEditor?.document.uri;
  const address = uri?.scheme === LOG_SCHEME ? logOf(uri.path) : undefined;
  return uri && address && { uri, address };
}

interface OptionItem extends QuickPickItem {
  readonly does: () => unknown;
}

async function chooseOption(cluster: ReadyCluster, view: ClusterView, logs: LogDocuments): Promise<void> {
  const log = shownLog();
  if (!log) {
    void showInformation("Open a log first.");
    return;
  }
  const { address } = log;
  const context = cluster.live.current.scope?.context;
  const isHere = address.context === context;
  const items = [
    ...followItems(logs, log, isHere),
    // Another cluster may well have a pod of that name.
    ...(isHere ? await otherLogs(cluster, logs, address) : []),
    copyItem(address, view.kubeconfig),
  ];
  const chosen = await window.showQuickPick(items, {
    title: `Log of ${address.pod}`,
    placeHolder: isHere
      ? "Choose what to show"
      : `The log is of the context ${address.context}; the view shows ${context ?? "none"}`,
    matchOnDescription: true,
  });
  await chosen?.does();
}

/** What is followed again is read anew, so that only the cluster that is shown can be asked for it. */
function followItems(logs: LogDocuments, { uri }: ShownLog, isHere: boolean): OptionItem[] {
  if (logs.stateOf(uri)?.phase !== "ended") {
    return [{ label: "$(debug-stop) Stop Following", does: () => logs.stop(uri) }];
  }
  return isHere ? [{ label: "$(sync) Follow Again", does: () => logs.follow(uri) }] : [];
}

async function otherLogs(
  { session: { client } }: ReadyCluster,
  logs: LogDocuments,
  address: LogAddress,
): Promise<OptionItem[]> {
  const { namespace, pod } = address;
  const object = await withCancel("Looking at the pod", (signal) =>
    client.get(RESOURCES.pods, namespace, pod, signal),
  );
  const { containers } = logPod(object, namespace);
  return containers.flatMap((container) => containerItems(logs, address, container));
}

function containerItems(logs: LogDocuments, address: LogAddress, container: PodContainer): OptionItem[] {
  const { name, init, state, reason, exitCode, hasPrevious } = container;
  const words = [
    init ? "init" : undefined,
    state === "unknown" ? undefined : state,
    exitCode === undefined ? undefined : `exit code ${exitCode}`,
    reason,
  ];
  const show = (previous: boolean) => () => logs.show({ ...address, container: name, previous });
  const isShown = (previous: boolean) => address.container === name && address.previous === previous;
  const now = { label: `$(package) ${name}`, description: joined(words), does: show(false) };
  const before = {
    label: `$(history) ${name}`,
    description: "before it was started again",
    does: show(true),
  };
  return [...(isShown(false) ? [] : [now]), ...(hasPrevious && !isShown(true) ? [before] : [])];
}

function copyItem(address: LogAddress, kubeconfig: readonly string[]): OptionItem {
  const { context, namespace } = address;
  const command = kubectlLogs({ kubeconfig, context, namespace }, address, shellOf(env.shell));
  return {
    label: "$(copy) Copy the kubectl Command",
    description: command,
    does: () => env.clipboard.writeText(command),
  };
}
