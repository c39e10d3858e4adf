/** What to write in place of an interval that the controller does not take. */
import { nearestInterval } from "../pack/interval.ts";
import type { Fix } from "./finding.ts";
import type { ScheduleTimes, TimeText } from "./schedule-times.ts";
import { replaceField, replaceText } from "./value-edits.ts";

/** The interval that means the same, or the nearest ones and the cron that means the same. */
export function intervalFixes({ schedule }: ScheduleTimes, { text, value }: TimeText): Fix[] {
  const meant = nearestInterval(text);
  if (!meant) return [];
  const [only, ...others] = meant.intervals;
  // One known interval alone may also be the nearest end of the scale: for a week it is a day.
  const exact = only !== undefined && others.length === 0 && sameLength(only, meant.minutes);
  const fixes = meant.intervals.flatMap((name) => {
    const edit = replaceText(value, name);
    const sure = exact ? { preferred: true, safe: true } : {};
    return edit ? [{ title: `Use ${name}`, edits: [edit], ...sure }] : [];
  });
  if (exact || meant.cron === undefined) return fixes;
  const edits = replaceField(schedule, "interval", "cron", meant.cron);
  return edits.length > 0
    ? [...fixes, { title: `Write as cron ${meant.cron}`, edits, preferred: true }]
    : fixes;
}

function sameLength(interval: string, minutes: number): boolean {
  return nearestInterval(interval)?.minutes === minutes;
}
