/**
 * Runs less than five minutes apart.
 *
 * Why: each run starts an agent and calls its model. While one is still going the next waits, so that an agent
 * which takes longer runs without a pause. This is a notice about the cost, not a mistake.
 *
 * Bad:
 *     schedule:
 *       interval: 1m
 *       task: Look for new tickets.
 *
 * Good:
 *     schedule:
 *       interval: 5m
 *       task: Look for new tickets.
 */
import { parseCron } from "../pack/cron.ts";
import { runsPerDay } from "../pack/cron-frequency.ts";
import { intervalToCron } from "../pack/interval.ts";
import type { Fix, PersonaRule } from "./finding.ts";
import { everyMinute, minutesBetween } from "./frequent-runs.ts";
import { type ReadCron, type ScheduleTimes, scheduleTimes, validCron } from "./schedule-times.ts";
import { replaceField, replaceText } from "./value-edits.ts";

/** The most frequent interval that packs are written with; all below is rare enough to be pointed out. */
const FREQUENT_MINUTES = 5;
const EVERY_MINUTE = "* * * * *";

export const cronTooFrequent: PersonaRule = {
  code: "cron-too-frequent",
  severity: "information",
  check(persona) {
    const times = scheduleTimes(persona);
    const read = times && frequentTime(times);
    const apart = read && minutesBetween(read.cron);
    if (!times || !read || apart === undefined || apart >= FREQUENT_MINUTES) return [];
    const runs = Math.round(runsPerDay(read.cron));
    const often = apart === 1 ? "Runs are a minute apart" : `Runs are ${apart} minutes apart`;
    const message = `${often}, about ${runs} a day on average; each starts an agent and calls its model.`;
    return [{ code: this.code, message, span: read.value.span, fixes: () => fixesFor(times, read) }];
  },
};

/** A cron with a star for the minute has a rule of its own. */
function frequentTime(times: ScheduleTimes): ReadCron | undefined {
  const written = validCron(times);
  if (written) return everyMinute(written.cron) ? undefined : written;
  const { cron, interval } = times;
  if (cron || !interval) return undefined;
  const derived = intervalToCron(interval.text, 0);
  // Of the known intervals only this one is below the limit.
  const read =
    derived.kind === "known" && derived.cron === EVERY_MINUTE ? parseCron(derived.cron) : undefined;
  return read?.valid ? { ...interval, cron: read.schedule } : undefined;
}

function fixesFor({ schedule, cron, interval }: ScheduleTimes, read: ReadCron): Fix[] {
  const edit = read.value === interval?.value ? replaceText(read.value, "5m") : undefined;
  const edits = edit ? [edit] : cron ? replaceField(schedule, "cron", "interval", "5m") : [];
  return edits.length > 0 ? [{ title: "Use interval 5m", edits }] : [];
}
