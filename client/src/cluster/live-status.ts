/** What controllers write about Schedules, runs and channels, read without trust in its shape. */
import type { KubeObject } from "./cluster-client.ts";
import { fieldsOf } from "./object-fields.ts";

export interface ScheduleStatus {
  /** Active, Suspended, Error; empty before the controller has seen it. */
  readonly phase: string;
  /** Of the spec of the live Schedule. */
  readonly cron: string;
  readonly type: string;
  readonly suspended: boolean;
  /** Epoch ms. Undefined if it is not known or there will be none. */
  readonly nextRun: number | undefined;
  readonly lastRun: number | undefined;
  readonly lastRunName: string;
  readonly totalRuns: number;
  /** No date suits the cron, which makes the controller run it again and again. */
  readonly endless: boolean;
}

export interface RunStatus {
  readonly name: string;
  readonly object: KubeObject;
  /** Empty before the controller has seen it. */
  readonly phase: string;
  /** Epoch ms. */
  readonly started: number | undefined;
  readonly completed: number | undefined;
  readonly error: string;
  readonly pod: string;
  readonly totalTokens: number | undefined;
  readonly deleting: boolean;
}

export interface ChannelStatus {
  readonly type: string;
  /** Pending, Connected, Disconnected, Error; empty before the controller has looked. */
  readonly status: string;
  readonly message: string;
  /** Name of the Secret with its token; empty if it has none. */
  readonly secret: string;
}

export interface InstanceStatus {
  /** Running (that is, reconciled), Serving, Error; empty before the controller has seen it. */
  readonly phase: string;
  readonly activeRuns: number;
  readonly model: string;
  readonly channels: readonly ChannelStatus[];
}

/** What Go writes for no time at all. */
const NO_TIME = "0001-01-01T00:00:00Z";

export function scheduleStatus(object: KubeObject | undefined): ScheduleStatus {
  const spec = fieldsOf(object, "spec");
  const status = fieldsOf(object, "status");
  const phase = status.text("phase");
  const suspended = spec.flag("suspend");
  const next = status.text("nextRunTime");
  return {
    phase,
    cron: spec.text("schedule"),
    type: spec.text("type"),
    suspended,
    // The controller leaves the time of before when it stops.
    nextRun: suspended || phase === "Error" ? undefined : time(next),
    lastRun: time(status.text("lastRunTime")),
    lastRunName: status.text("lastRunName"),
    totalRuns: status.integer("totalRuns") ?? 0,
    endless: next === NO_TIME,
  };
}

export function runStatus(object: KubeObject): RunStatus {
  const status = fieldsOf(object, "status");
  const { name, creationTimestamp = "", deletionTimestamp } = object.metadata;
  return {
    name,
    object,
    phase: status.text("phase"),
    started: time(status.text("startedAt")) ?? time(creationTimestamp),
    completed: time(status.text("completedAt")),
    error: status.text("error"),
    pod: status.text("podName"),
    totalTokens: status.object("tokenUsage")?.integer("totalTokens"),
    deleting: deletionTimestamp !== undefined,
  };
}

/** One entry for each channel of the spec, with what the status says of it. */
export function instanceStatus(object: KubeObject): InstanceStatus {
  const spec = fieldsOf(object, "spec");
  const status = fieldsOf(object, "status");
  const reported = status.objects("channels").flatMap((channel) => (channel ? [channel] : []));
  return {
    phase: status.text("phase"),
    activeRuns: status.integer("activeAgentPods") ?? 0,
    model: spec.object("agents")?.object("default")?.text("model") ?? "",
    channels: spec.objects("channels").flatMap((channel) => {
      if (!channel) return [];
      const type = channel.text("type");
      const report = reported.find((entry) => entry.text("type") === type);
      return [
        {
          type,
          status: report?.text("status") ?? "",
          message: report?.text("message") ?? "",
          secret: channel.object("configRef")?.text("secret") ?? "",
        },
      ];
    }),
  };
}

function time(text: string): number | undefined {
  const at = Date.parse(text);
  return Number.isNaN(at) || text === NO_TIME ? undefined : at;
}
