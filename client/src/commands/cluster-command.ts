/** What all commands about objects of a cluster have in common: trust, a connection, and what goes wrong. */
import { commands, type Disposable, ProgressLocation, window, workspace } from "vscode";
import { PlanRefused } from "../cluster/actions/plan.ts";
import { missingRight } from "../cluster/actions/rights.ts";
import { isClusterError } from "../cluster/cluster-error.ts";
import type { ClusterIdentity } from "../cluster/cluster-identity.ts";
import type { ClusterManager } from "../cluster/cluster-manager.ts";
import type { SessionClient } from "../cluster/cluster-session.ts";
import type { ClusterSnapshot, LiveSnapshot } from "../cluster/cluster-snapshot.ts";
import { targetNamespace } from "../cluster/cluster-values.ts";
import { WATCHED } from "../cluster/resource-types.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import type { NodeTarget, TreeNode } from "../tree/tree-node.ts";
import { COMMAND_RIGHTS } from "./command-rights.ts";
import { showFailure } from "./failure-notice.ts";
import { lookingAt } from "./looking-at.ts";
import { showWarning } from "./notifications.ts";
import { PlanOutdated, wantsAnew } from "./plan-outdated.ts";

/** A line of the view, or what another command is about; nothing from the palette. */
export type CommandArgument = { readonly node: TreeNode } | NodeTarget | undefined;

/** The cluster that is shown, with all lists read. */
export interface ReadyCluster {
  readonly live: LiveSnapshot;
  /** Of the one that was shown when the command began. */
  readonly identity: ClusterIdentity | undefined;
  /** Throws `PlanRefused` while there is no connection; another one after a reconnection. */
  readonly session: SessionClient;
  /** For what names none. */
  readonly namespace: string;
}

export interface ClusterCommand {
  readonly id: string;
  /** It changes something: never in a workspace that is not trusted. */
  readonly changes: boolean;
  /** Also while the cluster cannot be asked: what is known of it does. */
  readonly evenOffline?: boolean;
  run(cluster: ReadyCluster, target: NodeTarget | undefined): Promise<void>;
}

export function registerClusterCommand(view: ClusterView, { run, ...command }: ClusterCommand): Disposable {
  return registerEditorCommand(view, {
    ...command,
    async run(cluster, argument: CommandArgument) {
      const target = targetOf(argument);
      checkContext(cluster.live.current, target);
      await checkRights(cluster, command.id, target);
      await run(cluster, target);
    },
  });
}

export function targetOf(argument: CommandArgument): NodeTarget | undefined {
  return argument && "node" in argument ? argument.node.target : argument;
}

/** For commands that are not about a line of the view. */
export function registerEditorCommand<Argument>(
  view: ClusterView,
  command: {
    readonly id: string;
    readonly changes: boolean;
    readonly evenOffline?: boolean;
    run(cluster: ReadyCluster, argument: Argument | undefined): Promise<void>;
  },
): Disposable {
  return commands.registerCommand(command.id, async (argument?: Argument) => {
    if (command.changes && !workspace.isTrusted) {
      void showWarning("In a workspace that is not trusted nothing of the cluster is changed.");
      return;
    }
    await withCluster(view, (cluster) => command.run(cluster, argument), command.evenOffline);
  });
}

/** Once all lists are read. Whatever fails is shown, and if the user wants that, tried again. */
export async function withCluster(
  view: ClusterView,
  work: (cluster: ReadyCluster) => Promise<void>,
  evenOffline = false,
): Promise<void> {
  for (let again = true; again; ) {
    let failure: unknown;
    await lookingAt(view.manager, async (manager) => {
      try {
        if (await whenRead(manager.snapshot, evenOffline)) await work(readyCluster(manager));
      } catch (error) {
        failure = error;
      }
    });
    // A message may stay for long; nobody looks at the cluster while it does.
    again = failure !== undefined && (await explain(failure));
  }
}

/** Shows what is wrong, and what to do about it. True to try again. Throws what is no error of a cluster or plan. */
async function explain(error: unknown): Promise<boolean> {
  if (error instanceof PlanOutdated) return await wantsAnew(error);
  if (error instanceof PlanRefused) {
    void showWarning(error.message);
    return false;
  }
  if (!isClusterError(error)) throw error;
  return await showFailure(error.kind, error.message);
}

function readyCluster(manager: ClusterManager): ReadyCluster {
  return {
    live: manager.snapshot,
    identity: manager.snapshot.current.scope,
    get session() {
      const { client } = manager;
      if (!client) throw new PlanRefused("No cluster is connected.");
      return client;
    },
    get namespace() {
      return targetNamespace(manager.snapshot.current.scope, manager.kubeconfig);
    },
  };
}

/** Throws a `ClusterError`, before the user is asked anything. */
async function checkRights(cluster: ReadyCluster, id: string, target: NodeTarget | undefined): Promise<void> {
  const rights = COMMAND_RIGHTS[id];
  if (!rights) return;
  const { session, live } = cluster;
  const missing = await missingRight(session, live.current, rights, target?.namespace, target);
  if (missing) throw missing;
}

/** The line may be older than what is chosen now. */
export function checkContext({ scope }: ClusterSnapshot, target: NodeTarget | undefined): void {
  if (!target || target.context === scope?.context) return;
  throw new PlanRefused(
    `${target.name} is in the context ${target.context}; the view shows ${scope?.context ?? "none"}.`,
  );
}

/** False if the user does not want to wait. Throws `PlanRefused` if there is nothing to wait for. */
async function whenRead(live: LiveSnapshot, evenOffline: boolean): Promise<boolean> {
  if (isRead(live.current, evenOffline)) return true;
  return await window.withProgress(
    { location: ProgressLocation.Notification, cancellable: true, title: "Reading what is in the cluster…" },
    async (_progress, token) => {
      const { promise, resolve, reject } = Promise.withResolvers<boolean>();
      const look = () => {
        try {
          if (isRead(live.current, evenOffline)) resolve(true);
        } catch (error) {
          reject(error);
        }
      };
      const changes = live.onChange(look);
      const cancelled = token.onCancellationRequested(() => resolve(false));
      look();
      try {
        return await promise;
      } finally {
        changes.dispose();
        cancelled.dispose();
      }
    },
  );
}

/** Lists of what will go are only as good as what is known. */
function isRead(snapshot: ClusterSnapshot, evenOffline: boolean): boolean {
  const { connection } = snapshot;
  switch (connection.phase) {
    case "no-kubeconfig":
      throw new PlanRefused("There is no kubeconfig, so there is no cluster.");
    case "no-context":
      throw new PlanRefused("Choose a context of the kubeconfig first.");
    case "offline":
    case "blocked":
      if (evenOffline) return true;
      throw new PlanRefused(connection.reason);
    case "connecting":
      return false;
    case "connected":
      return WATCHED.every((resource) => {
        const { phase } = snapshot.state(resource);
        return phase !== "loading" && phase !== "resuming";
      });
  }
}
