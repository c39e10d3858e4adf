import { type Disposable, env, type QuickPickItem, window } from "vscode";
import { kubectlCommand, kubectlLogs } from "../cluster/actions/kubectl-command.ts";
import { podOfRun } from "../cluster/actions/run-logs.ts";
import { shellOf } from "../cluster/actions/shell-words.ts";
import { RESOURCES } from "../cluster/resource-types.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import { registerClusterCommand } from "./cluster-command.ts";
import { COPY_KUBECTL_COMMAND } from "./command-ids.ts";
import { copyText } from "./copy-text.ts";
import { choosePack } from "./pick-target.ts";
import { withCancel } from "./run-plan.ts";

interface VerbItem extends QuickPickItem {
  readonly verb: "get" | "describe" | "logs";
}

const VERBS: readonly VerbItem[] = [
  { label: "kubectl get", description: "as YAML", verb: "get" },
  { label: "kubectl describe", description: "with its events", verb: "describe" },
];
const LOGS: VerbItem = { label: "kubectl logs", description: "of its pod, followed", verb: "logs" };

/** “Copy kubectl Command…”: with context and namespace, for the shell of the terminals. */
export function registerCopyKubectlCommand(view: ClusterView): Disposable {
  return registerClusterCommand(view, {
    id: COPY_KUBECTL_COMMAND,
    changes: false,
    async run(cluster, target) {
      const snapshot = cluster.live.current;
      const title = "Copy kubectl Command";
      const pack = target ?? (await choosePack(snapshot, target, { title, none: "There is no pack here." }));
      const context = snapshot.scope?.context;
      if (!pack || context === undefined) return;
      const { namespace, name } = pack;
      const kind = target?.kind ?? "PersonaPack";
      const type = Object.values(RESOURCES).find((one) => one.kind === kind);
      if (!type) return;
      const items = kind === "AgentRun" ? [...VERBS, LOGS] : VERBS;
      const chosen = await window.showQuickPick(items, {
        title: `${title}: ${kind} ${name}`,
        placeHolder: "Choose a command to copy",
      });
      if (!chosen) return;
      const place = { kubeconfig: view.kubeconfig, context, namespace };
      const shell = shellOf(env.shell);
      if (chosen.verb !== "logs") {
        await copyText(kubectlCommand(place, chosen.verb, { type, name }, shell));
        return;
      }
      const { pod, main } = await withCancel("Looking for the pod", (signal) =>
        podOfRun(cluster.session.client, snapshot, namespace, name, signal),
      );
      const source = { namespace, pod, container: main.name, previous: false };
      await copyText(kubectlLogs(place, source, shell));
    },
  });
}
