import { parseCron } from "../../../../../server/src/pack/cron.ts";
import { neverFires } from "../../../../../server/src/pack/cron-days.ts";
import { nextRuns } from "../../../../../server/src/pack/cron-runs.ts";
import { isExcluded } from "../../../../../server/src/pack/generated-resources.ts";
import { instanceName, scheduleName } from "../../../../../server/src/pack/names.ts";
import type { KubeObject } from "../../cluster-client.ts";
import type { ClusterSnapshot } from "../../cluster-snapshot.ts";
import { fieldsOf, phaseOf } from "../fields.ts";
import { type Check, type Finding, ok } from "./check.ts";

/** Under Forbid a run in one of these phases holds up the next one. */
const HOLDS_UP = new Set(["", "Pending", "Running", "Serving"]);
/** The controller looks again after at most a minute; twice that is late. */
const LATE_MS = 120_000;

/** The guide's "schedule does not fire". */
export const scheduleFires: Check = {
  id: "schedule-fires",
  title: "Do the schedules start runs?",
  run(snapshot, { namespace, name, pack, now }) {
    if (!pack?.spec.enabled) return [];
    const scheduled = pack.spec.personas.filter(
      (persona) => persona.schedule && persona.name !== undefined && !isExcluded(pack, persona),
    );
    if (scheduled.length === 0) return [];
    const findings = scheduled.flatMap((persona): Finding[] => {
      const instance = instanceName(name, persona.name ?? "");
      const schedule = snapshot.get("schedules", namespace, scheduleName(instance));
      if (!schedule) {
        return [{ state: "problem", evidence: `There is no schedule ${scheduleName(instance)}.` }];
      }
      return scheduleFindings(snapshot, namespace, instance, schedule, now);
    });
    return findings.length > 0 ? findings : ok("All schedules are active and on time.");
  },
};

function scheduleFindings(
  snapshot: ClusterSnapshot,
  namespace: string,
  instance: string,
  schedule: KubeObject,
  now: Date,
): Finding[] {
  const { name } = schedule.metadata;
  const spec = fieldsOf(schedule, "spec");
  const status = fieldsOf(schedule, "status");
  const text = spec.text("schedule");
  const edit = { action: "open-pack", title: "Edit the pack" } as const;
  const problem = (evidence: string, fix?: Finding["fix"]): Finding[] => [
    { state: "problem", evidence: `${name}: ${evidence}`, ...(fix && { fix }) },
  ];
  if (spec.flag("suspend")) return problem("it is suspended.");
  const cron = parseCron(text);
  if (!cron.valid) return problem(`the cron “${text}” is not valid. ${cron.error.message}.`, edit);
  if (neverFires(cron.schedule)) {
    return problem(`no date suits the cron “${text}”: it runs again each time a run has ended.`, edit);
  }
  const runs = snapshot.runsOf(namespace, instance);
  const serving = runs.find((run) => phaseOf(run) === "Serving");
  if (serving) {
    return problem(
      `the run ${serving.metadata.name} serves the web endpoint, which holds up all scheduled runs.`,
      edit,
    );
  }
  if (phaseOf(schedule) === "Error") {
    const why = snapshot.get("instances", namespace, spec.text("instanceRef"))
      ? "its phase is Error."
      : `its Instance ${spec.text("instanceRef")} is missing.`;
    return problem(why);
  }
  const last = runs.find((run) => run.metadata.name === status.text("lastRunName"));
  const next = Date.parse(status.text("nextRunTime"));
  const overdue = now.getTime() - next > LATE_MS;
  if (overdue && last && spec.text("concurrencyPolicy") === "Forbid" && HOLDS_UP.has(phaseOf(last))) {
    const since = fieldsOf(last, "status").text("startedAt") || last.metadata.creationTimestamp || "";
    return problem(
      `the run ${last.metadata.name} is ${phaseOf(last) || "waiting"} since ${since}, and the next one waits for it.`,
      {
        action: "open-logs",
        title: "Open its log",
        resource: "runs",
        name: last.metadata.name,
      },
    );
  }
  if (overdue)
    return problem(
      `the run of ${status.text("nextRunTime")} is overdue: are runs refused, or is the controller not running?`,
    );
  if (Number.isNaN(next) && phaseOf(schedule) === "")
    return problem("the schedule controller has not looked at it yet.");
  const [following] = nextRuns(cron.schedule, now, 1);
  const far = following && following.getTime() - now.getTime() > 7 * 86_400_000;
  return far
    ? [{ state: "warning", evidence: `${name}: the next run is only at ${following.toISOString()}.` }]
    : [];
}
