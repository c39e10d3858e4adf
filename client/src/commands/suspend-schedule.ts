import { commands, Disposable, type QuickPickItem, window } from "vscode";
import { planSuspension, suspensionRefusal, writerOf } from "../cluster/actions/suspend-schedule.ts";
import type { KubeObject } from "../cluster/cluster-client.ts";
import { scheduleStatus } from "../cluster/live-status.ts";
import { RESOURCES } from "../cluster/resource-types.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import { joined, type NodeTarget } from "../tree/tree-node.ts";
import { type ReadyCluster, registerClusterCommand } from "./cluster-command.ts";
import { EDIT_PACK, EXCLUDE_PERSONA, RESUME_SCHEDULE, SUSPEND_SCHEDULE } from "./command-ids.ts";
import { showInformation, showWarning } from "./notifications.ts";
import { askAndRunPlan } from "./run-plan.ts";

const EXCLUDE = "Exclude the Persona…";
const EDIT = "Edit the Pack";

/** “Suspend Schedule…” and “Resume Schedule…”; where the controller undoes it, it says what to do instead. */
export function registerSuspendSchedule(view: ClusterView): Disposable {
  const command = (id: string, title: string, suspend: boolean) =>
    registerClusterCommand(view, {
      id,
      changes: true,
      async run(cluster, target) {
        const schedule = await scheduleOf(cluster, target, title, suspend);
        if (schedule) await suspendOrResume(cluster, schedule, suspend);
      },
    });
  return Disposable.from(
    command(SUSPEND_SCHEDULE, "Suspend Schedule", true),
    command(RESUME_SCHEDULE, "Resume Schedule", false),
  );
}

async function suspendOrResume(cluster: ReadyCluster, schedule: KubeObject, suspend: boolean): Promise<void> {
  const snapshot = cluster.live.current;
  const { name, namespace = "" } = schedule.metadata;
  const refusal = suspend ? suspensionRefusal(snapshot, schedule) : undefined;
  const writer = writerOf(snapshot, schedule);
  if (refusal === undefined || !writer) {
    const plan = planSuspension(snapshot, namespace, name, suspend);
    await askAndRunPlan(cluster, { plan, verb: suspend ? "Suspend" : "Resume" });
    return;
  }
  const { pack, persona } = writer;
  const context = snapshot.scope?.context ?? "";
  // Nobody has to answer before the cluster is no longer looked at.
  void offerInstead(refusal, { context, namespace, kind: RESOURCES.packs.kind, name: pack, pack, persona });
}

/** What does what the user meant, where the controller would undo a suspension. */
async function offerInstead(refusal: string, target: NodeTarget): Promise<void> {
  const chosen = await showWarning(refusal, EDIT, EXCLUDE);
  if (chosen === undefined) return;
  await commands.executeCommand(chosen === EDIT ? EDIT_PACK : EXCLUDE_PERSONA, target);
}

interface ScheduleItem extends QuickPickItem {
  readonly schedule: KubeObject;
}

async function scheduleOf(
  { live }: ReadyCluster,
  target: NodeTarget | undefined,
  title: string,
  suspend: boolean,
): Promise<KubeObject | undefined> {
  const snapshot = live.current;
  if (target?.kind === RESOURCES.schedules.kind) {
    return snapshot.get("schedules", target.namespace, target.name);
  }
  const items = snapshot
    .all("schedules")
    .filter((schedule) => scheduleStatus(schedule).suspended !== suspend)
    .map((schedule): ScheduleItem => {
      const { name, namespace } = schedule.metadata;
      const undone = suspend && suspensionRefusal(snapshot, schedule) !== undefined;
      const words = [scheduleStatus(schedule).cron, namespace, undone ? "written by its pack" : undefined];
      return { label: name, description: joined(words), schedule };
    });
  if (items.length === 0) {
    void showInformation(suspend ? "No schedule is active here." : "No schedule is suspended here.");
    return undefined;
  }
  return (
    await window.showQuickPick(items, { title, placeHolder: "Choose a schedule", matchOnDescription: true })
  )?.schedule;
}
