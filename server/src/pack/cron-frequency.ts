import type { CronSchedule } from "./cron.ts";
import { DAY_MS, daysInMonth, daysOfRun, HOUR_MS, MINUTE_MS, neverFires } from "./cron-days.ts";

/** Weekdays and leap years repeat after 28 years (until 2100), so these years show every distance between days. */
const CYCLE_START = 2024;
const CYCLE_YEARS = 28;

/**
 * Shortest time in milliseconds between two runs, by the clock of the schedule's zone (a clock change may
 * bring two runs closer once). Undefined if it never fires.
 */
export function shortestGap(schedule: CronSchedule): number | undefined {
  if (neverFires(schedule)) return undefined;
  const minutes = bitsOf(schedule.minutesLow).concat(bitsOf(schedule.minutesHigh).map((bit) => bit + 30));
  const hours = bitsOf(schedule.hours);
  const firstMinute = minutes[0] ?? 0;
  const lastMinute = minutes[minutes.length - 1] ?? 0;
  let shortest = Number.POSITIVE_INFINITY;
  for (let i = 1; i < minutes.length; i++) {
    shortest = Math.min(shortest, ((minutes[i] ?? 0) - (minutes[i - 1] ?? 0)) * MINUTE_MS);
  }
  for (let i = 1; i < hours.length; i++) {
    const between = ((hours[i] ?? 0) - (hours[i - 1] ?? 0)) * HOUR_MS;
    shortest = Math.min(shortest, between - (lastMinute - firstMinute) * MINUTE_MS);
  }
  const span =
    ((hours[hours.length - 1] ?? 0) - (hours[0] ?? 0)) * HOUR_MS + (lastMinute - firstMinute) * MINUTE_MS;
  // From the last run of a day to the first of the next day with runs: one minute for 23:59 and 00:00.
  return Math.min(shortest, daysBetweenRunDays(schedule) * DAY_MS - span);
}

/** Runs per day on average over the years; 1/7 for a weekly schedule, 0 if it never fires. */
export function runsPerDay(schedule: CronSchedule): number {
  if (neverFires(schedule)) return 0;
  let runDays = 0;
  let days = 0;
  eachMonth((year, month, first) => {
    const length = daysInMonth(year, month);
    days += length;
    runDays += bitsOf(daysOfRun(schedule, length, month, first)).length;
    return true;
  });
  const minutes = bitsOf(schedule.minutesLow).length + bitsOf(schedule.minutesHigh).length;
  return (minutes * bitsOf(schedule.hours).length * runDays) / days;
}

/** Fewest days from one day with runs to the next. */
function daysBetweenRunDays(schedule: CronSchedule): number {
  let fewest = Number.POSITIVE_INFINITY;
  let last: number | undefined;
  eachMonth((year, month, first) => {
    for (
      let days = daysOfRun(schedule, daysInMonth(year, month), month, first);
      days !== 0;
      days &= days - 1
    ) {
      const day = first + 31 - Math.clz32(days & -days);
      if (last !== undefined) fewest = Math.min(fewest, day - last);
      last = day;
    }
    return fewest > 1;
  });
  return fewest;
}

/** Visits the months of the cycle until `visit` returns false; `first` is the month's first day since 1970-01-01. */
function eachMonth(visit: (year: number, month: number, first: number) => boolean): void {
  let first = Date.UTC(CYCLE_START, 0) / DAY_MS;
  for (let i = 0; i < CYCLE_YEARS * 12; i++) {
    const year = CYCLE_START + Math.floor(i / 12);
    if (!visit(year, i % 12, first)) return;
    first += daysInMonth(year, i % 12);
  }
}

/** Places of the bits that are set, ascending. */
export function bitsOf(bits: number): number[] {
  const places: number[] = [];
  for (let rest = bits; rest !== 0; rest &= rest - 1) places.push(31 - Math.clz32(rest & -rest));
  return places;
}
