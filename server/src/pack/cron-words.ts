import cronstrue from "cronstrue";
import type { CronSchedule } from "./cron.ts";
import { neverFires } from "./cron-days.ts";
import { bitsOf } from "./cron-frequency.ts";

const OPTIONS = { use24HourTimeFormat: true } as const;

/**
 * The meaning of a schedule in words, with a 24-hour clock: "At 09:00, Monday through Friday". The words come
 * from what the schedule selects, not from how it is written: cronstrue calls a step of 59 "every 59 minutes",
 * while it means the minutes 0 and 59. A zone is named when the cron has one.
 */
export function cronWords(schedule: CronSchedule): string {
  if (neverFires(schedule)) return "Never: there is no such date and time";
  const expression = plainExpression(schedule);
  const [, , dayOfMonth, , dayOfWeek = "*"] = expression.split(" ");
  let words = cronstrue.toString(expression, OPTIONS);
  if (dayOfMonth !== "*" && dayOfWeek !== "*") {
    // It is enough that one of the two suits; cronstrue says "and", or nothing between them.
    const weekdays = cronstrue.toString(`* * * * ${dayOfWeek}`, OPTIONS).slice("Every minute, ".length);
    words = words.replace(", and on ", ", or on ").replace(`month, ${weekdays}`, `month, or ${weekdays}`);
  }
  return schedule.zone === undefined ? words : `${words} (${schedule.zone})`;
}

/**
 * The same schedule without time zone, for one that fires at all, written so that other readers of cron agree on it: steps only where
 * they go round evenly, lists and ranges elsewhere, no star that changes how the day fields are joined.
 */
export function plainExpression(schedule: CronSchedule): string {
  const minutes = bitsOf(schedule.minutesLow).concat(bitsOf(schedule.minutesHigh).map((bit) => bit + 30));
  const byOr = !(schedule.starDayOfMonth || schedule.starDayOfWeek);
  const daysOfMonth = bitsOf(schedule.daysOfMonth).map((bit) => bit + 1);
  const daysOfWeek = bitsOf(schedule.daysOfWeek);
  // Joined by "or", a field with every value makes it every day, and one without any value adds nothing.
  const everyDay = byOr && (daysOfMonth.length === 31 || daysOfWeek.length === 7);
  return [
    evenly(minutes, 60),
    evenly(bitsOf(schedule.hours), 24),
    everyDay || daysOfMonth.length === 0 ? "*" : list(daysOfMonth, 31),
    list(
      bitsOf(schedule.months).map((bit) => bit + 1),
      12,
    ),
    everyDay || daysOfWeek.length === 0 ? "*" : list(daysOfWeek, 7),
  ].join(" ");
}

/** A list from which so many values would be hard to read, when a step says the same. */
const LONG_LIST = 6;

function evenly(values: readonly number[], size: number): string {
  const [first = 0, second] = values;
  if (second === undefined) return `${first}`;
  const step = second - first;
  const goesRound = values.length * step === size && values.every((value, i) => value === first + i * step);
  if (goesRound && step > 1 && (first === 0 || values.length > LONG_LIST))
    return `${first === 0 ? "*" : first}/${step}`;
  return list(values, size);
}

/** `*`, or the values with three or more neighbours written as a range. */
function list(values: readonly number[], size: number): string {
  if (values.length === size) return "*";
  const items: string[] = [];
  for (let i = 0; i < values.length; ) {
    let last = i;
    while (values[last + 1] === (values[last] ?? 0) + 1) last++;
    if (last - i >= 2) items.push(`${values[i]}-${values[last]}`);
    else for (let k = i; k <= last; k++) items.push(`${values[k]}`);
    i = last + 1;
  }
  return items.join(",");
}
