import { CRON_FIELDS, type FieldBits, type ItemFault, readItem } from "./cron-field.ts";
import { isBlank, trimBlanks } from "./go-space.ts";
import { intervalAsCron } from "./interval.ts";
import { isTimeZone, similarTimeZone, zoneOrUtc } from "./time-zone-names.ts";

/** What a cron selects, one bit per value. */
export interface CronSchedule {
  /** The expression as it was written. */
  readonly text: string;
  /** Bit m is minute m, for 0 to 29. */
  readonly minutesLow: number;
  /** Bit m - 30 is minute m, for 30 to 59. */
  readonly minutesHigh: number;
  /** Bit h is hour h. */
  readonly hours: number;
  /** Bit d - 1 is day d. */
  readonly daysOfMonth: number;
  /** Bit m - 1 is month m. */
  readonly months: number;
  /** Bit 0 is Sunday. */
  readonly daysOfWeek: number;
  /**
   * Whether an item of the day field is a star or `?` without a step above 1. If either field has one, a day
   * must suit both; if neither has, it is enough that it suits one of them.
   */
  readonly starDayOfMonth: boolean;
  readonly starDayOfWeek: boolean;
  /** IANA name; undefined is UTC, the zone of the controller's container. */
  readonly zone: string | undefined;
}

export type CronErrorCode =
  | "cron-empty"
  | "cron-descriptor"
  | "cron-field-count"
  | "cron-time-zone"
  | "cron-syntax"
  | "cron-value"
  | "cron-name"
  | "cron-unsupported"
  | "cron-out-of-range"
  | "cron-weekday-seven"
  | "cron-reversed-range"
  | "cron-step";

export interface CronError {
  readonly code: CronErrorCode;
  /** What is wrong and what to write instead. */
  readonly message: string;
  /** Offsets (UTF-16) of the offending part within the expression. */
  readonly start: number;
  readonly end: number;
  /** A whole expression, itself valid, to write instead; only where there is one obvious choice. */
  readonly replacement?: string;
}

export type CronResult =
  | { readonly valid: true; readonly schedule: CronSchedule }
  | { readonly valid: false; readonly error: CronError };

const DESCRIPTORS: ReadonlyMap<string, string> = new Map([
  ["@yearly", "0 0 1 1 *"],
  ["@annually", "0 0 1 1 *"],
  ["@monthly", "0 0 1 * *"],
  ["@weekly", "0 0 * * 0"],
  ["@daily", "0 0 * * *"],
  ["@midnight", "0 0 * * *"],
  ["@hourly", "0 * * * *"],
]);

/**
 * Reads a cron as the schedule controller does: robfig/cron v3.0.1 with the fields minute, hour, day of month,
 * month and day of week, no seconds, no descriptors, and an optional leading `TZ=` or `CRON_TZ=`.
 * Reports the first thing that is wrong.
 */
export function parseCron(text: string): CronResult {
  const read = readCron(text);
  return typeof read === "function" ? { valid: false, error: read() } : { valid: true, schedule: read };
}

/**
 * The schedule, or a function that explains what is wrong. Explaining tries replacements, each of which is
 * read here but not explained in turn, so that a list of a thousand faults does not recurse a thousand deep.
 */
function readCron(text: string): CronSchedule | (() => CronError) {
  let offset = 0;
  let zone: string | undefined;
  if (text.startsWith("TZ=") || text.startsWith("CRON_TZ=")) {
    const nameStart = text.indexOf("=") + 1;
    // Only U+0020 ends the name: a tab would belong to it.
    const nameEnd = text.indexOf(" ");
    if (nameEnd < 0) return () => zoneWithoutFields(text, nameStart);
    const name = text.slice(nameStart, nameEnd);
    if (!isTimeZone(name)) return () => unknownZone(text, name, nameStart);
    zone = zoneOrUtc(name);
    offset = nameEnd;
  }

  const starts: number[] = [];
  const ends: number[] = [];
  for (let at = offset; at < text.length; ) {
    while (at < text.length && isBlank(text.charCodeAt(at))) at++;
    if (at === text.length) break;
    starts.push(at);
    while (at < text.length && !isBlank(text.charCodeAt(at))) at++;
    ends.push(at);
  }
  if (starts.length !== 5 || text.charCodeAt(starts[0] ?? 0) === 0x40) {
    return () => notFiveFields(text, offset, starts, ends);
  }

  const read: FieldBits[] = [];
  for (let i = 0; i < 5; i++) {
    const bits: FieldBits = { low: 0, high: 0, star: false };
    const fault = readList(text, starts[i] ?? 0, ends[i] ?? 0, i, bits);
    if (fault) return fault;
    read.push(bits);
  }
  const [minutes, hours, daysOfMonth, months, daysOfWeek] = read as [
    FieldBits,
    FieldBits,
    FieldBits,
    FieldBits,
    FieldBits,
  ];
  return {
    text,
    minutesLow: minutes.low,
    minutesHigh: minutes.high,
    hours: hours.low,
    daysOfMonth: daysOfMonth.low,
    months: months.low,
    daysOfWeek: daysOfWeek.low,
    starDayOfMonth: daysOfMonth.star,
    starDayOfWeek: daysOfWeek.star,
    zone,
  };
}

