import { trimBlanks } from "./go-space.ts";

/** An interval that the pack controller understands (facts: `intervalToCron` of PersonaPack v0.8.28). */
export interface KnownInterval {
  /** The spelling that we write. */
  readonly name: string;
  /** All spellings, in lower case; the controller ignores case and blanks around them. */
  readonly spellings: readonly string[];
  readonly minutes: number;
}

export const KNOWN_INTERVALS: readonly KnownInterval[] = [
  { name: "1m", spellings: ["1m", "1min"], minutes: 1 },
  { name: "5m", spellings: ["5m", "5min"], minutes: 5 },
  { name: "10m", spellings: ["10m", "10min"], minutes: 10 },
  { name: "15m", spellings: ["15m", "15min"], minutes: 15 },
  { name: "30m", spellings: ["30m", "30min"], minutes: 30 },
  { name: "1h", spellings: ["1h", "60m"], minutes: 60 },
  { name: "2h", spellings: ["2h"], minutes: 120 },
  { name: "3h", spellings: ["3h"], minutes: 180 },
  { name: "4h", spellings: ["4h"], minutes: 240 },
  { name: "6h", spellings: ["6h"], minutes: 360 },
  { name: "12h", spellings: ["12h"], minutes: 720 },
  { name: "1d", spellings: ["1d", "24h"], minutes: 1440 },
];

const MINUTES_BY_SPELLING: ReadonlyMap<string, number> = new Map(
  KNOWN_INTERVALS.flatMap(({ spellings, minutes }) =>
    spellings.map((spelling) => [spelling, minutes] as const),
  ),
);

/** Minutes by which each persona starts after the one before it. */
export const STAGGER_MINUTES = 2;

export interface IntervalCron {
  readonly cron: string;
  /**
   * `known`: one of the known intervals; `verbatim`: not known but with a space in it, so the controller takes
   * it for a cron as it stands; `fallback`: not known, so it becomes hourly without a word.
   */
  readonly kind: "known" | "verbatim" | "fallback";
}

/**
 * The cron that the pack controller derives from `schedule.interval` when `schedule.cron` is empty.
 * `personaIndex` is the 0-based place in `spec.personas`; excluded personas count.
 */
export function intervalToCron(interval: string, personaIndex: number): IntervalCron {
  const offset = STAGGER_MINUTES * personaIndex;
  const minutes = MINUTES_BY_SPELLING.get(trimBlanks(interval).toLowerCase());
  if (minutes === undefined) {
    // Only U+0020 makes it a cron, and blanks at the ends count: `45m ` is one, `45m<tab>` is not.
    return interval.includes(" ")
      ? { cron: interval, kind: "verbatim" }
      : { cron: `${offset % 60} * * * *`, kind: "fallback" };
  }
  return { cron: staggered(minutes, offset), kind: "known" };
}

function staggered(minutes: number, offset: number): string {
  if (minutes === 1) return "* * * * *";
  if (minutes < 60) return `${offset % minutes}/${minutes} * * * *`;
  const minute = offset % 60;
  if (minutes === 60) return `${minute} * * * *`;
  return minutes === 1440 ? `${minute} 0 * * *` : `${minute} */${minutes / 60} * * *`;
}

/** What to write instead of an interval that the controller does not know. */
export interface IntervalSuggestion {
  /** Minutes that the text seems to mean. */
  readonly minutes: number;
  /** One known interval if it means the same, else the nearest below and above, nearest first. */
  readonly intervals: readonly string[];
  /** The cron that does exactly this, without stagger; undefined where no cron can (45 minutes). */
  readonly cron: string | undefined;
}

/** The known intervals nearest to what `text` seems to mean; undefined if it means no length of time. */
export function nearestInterval(text: string): IntervalSuggestion | undefined {
  const minutes = minutesOf(text);
  if (minutes === undefined || minutes <= 0) return undefined;
  const below = KNOWN_INTERVALS.findLast((known) => known.minutes <= minutes);
  const above = KNOWN_INTERVALS.find((known) => known.minutes >= minutes);
  // In ratio, not in minutes: to someone who wants 8 hours, 6 and 12 are about as far.
  const nearest = [below, above]
    .filter((known) => known !== undefined)
    .sort((a, b) => Math.abs(Math.log(a.minutes / minutes)) - Math.abs(Math.log(b.minutes / minutes)))
    .map((known) => known.name);
  return { minutes, intervals: [...new Set(nearest)], cron: cronEvery(minutes) };
}

/** The cron that runs exactly every `text` (`20m`, `8 hours`, `PT30M`, `weekly`), or undefined. */
export function intervalAsCron(text: string): string | undefined {
  const minutes = minutesOf(text);
  return minutes === undefined ? undefined : cronEvery(minutes);
}

function cronEvery(minutes: number): string | undefined {
  if (minutes === 1) return "* * * * *";
  if (minutes === 60) return "0 * * * *";
  if (minutes === 1440) return "0 0 * * *";
  if (minutes === 7 * 1440) return "0 0 * * 0";
  if (!Number.isInteger(minutes) || minutes <= 0) return undefined;
  if (60 % minutes === 0) return `*/${minutes} * * * *`;
  return minutes % 60 === 0 && 24 % (minutes / 60) === 0 ? `0 */${minutes / 60} * * *` : undefined;
}

const MINUTES_BY_WORD: ReadonlyMap<string, number> = new Map([
  ["minutely", 1],
  ["minute", 1],
  ["hourly", 60],
  ["hour", 60],
  ["daily", 1440],
  ["midnight", 1440],
  ["nightly", 1440],
  ["day", 1440],
  ["weekly", 7 * 1440],
  ["week", 7 * 1440],
]);

const MINUTES_BY_UNIT: readonly (readonly [RegExp, number])[] = [
  [/^s(?:ec(?:ond)?s?)?$/, 1 / 60],
  [/^m(?:in(?:ute)?s?)?$/, 1],
  [/^h(?:(?:ou)?rs?)?$/, 60],
  [/^d(?:ays?)?$/, 1440],
  [/^w(?:eeks?|ks?)?$/, 7 * 1440],
];

/** Reads `45m`, `1h30m`, `30 min`, `every 5 minutes`, `@daily`, `PT30M`. A rough reading: it only feeds suggestions. */
function minutesOf(text: string): number | undefined {
  const words = trimBlanks(text.toLowerCase()).replace(/^@?every[\s-]*|^@/, "");
  const word = MINUTES_BY_WORD.get(words);
  if (word !== undefined) return word;
  const duration = words.replace(/^pt(?=\d)/, "");
  if (!/^(?:\d{1,6}\s*[a-z]+\s*)+$/.test(duration)) return undefined;
  let minutes = 0;
  for (const [, count, unit] of duration.matchAll(/(\d+)\s*([a-z]+)/g)) {
    const length = MINUTES_BY_UNIT.find(([name]) => name.test(unit ?? ""))?.[1];
    if (length === undefined) return undefined;
    minutes += Number(count) * length;
  }
  return minutes;
}
