/** The lines below a persona: its Instance, Schedule, memory, channels and runs. */
import { counted } from "../../../server/src/pack/counted.ts";
import { parseCron } from "../../../server/src/pack/cron.ts";
import { DEFAULT_RELEASE, RELEASES, type ReleaseBehaviour } from "../../../server/src/pack/releases.ts";
import { type ChannelStatus, instanceStatus, type RunStatus } from "../cluster/live-status.ts";
import type { ChildView, PersonaView, Presence, ScheduleView } from "../cluster/pack-view.ts";
import { LABELS } from "../cluster/resource-types.ts";
import { channelIcon, ICONS, presenceIcon, runIcon } from "./icons.ts";
import { type RelativeTime, relativeTime } from "./relative-time.ts";
import { instant, tooltip } from "./tooltip.ts";
import { joined, type NodeContent, type NodeTarget, type TreeNode, treeNode } from "./tree-node.ts";

/** Where a node stands and when it is drawn. */
export interface Place {
  /** Of the node above. */
  readonly id: string;
  readonly context: string;
  readonly pack: string;
  readonly persona?: string;
  /** Epoch ms. */
  readonly now: number;
}

const SHOWN_RUNS = 5;

const PRESENCE_WORDS: Readonly<Record<Presence, string>> = {
  present: "",
  leftover: "left over",
  deleting: "being deleted",
  missing: "missing",
  awaited: "not there yet",
  unknown: "not known",
  unreadable: "not readable",
};

const PRESENCE_REASONS: Readonly<Record<Presence, string | undefined>> = {
  present: undefined,
  leftover: "Nothing asks for it any more.",
  deleting: "It is being deleted.",
  missing: "The controller should have made it, and it is not there.",
  awaited: "The controller has not made it yet.",
  unknown: "Whether it exists was not read yet.",
  unreadable: "Whether it exists cannot be told: its kind is not readable here.",
};

export function personaChildren(persona: PersonaView, place: Place): TreeNode[] {
  const { instance, schedule, memory, channels, runs, runsReadable } = persona;
  const shown = runs.slice(0, SHOWN_RUNS);
  const further = runs.slice(SHOWN_RUNS);
  return [
    ...(instance ? [instanceNode(instance, place)] : []),
    ...(schedule ? [scheduleNode(schedule, place)] : []),
    ...(memory ? [memoryNode(memory, place)] : []),
    ...channels.map((channel) => channelNode(channel, instance, place)),
    ...shown.map((run) => runNode(run, place)),
    ...(instance && !runsReadable ? [unreadableRuns(place)] : []),
    ...(further.length > 0 ? [furtherRuns(further, place)] : []),
  ];
}

/** A line for an object that is there, or should be. Its name is the label, unless `label` says what it is. */
export function childNode(
  child: ChildView,
  place: Place,
  look: Pick<NodeContent, "noun" | "staleAt"> & {
    readonly label?: string;
    readonly icon: string;
    readonly tokens: readonly string[];
    readonly says?: readonly (string | undefined)[];
    readonly facts?: () => Readonly<Record<string, string | undefined>>;
    readonly notes?: readonly string[];
  },
): TreeNode {
  const { kind, namespace, name, presence } = child;
  const reason = PRESENCE_REASONS[presence];
  return treeNode({
    id: `${place.id}/${kind}/${name}`,
    label: look.label ?? name,
    description: joined([PRESENCE_WORDS[presence], ...(look.says ?? []), look.label && name]),
    icon: presenceIcon(presence, look.icon),
    tokens: [...look.tokens, presence],
    noun: look.noun,
    target: targetOf(place, { kind, namespace, name }),
    muted: presence !== "present" && presence !== "missing" && presence !== "awaited",
    staleAt: look.staleAt ?? Number.POSITIVE_INFINITY,
    tooltip: () =>
      tooltip(`${kind} ${name}`, { Namespace: namespace, ...look.facts?.() }, [
        ...(reason === undefined ? [] : [reason]),
        ...(look.notes ?? []),
      ]),
  });
}

function targetOf(
  { context, pack, persona }: Place,
  { kind, namespace, name }: Pick<ChildView, "kind" | "namespace" | "name">,
): NodeTarget {
  return { context, namespace, kind, name, pack, ...(persona !== undefined && { persona }) };
}

function instanceNode(child: ChildView, place: Place): TreeNode {
  const status = child.object && instanceStatus(child.object);
  const active = status && status.activeRuns > 0 ? counted(status.activeRuns, "active run") : undefined;
  return childNode(child, place, {
    noun: "",
    label: "Instance",
    icon: "server-process",
    tokens: ["instance"],
    says: [status?.model, status?.phase === "Error" ? "in error" : undefined, active],
    facts: () => ({ Model: status?.model, Phase: status?.phase, "Active runs": active }),
    notes: [
      "Its model, prompt, credentials and channels follow the pack; the rest is what it was made with.",
    ],
  });
}

/** The next run of a schedule in words; undefined if there is none to tell of. */
export function nextRun({ status, heldByWebEndpoint }: ScheduleView, now: number): RelativeTime | undefined {
  if (status.nextRun === undefined || heldByWebEndpoint) return undefined;
  const time = relativeTime(status.nextRun, now);
  return { ...time, text: status.nextRun <= now ? `was due ${time.text}` : `next ${time.text}` };
}

