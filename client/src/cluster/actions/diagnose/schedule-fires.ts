import { includedPersonas } from "../../../../../server/src/pack/generated-resources.ts";
import { intervalToCron } from "../../../../../server/src/pack/interval.ts";
import { instanceName, scheduleName } from "../../../../../server/src/pack/names.ts";
import type { Persona, PersonaPack } from "../../../../../server/src/pack/persona-pack.ts";
import { cronOf } from "../../../../../server/src/pack/schedule.ts";
import type { ClusterSnapshot } from "../../cluster-snapshot.ts";
import { fieldsOf, phaseOf } from "../../object-fields.ts";
import { type Check, type Finding, ok, problem, unseen, warning } from "./check.ts";
import { editPack, LOOK_AGAIN } from "./fix.ts";
import { findingsOfSchedule } from "./live-schedule.ts";

/** The guide's “Schedule not firing”. */
export const scheduleFires: Check = {
  id: "schedule-fires",
  title: "Do the schedules start runs?",
  run(snapshot, { namespace, name, pack, now }) {
    if (!pack?.spec.enabled) return [];
    const scheduled = includedPersonas(pack).filter(({ schedule }) => schedule);
    if (scheduled.length === 0) return [];
    const blind = unseen(snapshot, "schedules");
    if (blind) return [blind];
    const findings = scheduled.flatMap((persona): Finding[] => {
      const instance = instanceName(name, persona.name);
      const schedule = snapshot.get("schedules", namespace, scheduleName(instance));
      if (!schedule) {
        return [
          problem(
            `There is no schedule ${scheduleName(instance)} although the pack's phase is ${phaseOf(snapshot.get("packs", namespace, name)) || "empty"}.`,
            LOOK_AGAIN,
          ),
        ];
      }
      const place = { namespace, instance, pack, persona };
      const live = findingsOfSchedule(snapshot, place, schedule, now);
      const cron = fieldsOf(schedule, "spec").text("schedule");
      return live.length > 0 ? live : otherTimes(persona, schedule.metadata.name, cron);
    });
    return findings.length > 0 ? findings : ok(wellWords(snapshot, namespace, pack, scheduled));
  },
};

/** It fires, but not when its author expects. */
function otherTimes({ schedule, index }: Persona, name: string, cron: string): Finding[] {
  if (!schedule) return [];
  const wanted = cronOf(schedule, index);
  if (cron !== wanted) {
    const evidence = `${name}: its cron is “${cron}”, the pack asks for “${wanted}”: the controller has not brought it up to date.`;
    return [warning(evidence, LOOK_AGAIN)];
  }
  if (schedule.cron !== "" || intervalToCron(schedule.interval, index).kind !== "fallback") return [];
  const evidence =
    schedule.interval === ""
      ? `${name}: neither a cron nor an interval is written, so it runs hourly.`
      : `${name}: the controller does not know the interval “${schedule.interval}”, so it runs hourly.`;
  return [warning(evidence, editPack("personas", index, "schedule", "interval"))];
}

function wellWords(
  snapshot: ClusterSnapshot,
  namespace: string,
  { metadata }: PersonaPack,
  personas: readonly Persona[],
): string {
  const [soonest] = personas
    .map(({ name = "" }) => {
      const schedule = scheduleName(instanceName(metadata.name ?? "", name));
      const next = fieldsOf(snapshot.get("schedules", namespace, schedule), "status").text("nextRunTime");
      return { name, next };
    })
    .filter(({ next }) => next !== "")
    .sort((left, right) => Date.parse(left.next) - Date.parse(right.next));
  return soonest
    ? `All schedules are active and on time; the next one is that of ${soonest.name}, at ${soonest.next}.`
    : "All schedules are active and on time.";
}
