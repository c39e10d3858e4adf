/**
 * Offsets of an IANA time zone from UTC, from the data of `Intl`. Asking `Intl` takes microseconds and a search
 * for a run asks hundreds of times, so the answers are kept by week: a week has one offset, or two with the
 * instant between them. (No zone has changed twice within a week in the time that schedules look at.)
 */
const WEEK_MS = 7 * 86_400_000;

interface Week {
  /** Milliseconds to add to UTC before and from `change` on. */
  readonly before: number;
  readonly after: number;
  readonly change: number;
}

export interface ZoneClock {
  /** Milliseconds to add to UTC at this instant. */
  offsetAt(instant: number): number;
  /**
   * The instant of a local time (written as if it were UTC), as Go's `time.Date` chooses it: of a time that
   * comes twice one of the two, of a time that is left out one that is off by the change.
   */
  instantOf(local: number): number;
}

const clocks = new Map<string, ZoneClock>();

/** The clock of a zone that `isTimeZone` has accepted. */
export function zoneClock(zone: string): ZoneClock {
  let clock = clocks.get(zone);
  if (clock === undefined) {
    clock = createClock(zone);
    clocks.set(zone, clock);
  }
  return clock;
}

function createClock(zone: string): ZoneClock {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const ask = (instant: number): number => {
    const part: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(instant)) part[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
  };
  const weeks = new Map<number, Week>();
  const weekOf = (instant: number): Week => {
    const index = Math.floor(instant / WEEK_MS);
    let week = weeks.get(index);
    if (week === undefined) {
      week = readWeek(index * WEEK_MS, ask);
      weeks.set(index, week);
    }
    return week;
  };
  const offsetAt = (instant: number): number => {
    const week = weekOf(instant);
    return instant < week.change ? week.before : week.after;
  };
  return {
    offsetAt,
    instantOf: (local) => {
      // Go looks the offset up as if the local time were UTC, and once more if that was in another period.
      const guess = offsetAt(local);
      return guess === 0 ? local : local - offsetAt(local - guess);
    },
  };
}

function readWeek(start: number, ask: (instant: number) => number): Week {
  const before = ask(start);
  const after = ask(start + WEEK_MS);
  if (before === after) return { before, after, change: start };
  let low = start;
  let high = start + WEEK_MS;
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (ask(middle) === before) low = middle;
    else high = middle;
  }
  return { before, after, change: high };
}