/** Where the controller undoes them, suspending is not offered. */
const KEEPS_SUSPENSIONS = (RELEASES[DEFAULT_RELEASE] as ReleaseBehaviour).scheduleSuspend === "kept";

function scheduleNode(schedule: ScheduleView, place: Place): TreeNode {
  const { status, heldByWebEndpoint, object } = schedule;
  const next = nextRun(schedule, place.now);
  const last = status.lastRun === undefined ? undefined : relativeTime(status.lastRun, place.now);
  const tokens = [
    "schedule",
    ...(status.suspended ? ["suspended"] : KEEPS_SUSPENSIONS ? ["suspendable"] : []),
  ];
  const node = childNode(schedule, place, {
    noun: "",
    label: "Schedule",
    icon: status.suspended ? "debug-pause" : "calendar",
    tokens,
    says: [
      status.cron,
      status.suspended ? "suspended" : undefined,
      status.phase === "Error" ? "in error" : undefined,
      heldByWebEndpoint ? "held by web endpoint" : undefined,
      next?.text,
      last && `last ${last.text}`,
    ],
    staleAt: Math.min(next?.staleAt ?? Number.POSITIVE_INFINITY, last?.staleAt ?? Number.POSITIVE_INFINITY),
    facts: () => ({
      Cron: cronWords(status.cron),
      Type: status.type,
      Phase: status.phase,
      "Next run": instant(status.nextRun),
      "Last run": instant(status.lastRun),
      "Name of the last run": status.lastRunName,
      "Runs so far": object && String(status.totalRuns),
    }),
    notes: heldByWebEndpoint ? ["Nothing is started while the web endpoint of the persona serves."] : [],
  });
  return status.phase === "Error" ? { ...node, icon: ICONS.failing } : node;
}

/** With its zone; a cron that is not valid has none. */
function cronWords(text: string): string {
  const cron = parseCron(text);
  return cron.valid ? `${text.replace(/^(CRON_)?TZ=[^ ]* +/, "")} (${cron.schedule.zone ?? "UTC"})` : text;
}

function memoryNode(child: ChildView, place: Place): TreeNode {
  const labels = child.object?.metadata.labels ?? {};
  const placeholder = child.object !== undefined && labels[LABELS.memory] !== "true";
  return childNode(child, place, {
    noun: "",
    label: "Memory",
    icon: "book",
    tokens: ["memory"],
    says: [placeholder ? "without seeds" : undefined],
    notes: placeholder ? ["It is not the one with the seeds of the pack."] : [],
  });
}

function channelNode(channel: ChannelStatus, instance: ChildView | undefined, place: Place): TreeNode {
  const { type, status, message, secret } = channel;
  return treeNode({
    id: `${place.id}/channel/${type}`,
    label: type,
    description: joined([status === "" ? "not seen yet" : status.toLowerCase(), message]),
    icon: channelIcon(status),
    noun: "Channel",
    // There is no object for a channel alone that the view knows.
    target: instance && targetOf(place, instance),
    tooltip: () => tooltip(`Channel ${type}`, { Status: status, Message: message, Secret: secret }),
  });
}

function runNode(run: RunStatus, place: Place): TreeNode {
  const { name, phase, started, completed, error, object, totalTokens, deleting, pod } = run;
  const at = completed ?? started;
  const when = at === undefined ? undefined : relativeTime(at, place.now);
  const words = phase === "" ? "not seen yet" : phase.toLowerCase();
  return treeNode({
    id: `${place.id}/AgentRun/${name}`,
    label: shortName(name, object),
    description: joined([deleting ? "being deleted" : words, when?.text, error]),
    icon: runIcon(phase),
    tokens: ["run"],
    noun: "Run",
    target: targetOf(place, { kind: "AgentRun", namespace: object.metadata.namespace ?? "", name }),
    staleAt: when?.staleAt ?? Number.POSITIVE_INFINITY,
    tooltip: () =>
      tooltip(
        `Run ${name}`,
        {
          Phase: phase,
          Started: instant(started),
          Ended: instant(completed),
          Took: started !== undefined && completed !== undefined ? duration(completed - started) : undefined,
          Tokens: totalTokens === undefined ? undefined : totalTokens.toLocaleString(),
          Pod: pod,
        },
        error === "" ? [] : [error],
      ),
  });
}

/** There may be some. */
function unreadableRuns(place: Place): TreeNode {
  return treeNode({
    id: `${place.id}/runs-unreadable`,
    label: "Runs",
    description: PRESENCE_WORDS.unreadable,
    icon: ICONS.locked,
    noun: "",
    muted: true,
    tooltip: () => tooltip("Runs", {}, ["Whether there are any cannot be told: they are not readable here."]),
  });
}

/** Without the name of the Instance, which all runs of a persona begin with: `schedule-12`. */
function shortName(name: string, { metadata }: RunStatus["object"]): string {
  const instance = `${metadata.labels?.[LABELS.instance] ?? ""}-`;
  return name.startsWith(instance) && name !== instance ? name.slice(instance.length) : name;
}

function furtherRuns(runs: readonly RunStatus[], place: Place): TreeNode {
  const failed = runs.filter(({ phase }) => phase === "Failed").length;
  return treeNode({
    id: `${place.id}/runs`,
    label: `${runs.length} more…`,
    description: joined(["earlier runs", failed > 0 ? `${failed} failed` : undefined]),
    icon: { id: "history" },
    noun: "",
    children: () => runs.map((run) => runNode(run, place)),
  });
}

function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
