/** Days and times in UTC or in the zone of the reader. All instants are milliseconds since 1970. */
import { zoneClock } from "../../../server/src/pack/zone-clock.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Weekday of 1 January 1970, counted from Monday. */
const FIRST_WEEKDAY = 3;

/** Start of the day, some days later, on which `instant` falls in the zone. */
export function startOfDay(instant: number, zone: string, later = 0): number {
  const { offsetAt, instantOf } = zoneClock(zone);
  return instantOf(localDay(instant + offsetAt(instant)) + later * DAY_MS);
}

/** Start of the Monday on which or before which `instant` falls in the zone. */
export function startOfWeek(instant: number, zone: string): number {
  const local = instant + zoneClock(zone).offsetAt(instant);
  return startOfDay(instant, zone, -((Math.floor(local / DAY_MS) + FIRST_WEEKDAY) % 7));
}

/** "Mon 23 Nov" */
export function dayText(instant: number, zone: string): string {
  return parts(instant, zone, { weekday: "short", day: "numeric", month: "short" }, [
    "weekday",
    "day",
    "month",
  ]);
}

/** "Mon 23", for where there is little room */
export function weekdayText(instant: number, zone: string): string {
  return parts(instant, zone, { weekday: "short", day: "numeric" }, ["weekday", "day"]);
}

/** "23 Nov", "23 Nov 2026" */
export function dateText(instant: number, zone: string, withYear: boolean): string {
  const year = withYear ? { year: "numeric" as const } : {};
  return parts(instant, zone, { day: "numeric", month: "short", ...year }, ["day", "month", "year"]);
}

/** "09:00" */
export function timeText(instant: number, zone: string): string {
  return formatter(zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(instant);
}

function localDay(local: number): number {
  return Math.floor(local / DAY_MS) * DAY_MS;
}

function parts(
  instant: number,
  zone: string,
  options: Intl.DateTimeFormatOptions,
  order: readonly Intl.DateTimeFormatPartTypes[],
): string {
  const found = formatter(zone, options).formatToParts(instant);
  return order.flatMap((type) => found.find((part) => part.type === type)?.value ?? []).join(" ");
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** In English like everything else here. Making one takes long, so each is kept. */
function formatter(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${Object.keys(options).join()}`;
  const format = formatters.get(key) ?? new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone });
  formatters.set(key, format);
  return format;
}
