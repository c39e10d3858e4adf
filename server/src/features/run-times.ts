/** Instants as text, in UTC and in the zone of the reader. */
import { SHORT_MONTHS, SHORT_WEEKDAYS } from "../pack/calendar-names.ts";
import { similarTimeZone } from "../pack/time-zone-names.ts";
import { zoneClock } from "../pack/zone-clock.ts";

export interface DisplayZone {
  readonly name: string;
  /** Milliseconds to add to UTC at an instant. */
  offsetAt(instant: number): number;
}

export const UTC: DisplayZone = { name: "UTC", offsetAt: () => 0 };

const UTC_NAMES = /^(?:Etc\/)?(?:UTC|UCT|Universal|Zulu|GMT|Greenwich)$/i;

const zones = new Map<string, DisplayZone | undefined>();

/**
 * The zone of an IANA name, in whatever case, or of its city alone; undefined if there is none of that name.
 * UTC under any of its names, and the empty name, are `UTC` itself.
 */
export function displayZone(name: string): DisplayZone | undefined {
  if (name === "" || UTC_NAMES.test(name)) return UTC;
  if (!zones.has(name)) zones.set(name, findZone(name));
  return zones.get(name);
}

function findZone(name: string): DisplayZone | undefined {
  try {
    return { name, offsetAt: zoneClock(name).offsetAt };
  } catch (error) {
    // So `Intl` refuses a name that it does not know; anything else is a fault of ours.
    if (!(error instanceof RangeError)) throw error;
    const similar = similarTimeZone(name);
    return similar === undefined ? undefined : { name: similar, offsetAt: zoneClock(similar).offsetAt };
  }
}

const DAY_MS = 86_400_000;

/** "Mon 24 Nov 09:32", with the year where it is not that of `now`. Both in milliseconds since 1970. */
export function dateAndTime(instant: number, zone: DisplayZone, now: number): string {
  const local = new Date(instant + zone.offsetAt(instant));
  const year = new Date(now + zone.offsetAt(now)).getUTCFullYear();
  return `${SHORT_WEEKDAYS[local.getUTCDay()]} ${dayAndMonth(local, year)} ${time(local)}`;
}

/** As short as it stays clear in UTC: "09:32" today, "Mon 09:00" within a week, "24 Nov 09:00" later. */
export function shortUtcTime(instant: number, now: number): string {
  const date = new Date(instant);
  const days = Math.floor(instant / DAY_MS) - Math.floor(now / DAY_MS);
  if (days === 0) return time(date);
  const day =
    days > 0 && days < 7
      ? (SHORT_WEEKDAYS[date.getUTCDay()] ?? "")
      : dayAndMonth(date, new Date(now).getUTCFullYear());
  return `${day} ${time(date)}`;
}

function dayAndMonth(date: Date, currentYear: number): string {
  const year = date.getUTCFullYear();
  return `${date.getUTCDate()} ${SHORT_MONTHS[date.getUTCMonth()]}${year === currentYear ? "" : ` ${year}`}`;
}

function time(date: Date): string {
  const twoDigits = (value: number): string => String(value).padStart(2, "0");
  return `${twoDigits(date.getUTCHours())}:${twoDigits(date.getUTCMinutes())}`;
}
