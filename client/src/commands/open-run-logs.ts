import { type Disposable, type QuickPickItem, window } from "vscode";
import { NoPodYet, podOfRun } from "../cluster/actions/run-logs.ts";
import { systemClock } from "../cluster/clock.ts";
import { Pause } from "../cluster/pause.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import { type ReadyCluster, registerClusterCommand } from "./cluster-command.ts";
import { OPEN_RUN_LOGS } from "./command-ids.ts";
import type { LogDocuments } from "./log-documents.ts";
import { showInformation } from "./notifications.ts";
import { withCancel } from "./run-plan.ts";

const LOOK_AGAIN_MS = 1000;

interface RunItem extends QuickPickItem {
  readonly namespace: string;
  readonly name: string;
}

/** “Open Logs”: what a run's pod writes, for as long as it runs. */
export function registerOpenRunLogs(view: ClusterView, logs: LogDocuments): Disposable {
  return registerClusterCommand(view, {
    id: OPEN_RUN_LOGS,
    changes: false,
    async run(cluster, target) {
      const run = target?.kind === "AgentRun" ? target : await chooseRun(cluster);
      if (!run) return;
      const { namespace, name } = run;
      const { scope } = cluster.session;
      const { pod, main } = await withCancel(`Waiting for the pod of ${name}`, (signal) =>
        podWhenThere(cluster, namespace, name, signal),
      );
      await logs.show({ context: scope.context, namespace, pod, container: main.name, previous: false });
    },
  });
}

/** A run that was just made has its pod in a moment. */
async function podWhenThere(cluster: ReadyCluster, namespace: string, name: string, signal: AbortSignal) {
  const pause = new Pause(systemClock, signal);
  for (;;) {
    try {
      return await podOfRun(cluster.session.client, cluster.live.current, namespace, name, signal);
    } catch (error) {
      if (!(error instanceof NoPodYet) || signal.aborted) throw error;
    }
    await pause.wait(LOOK_AGAIN_MS);
  }
}

async function chooseRun({ live }: ReadyCluster): Promise<RunItem | undefined> {
  const items = live.current
    .all("runs")
    .map(({ metadata }): RunItem => {
      const { name, namespace = "", creationTimestamp = "" } = metadata;
      return { label: name, description: `${namespace} · ${creationTimestamp}`, namespace, name };
    })
    .sort((left, right) => (right.description ?? "").localeCompare(left.description ?? ""));
  if (items.length === 0) {
    void showInformation("There are no runs here.");
    return undefined;
  }
  return await window.showQuickPick(items, {
    title: "Open Logs",
    placeHolder: "Choose a run",
    matchOnDescription: true,
  });
}
