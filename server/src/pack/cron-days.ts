import type { CronSchedule } from "./cron.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** Days in the month; `month` is 0-based. */
export function daysInMonth(year: number, month: number): number {
  if (month === 1) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 3 || month === 5 || month === 8 || month === 10 ? 30 : 31;
}

/** Weekday (0 is Sunday) of the day that many days after 1970-01-01, a Thursday. */
function weekdayOf(epochDay: number): number {
  return (((epochDay + 4) % 7) + 7) % 7;
}

/**
 * The days on which the schedule runs in a month, bit d - 1 for day d.
 * `firstEpochDay` is the month's first day, counted from 1970-01-01.
 */
export function daysOfRun(
  schedule: CronSchedule,
  length: number,
  month: number,
  firstEpochDay: number,
): number {
  if ((schedule.months & (1 << month)) === 0) return 0;
  const all = length === 31 ? 0x7fffffff : (1 << length) - 1;
  const first = weekdayOf(firstEpochDay);
  const week = ((schedule.daysOfWeek >>> first) | (schedule.daysOfWeek << (7 - first))) & 0x7f;
  const weekdays = week | (week << 7) | (week << 14) | (week << 21) | (week << 28);
  const both = schedule.starDayOfMonth || schedule.starDayOfWeek;
  return (both ? schedule.daysOfMonth & weekdays : schedule.daysOfMonth | weekdays) & all;
}

/** Does the schedule run on this date? `month` is 0-based. */
export function runsOn(schedule: CronSchedule, month: number, day: number, weekday: number): boolean {
  const byDay = (schedule.daysOfMonth & (1 << (day - 1))) !== 0;
  const byWeekday = (schedule.daysOfWeek & (1 << weekday)) !== 0;
  if ((schedule.months & (1 << month)) === 0) return false;
  return schedule.starDayOfMonth || schedule.starDayOfWeek ? byDay && byWeekday : byDay || byWeekday;
}

/** No date and time suits it, as in `0 9 31 2 *`: the controller's search for the next run finds nothing. */
export function neverFires(schedule: CronSchedule): boolean {
  if ((schedule.minutesLow | schedule.minutesHigh) === 0 || schedule.hours === 0) return true;
  for (let month = 0; month < 12; month++) {
    // In a leap year, and with each day of the month on some weekday or other.
    const length = daysInMonth(2000, month);
    for (let first = 0; first < 7; first++) {
      if (daysOfRun(schedule, length, month, first) !== 0) return false;
    }
  }
  return true;
}
