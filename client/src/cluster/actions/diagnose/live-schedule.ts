/** Why a schedule that exists starts nothing. */
import { parseCron } from "../../../../../server/src/pack/cron.ts";
import { neverFires } from "../../../../../server/src/pack/cron-days.ts";
import { nextRuns } from "../../../../../server/src/pack/cron-runs.ts";
import type { Persona, PersonaPack } from "../../../../../server/src/pack/persona-pack.ts";
import type { KubeObject } from "../../cluster-client.ts";
import type { ClusterSnapshot } from "../../cluster-snapshot.ts";
import { fieldsOf, phaseOf } from "../../object-fields.ts";
import { policyProblem } from "../pack-warnings.ts";
import { type Finding, problem, unseen, warning } from "./check.ts";
import { CONTROLLER_LOG, editPack, type Fix } from "./fix.ts";

/** Under Forbid a run in one of these phases holds up the next one. */
const HOLDS_UP = new Set(["", "Pending", "Running", "Serving"]);
/** The controller looks again after at most a minute; twice that is late. */
const LATE_MS = 120_000;
const FAR_MS = 7 * 86_400_000;

export interface SchedulePlace {
  readonly namespace: string;
  /** Name of its Instance. */
  readonly instance: string;
  readonly pack: PersonaPack;
  readonly persona: Persona;
}

/** The first cause only: what comes after it would be a consequence. */
export function findingsOfSchedule(
  snapshot: ClusterSnapshot,
  place: SchedulePlace,
  schedule: KubeObject,
  now: Date,
): Finding[] {
  const { namespace, instance, pack, persona } = place;
  const { name } = schedule.metadata;
  const spec = fieldsOf(schedule, "spec");
  const status = fieldsOf(schedule, "status");
  const text = spec.text("schedule");
  const edit = (field: string) => editPack("personas", persona.index, field);
  const found = (evidence: string, fix: Fix) => [problem(`${name}: ${evidence}`, fix)];
  if (spec.flag("suspend")) {
    const resume = { action: "resume-schedule", title: "Resume it…", resource: "schedules", name } as const;
    return found("it is suspended.", resume);
  }
  const cron = parseCron(text);
  if (!cron.valid) {
    return found(`the cron “${text}” is not valid. ${cron.error.message}.`, edit("schedule"));
  }
  if (neverFires(cron.schedule)) {
    return found(
      `no date suits the cron “${text}”: it runs again each time a run has ended.`,
      edit("schedule"),
    );
  }
  const runs = snapshot.runsOf(namespace, instance);
  const serving = runs.find((run) => phaseOf(run) === "Serving");
  if (serving) {
    return found(
      `the run ${serving.metadata.name} serves the web endpoint, which holds up all scheduled runs.`,
      edit("webEndpoint"),
    );
  }
  if (phaseOf(schedule) === "Error") {
    const instanceRef = spec.text("instanceRef");
    const seen = unseen(snapshot, "instances") || snapshot.get("instances", namespace, instanceRef);
    const why = seen ? "its phase is Error." : `its Instance ${instanceRef} is missing.`;
    return found(why, CONTROLLER_LOG);
  }
  const last = runs.find((run) => run.metadata.name === status.text("lastRunName"));
  const next = Date.parse(status.text("nextRunTime"));
  if (now.getTime() - next > LATE_MS) {
    if (last && spec.text("concurrencyPolicy") === "Forbid" && HOLDS_UP.has(phaseOf(last))) {
      const since = fieldsOf(last, "status").text("startedAt") || last.metadata.creationTimestamp || "";
      return found(
        `the run ${last.metadata.name} has been ${phaseOf(last) || "waiting"} since ${since}, and the next one waits for it.`,
        { action: "open-logs", title: "Open its log", resource: "runs", name: last.metadata.name },
      );
    }
    const overdue = `the run of ${status.text("nextRunTime")} is overdue`;
    const policy = policyProblem(snapshot, namespace, pack.spec.policyRef);
    if (policy !== undefined) return found(`${overdue}. ${policy}`, editPack("policyRef"));
    return found(`${overdue}: are runs refused, or is the controller not running?`, CONTROLLER_LOG);
  }
  if (Number.isNaN(next) && phaseOf(schedule) === "") {
    return found("the schedule controller has not looked at it yet.", CONTROLLER_LOG);
  }
  const [following] = nextRuns(cron.schedule, now, 1);
  return following && following.getTime() - now.getTime() > FAR_MS
    ? [warning(`${name}: the next run is only at ${following.toISOString()}.`, edit("schedule"))]
    : [];
}