/** Reads the comma-separated items of a field. Empty items are skipped, so `,` selects nothing and `1,` is `1`. */
function readList(
  text: string,
  start: number,
  end: number,
  index: number,
  bits: FieldBits,
): (() => CronError) | undefined {
  const field = CRON_FIELDS[index];
  if (field === undefined) return undefined;
  for (let at = start; at < end; ) {
    const comma = text.indexOf(",", at);
    const itemEnd = comma < 0 || comma > end ? end : comma;
    if (itemEnd > at) {
      const fault = readItem(text.slice(at, itemEnd), at, field, bits);
      if (fault) {
        const itemStart = at;
        return () => errorOf(fault, text, itemStart, itemEnd);
      }
    }
    at = itemEnd + 1;
  }
  return undefined;
}

function errorOf(fault: ItemFault, text: string, start: number, end: number): CronError {
  const { item, ...error } = fault;
  return item === undefined ? error : withReplacement(error, text.slice(0, start) + item + text.slice(end));
}

/** Adds the replacement if the controller takes it; an expression with two faults gets none. */
function withReplacement(error: CronError, replacement: string | undefined): CronError {
  return replacement !== undefined && typeof readCron(replacement) !== "function"
    ? { ...error, replacement }
    : error;
}

function zoneWithoutFields(text: string, nameStart: number): CronError {
  const blank = /[\t\n]/.exec(text);
  const error: CronError = {
    code: "cron-time-zone",
    message:
      "The time zone needs a space after it and then the five fields: write TZ=Europe/Berlin 0 9 * * *",
    start: nameStart,
    end: text.length,
  };
  return withReplacement(error, blank ? text.replace(/[\t\n]+/, " ") : undefined);
}

function unknownZone(text: string, name: string, nameStart: number): CronError {
  const end = nameStart + name.length;
  const similar = similarTimeZone(name);
  const advice = similar === undefined ? "a name such as Europe/Berlin or UTC, in this case" : similar;
  const error: CronError = {
    code: "cron-time-zone",
    message: `There is no time zone \`${name}\`: write ${advice}`,
    start: nameStart,
    end,
  };
  return withReplacement(
    error,
    similar === undefined ? undefined : `${text.slice(0, nameStart)}${similar}${text.slice(end)}`,
  );
}

function notFiveFields(text: string, offset: number, starts: number[], ends: number[]): CronError {
  const start = starts[0];
  const end = ends[ends.length - 1];
  if (start === undefined || end === undefined) {
    return {
      code: "cron-empty",
      message:
        "There is no schedule here: write minute, hour, day of month, month and day of week, such as 0 9 * * 1-5",
      start: 0,
      end: text.length,
    };
  }
  const prefix = offset === 0 ? "" : `${text.slice(0, offset)} `;
  const spec = text.slice(start, end);
  if (spec.startsWith("@")) return descriptor(spec, prefix, start, end);

  const zoneInside = /^(?:CRON_)?TZ=/i.exec(spec);
  if (offset === 0 && zoneInside) {
    const name = zoneInside[0].toUpperCase();
    const error: CronError = {
      code: "cron-time-zone",
      message: `The time zone must come first, in capitals, with nothing before it: write ${name}`,
      start,
      end: start + zoneInside[0].length,
    };
    return withReplacement(error, name + spec.slice(zoneInside[0].length));
  }

  const count = starts.length;
  const error: CronError = {
    code: "cron-field-count",
    message: `A cron needs exactly 5 fields (minute, hour, day of month, month, day of week), this has ${count}`,
    start,
    end,
  };
  const fields = starts.map((at, i) => text.slice(at, ends[i]));
  const joined = fields.join(" ").replace(/ (?=[-,/])|(?<=[-,/]) /g, "");
  const whole = withReplacement(error, prefix + joined);
  if (whole.replacement !== undefined) {
    return { ...whole, message: `${error.message}: a blank ends a field, write ${whole.replacement}` };
  }
  // Other dialects put seconds before the five fields, a year after them, or both.
  const hasYear = /^(?:[*?]|(?:19|20)[0-9]{2})/.test(fields.at(-1) ?? "");
  const candidates =
    count === 6
      ? [fields.slice(1), ...(hasYear ? [fields.slice(0, 5)] : [])]
      : count === 7 && hasYear
        ? [fields.slice(1, 6)]
        : [];
  for (const candidate of candidates) {
    const replaced = withReplacement(error, prefix + candidate.join(" "));
    if (replaced.replacement !== undefined) {
      const extra = candidate === candidates[0] ? "there are no seconds here" : "there is no year here";
      return { ...replaced, message: `${error.message}: ${extra}, write ${replaced.replacement}` };
    }
  }
  return { ...error, message: `${error.message}: write something like 0 9 * * 1-5` };
}

function descriptor(spec: string, prefix: string, start: number, end: number): CronError {
  const every = /^@every\s+(.*)$/i.exec(spec);
  const same =
    DESCRIPTORS.get(spec.toLowerCase()) ?? (every?.[1] ? intervalAsCron(trimBlanks(every[1])) : undefined);
  const advice = same === undefined ? "write five fields, such as 0 9 * * 1-5" : `write ${same}`;
  const error: CronError = {
    code: "cron-descriptor",
    message: `\`${spec}\` is not understood: ${advice}`,
    start,
    end,
  };
  return withReplacement(error, same === undefined ? undefined : prefix + same);
}
