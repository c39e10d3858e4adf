/**
 * When a schedule runs, equal to robfig/cron v3.0.1 to the minute. This steps through our own bit sets instead of
 * asking cron-parser, for two reasons. Around a clock change cron-parser moves a run that the controller skips,
 * and gives once a run that the controller makes twice; a zoned schedule can meet a change in any window.
 * And sparse schedules (`0 0 29 2 *`) take it milliseconds, where a bit set takes microseconds. The tests
 * compare both on schedules that they must agree on.
 */
import type { CronSchedule } from "./cron.ts";
import { DAY_MS, daysInMonth, daysOfRun, HOUR_MS, MINUTE_MS, neverFires, runsOn } from "./cron-days.ts";
import { type ZoneClock, zoneClock } from "./zone-clock.ts";

/** The controller gives up at the end of this many years after the year in which it starts to search. */
const SEARCH_YEARS = 5;

/** The next runs strictly after `from`; fewer (or none) where the controller finds no more within five years. */
export function nextRuns(schedule: CronSchedule, from: Date, count: number): Date[] {
  return collect(schedule, from.getTime(), Number.POSITIVE_INFINITY, count).map(
    (instant) => new Date(instant),
  );
}

/** All runs from `from` (inclusive) to `to` (exclusive), as milliseconds since 1970, in order. */
export function runsBetween(schedule: CronSchedule, from: Date, to: Date): number[] {
  return collect(schedule, from.getTime() - 1, to.getTime(), Number.POSITIVE_INFINITY);
}

function collect(schedule: CronSchedule, after: number, before: number, count: number): number[] {
  if (Number.isNaN(after) || Number.isNaN(before) || neverFires(schedule)) return [];
  return schedule.zone === undefined
    ? collectUtc(schedule, after, before, count)
    : collectInZone(schedule, zoneClock(schedule.zone), after, before, count);
}

/** Year in which the controller, asked for a run after this local instant, stops to search. */
function lastYear(after: number): number {
  return new Date(after + 1000).getUTCFullYear() + SEARCH_YEARS;
}

function collectUtc(schedule: CronSchedule, after: number, before: number, count: number): number[] {
  const runs: number[] = [];
  const start = (Math.floor(after / MINUTE_MS) + 1) * MINUTE_MS;
  const startDate = new Date(start);
  let limit = lastYear(after);
  let year = startDate.getUTCFullYear();
  let month = startDate.getUTCMonth();
  let days = -1 << (startDate.getUTCDate() - 1);
  for (; year <= limit; days = -1) {
    const first = Date.UTC(year, month);
    if (first >= before) break;
    days &= daysOfRun(schedule, daysInMonth(year, month), month, first / DAY_MS);
    for (; days !== 0; days &= days - 1) {
      const day = first + (31 - Math.clz32(days & -days)) * DAY_MS;
      if (collectDay(schedule, day, start, before, count, runs)) return runs;
      limit = year + SEARCH_YEARS;
    }
    month++;
    if (month === 12) {
      month = 0;
      year++;
    }
  }
  return runs;
}

/** Adds the runs of one day; true when there are enough of them or the window is over. */
function collectDay(
  schedule: CronSchedule,
  day: number,
  start: number,
  before: number,
  count: number,
  runs: number[],
): boolean {
  for (let hours = schedule.hours; hours !== 0; hours &= hours - 1) {
    const hour = day + (31 - Math.clz32(hours & -hours)) * HOUR_MS;
    if (hour + HOUR_MS <= start) continue;
    for (let half = 0; half < 2; half++) {
      const base = hour + half * 30 * MINUTE_MS;
      let minutes = half === 0 ? schedule.minutesLow : schedule.minutesHigh;
      for (; minutes !== 0; minutes &= minutes - 1) {
        const run = base + (31 - Math.clz32(minutes & -minutes)) * MINUTE_MS;
        if (run < start) continue;
        if (run >= before || runs.length >= count) return true;
        runs.push(run);
      }
    }
  }
  return runs.length >= count;
}

function collectInZone(
  schedule: CronSchedule,
  clock: ZoneClock,
  after: number,
  before: number,
  count: number,
): number[] {
  const runs: number[] = [];
  let last = after;
  while (runs.length < count) {
    const run = nextInZone(schedule, clock, last);
    if (run === undefined || run >= before) break;
    runs.push(run);
    last = run;
  }
  return runs;
}

/**
 * The first run after an instant, found as the controller finds it: months and days are stepped in local time,
 * hours and minutes in real time. So a time that the clocks leave out does not run that day, and a time that
 * comes twice runs twice.
 */
function nextInZone(schedule: CronSchedule, clock: ZoneClock, after: number): number | undefined {
  let instant = (Math.floor(after / MINUTE_MS) + 1) * MINUTE_MS;
  const limit = lastYear(after + clock.offsetAt(after + 1000));
  const local = new Date(0);
  const moveTo = (to: number): void => {
    instant = to;
    local.setTime(to + clock.offsetAt(to));
  };
  const moveToLocal = (day: number, months = 0): void => {
    const hour = local.getUTCHours();
    const minute = local.getUTCMinutes();
    const to = Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + months, day, hour, minute);
    moveTo(clock.instantOf(to));
  };
  /** Once a field has been stepped, the smaller ones start from nothing. */
  let stepped = false;
  const clearFrom = (unit: "month" | "day" | "hour"): void => {
    if (stepped) return;
    stepped = true;
    const day = unit === "month" ? 1 : local.getUTCDate();
    const hour = unit === "hour" ? local.getUTCHours() : 0;
    moveTo(clock.instantOf(Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), day, hour)));
  };

  moveTo(instant);
  search: while (local.getUTCFullYear() <= limit) {
    while ((schedule.months & (1 << local.getUTCMonth())) === 0) {
      clearFrom("month");
      moveToLocal(local.getUTCDate(), 1);
      if (local.getUTCMonth() === 0) continue search;
    }
    while (!runsOn(schedule, local.getUTCMonth(), local.getUTCDate(), local.getUTCDay())) {
      clearFrom("day");
      moveToLocal(local.getUTCDate() + 1);
      // Where midnight does not exist, the day began an hour off; the controller corrects it like this.
      const hour = local.getUTCHours();
      if (hour !== 0) moveTo(instant + (hour > 12 ? 24 - hour : -hour) * HOUR_MS);
      if (local.getUTCDate() === 1) continue search;
    }
    while ((schedule.hours & (1 << local.getUTCHours())) === 0) {
      clearFrom("hour");
      moveTo(instant + HOUR_MS);
      if (local.getUTCHours() === 0) continue search;
    }
    while (!hasMinute(schedule, local.getUTCMinutes())) {
      stepped = true;
      moveTo(instant + MINUTE_MS);
      if (local.getUTCMinutes() === 0) continue search;
    }
    return instant;
  }
  return undefined;
}

function hasMinute(schedule: CronSchedule, minute: number): boolean {
  return minute < 30
    ? (schedule.minutesLow & (1 << minute)) !== 0
    : (schedule.minutesHigh & (1 << (minute - 30))) !== 0;
}
