import { type Disposable, type QuickPickItem, window } from "vscode";
import { podOfRun } from "../cluster/actions/run-logs.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import { type ReadyCluster, registerClusterCommand } from "./cluster-command.ts";
import { OPEN_RUN_LOGS } from "./command-ids.ts";
import { showText } from "./read-only-text.ts";
import { withCancel } from "./run-plan.ts";

/** What somebody reads; more is a matter for kubectl. */
const TAIL_LINES = 5000;

interface RunItem extends QuickPickItem {
  readonly namespace: string;
  readonly name: string;
}

/** “Open Logs”: what a run's pod has written so far. */
export function registerOpenRunLogs(view: ClusterView): Disposable {
  return registerClusterCommand(view, {
    id: OPEN_RUN_LOGS,
    changes: false,
    async run(cluster, target) {
      const run = target ?? (await chooseRun(cluster));
      if (!run) return;
      const { namespace, name } = run;
      const { client } = cluster.session;
      const pod = await withCancel("Looking for the pod", (signal) =>
        podOfRun(client, cluster.live.current, namespace, name, signal),
      );
      const container =
        pod.containers.length > 1
          ? await window.showQuickPick(pod.containers, { title: `Logs of ${name}: Container` })
          : pod.containers[0];
      if (container === undefined) return;
      const parts: string[] = [];
      await withCancel(`Reading the log of ${pod.pod}`, (signal) =>
        client.readLog(
          namespace,
          pod.pod,
          { container, tailLines: TAIL_LINES },
          (text) => parts.push(text),
          signal,
        ),
      );
      await showText(`${name}.${container}.log`, parts.join("") || "The pod has written nothing yet.\n");
    },
  });
}

async function chooseRun({ live }: ReadyCluster): Promise<RunItem | undefined> {
  const items = live.current
    .all("runs")
    .map(({ metadata }): RunItem => {
      const { name, namespace = "", creationTimestamp = "" } = metadata;
      return { label: name, description: `${namespace} · ${creationTimestamp}`, namespace, name };
    })
    .reverse();
  if (items.length === 0) {
    void window.showInformationMessage("There are no runs here.");
    return undefined;
  }
  return await window.showQuickPick(items, { title: "Open Logs", matchOnDescription: true });
}
