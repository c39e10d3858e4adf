import { SHORT_MONTHS, SHORT_WEEKDAYS } from "./calendar-names.ts";
import type { CronSchedule } from "./cron.ts";
import { cronWords, plainExpression } from "./cron-words.ts";

/** More times or days than this are no longer read at a glance. */
const MOST_ITEMS = 3;

/**
 * A schedule that fires at all, in as few words as fit beside it in a line: "weekdays 09:00", "every 15 min".
 * Those that have no short form get the sentence of `cronWords`, which may be long.
 */
export function cronLabel(schedule: CronSchedule): string {
  const fields = plainExpression(schedule).split(" ");
  const [minute = "*", hour = "*", dayOfMonth = "*", month = "*", dayOfWeek = "*"] = fields;
  const times = timesOf(minute, hour);
  const days = daysOf(dayOfMonth, dayOfWeek);
  const months = month === "*" ? "" : listOf(month, (value) => SHORT_MONTHS[value - 1]);
  if (times === undefined || days === undefined || months === undefined) {
    const words = cronWords(schedule);
    return words.charAt(0).toLowerCase() + words.slice(1);
  }
  const zone = schedule.zone ?? "";
  const every = days || (times.ofDay ? "daily" : "");
  return [every, times.text, months && `in ${months}`, zone].filter((part) => part !== "").join(" ");
}

interface Times {
  readonly text: string;
  /** True if they are times of a day, such as 09:00, and not a distance. */
  readonly ofDay: boolean;
}

function timesOf(minute: string, hour: string): Times | undefined {
  const minutes = numbersOf(minute);
  if (hour === "*") return withinHours(minute, minutes);
  const step = /^\*\/(\d+)$/.exec(hour)?.[1];
  if (step !== undefined && minutes?.length === 1) {
    return { text: `every ${step} h${minute === "0" ? "" : ` at ${pastHour(minutes)}`}`, ofDay: false };
  }
  const hours = numbersOf(hour);
  if (!hours || !minutes || hours.length * minutes.length > MOST_ITEMS) return undefined;
  const times = hours.flatMap((h) => minutes.map((m) => `${twoDigits(h)}:${twoDigits(m)}`));
  return { text: times.join(", "), ofDay: true };
}

function withinHours(minute: string, minutes: readonly number[] | undefined): Times | undefined {
  if (minute === "*") return { text: "every minute", ofDay: false };
  const step = /\/(\d+)$/.exec(minute)?.[1];
  if (step !== undefined) return { text: `every ${step} min`, ofDay: false };
  if (!minutes || minutes.length > MOST_ITEMS) return undefined;
  return { text: minute === "0" ? "hourly" : `hourly at ${pastHour(minutes)}`, ofDay: false };
}

function pastHour(minutes: readonly number[]): string {
  return minutes.map((minute) => `:${twoDigits(minute)}`).join(", ");
}

/** Undefined where both day fields count: joined by "or", they need a sentence. */
function daysOf(dayOfMonth: string, dayOfWeek: string): string | undefined {
  if (dayOfMonth !== "*") {
    const days = dayOfWeek === "*" ? listOf(dayOfMonth, String) : undefined;
    return days && `${/\D/.test(days) ? "days" : "day"} ${days}`;
  }
  if (dayOfWeek === "1-5") return "weekdays";
  if (dayOfWeek === "0,6") return "weekends";
  return dayOfWeek === "*" ? "" : listOf(dayOfWeek, (value) => SHORT_WEEKDAYS[value]);
}

/** A list as `plainExpression` writes it, with names for the numbers; undefined if it is long. */
function listOf(list: string, nameOf: (value: number) => string | undefined): string | undefined {
  const items = list.split(",");
  if (items.length > MOST_ITEMS) return undefined;
  return items.map((item) => item.replace(/\d+/g, (value) => nameOf(Number(value)) ?? value)).join(", ");
}

/** The values of a list; undefined if it is a star or has a step. */
function numbersOf(list: string): number[] | undefined {
  if (/[*/]/.test(list)) return undefined;
  return list.split(",").flatMap((item) => {
    const [first = 0, last = first] = item.split("-").map(Number);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
