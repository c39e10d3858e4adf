import type { CronErrorCode } from "./cron.ts";

/** One of the five fields of a cron, with the bounds of robfig/cron v3.0.1. */
export interface CronField {
  /** With its article, as it stands in messages: "60 is not a minute". */
  readonly label: string;
  readonly min: number;
  readonly max: number;
  /** Three-letter names in the order of their values; empty where the field has none. */
  readonly names: readonly string[];
  readonly fullNames: readonly string[];
}

const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];
const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const short = (name: string): string => name.slice(0, 3);

const MINUTE: CronField = { label: "a minute", min: 0, max: 59, names: [], fullNames: [] };
const HOUR: CronField = { label: "an hour", min: 0, max: 23, names: [], fullNames: [] };
const DAY_OF_MONTH: CronField = { label: "a day of the month", min: 1, max: 31, names: [], fullNames: [] };
const MONTH: CronField = {
  label: "a month",
  min: 1,
  max: 12,
  names: MONTHS.map(short),
  fullNames: MONTHS,
};
const DAY_OF_WEEK: CronField = {
  label: "a day of the week",
  min: 0,
  max: 6,
  names: WEEKDAYS.map(short),
  fullNames: WEEKDAYS,
};

/** The fields in the order in which they are written. */
export const CRON_FIELDS: readonly CronField[] = [MINUTE, HOUR, DAY_OF_MONTH, MONTH, DAY_OF_WEEK];

/** What a field selects. Minutes need 60 bits: `low` holds the first 30 values, `high` the others. */
export interface FieldBits {
  low: number;
  high: number;
  /** The day fields are joined by "and" if either of them has a star, else by "or". */
  star: boolean;
}

/** What is wrong with one item of a list; offsets are within the whole expression. */
export interface ItemFault {
  readonly code: CronErrorCode;
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** What to write in place of the whole item. */
  readonly item?: string;
}

const LARGEST_STEP = 9223372036854775807n;
const WHOLE_NUMBER = /^[+-]?[0-9]+$/;
const OTHER_DIALECT = /^(?:H(?:\(.*)?|LW?|W|#|[0-9a-z]+[LW]|[0-9a-z]+#[0-9a-z]*|#[0-9a-z]+)$/i;

/**
 * Reads one item of a list (`*`, `?`, `5`, `1-5`, `2/30`, `mon-fri/2`) into `bits`.
 * Returns what is wrong, or undefined. After a star everything up to the slash is ignored (`*-5` is `*`),
 * because the controller's reader does so.
 */
export function readItem(item: string, at: number, field: CronField, bits: FieldBits): ItemFault | undefined {
  const slash = item.indexOf("/");
  const range = slash < 0 ? item : item.slice(0, slash);
  const hyphen = range.indexOf("-");
  const first = hyphen < 0 ? range : range.slice(0, hyphen);
  const whole = { start: at, end: at + item.length };

  let low = field.min;
  let high = field.max;
  const star = first === "*" || first === "?";
  if (!star) {
    if (range === "" && slash === 0) {
      return {
        code: "cron-syntax",
        message: `\`${item}\` has nothing before the slash: write *${item}`,
        ...whole,
        item: `*${item}`,
      };
    }
    if (hyphen >= 0 && range.indexOf("-", hyphen + 1) >= 0) {
      return {
        code: "cron-syntax",
        message: `\`${item}\` has too many hyphens: write two ends, such as ${example(field)}`,
        ...whole,
      };
    }
    if (range === "-") {
      return {
        code: "cron-syntax",
        message: `\`${item}\` has nothing beside the hyphen: write both ends, such as ${example(field)}`,
        ...whole,
      };
    }
    if (hyphen === 0) {
      return missingEnd(item, `${field.min}${item}`, "before", whole);
    }
    if (hyphen === range.length - 1) {
      return missingEnd(item, `${range}${field.max}${slash < 0 ? "" : item.slice(slash)}`, "after", whole);
    }
    const start = readValue(first, at, field, item);
    if (typeof start !== "number") return start;
    low = start;
    high = start;
    if (hyphen > 0) {
      const end = readValue(range.slice(hyphen + 1), at + hyphen + 1, field, item);
      if (typeof end !== "number") return end;
      high = end;
    } else if (slash >= 0) {
      high = field.max; // `N/step` runs from N to the end of the field.
    }
  }

  let step = 1;
  if (slash >= 0) {
    const read = readStep(item, slash, at);
    if (typeof read !== "number") return read;
    step = read;
  }
  if (!star) {
    const fault = checkBounds(item, at, field, low, high, step, hyphen >= 0, slash >= 0);
    if (fault) return fault;
  }
  if (star && step === 1) bits.star = true;
  for (let value = low; value <= high; value += step) {
    const bit = value - field.min;
    if (field === MINUTE && bit >= 30) bits.high |= 1 << (bit - 30);
    else bits.low |= 1 << bit;
  }
  return undefined;
}

function example(field: CronField): string {
  return `${field.min}-${field.max}`;
}

function missingEnd(
  item: string,
  better: string,
  where: string,
  range: { start: number; end: number },
): ItemFault {
  return {
    code: "cron-syntax",
    message: `\`${item}\` has nothing ${where} the hyphen: write both ends, such as ${better}`,
    ...range,
    item: better,
  };
}

function readStep(item: string, slash: number, at: number): number | ItemFault {
  const text = item.slice(slash + 1);
  const range = { start: at + slash + 1, end: at + item.length };
  const whole = { start: at, end: at + item.length };
  if (text === "") {
    return {
      code: "cron-step",
      message: `\`${item}\` has no step: write a number after the slash, or leave the slash out`,
      ...whole,
      item: item.slice(0, slash),
    };
  }
  if (text.includes("/")) {
    return {
      code: "cron-syntax",
      message: `\`${item}\` has more than one slash: write one step, such as */5`,
      ...whole,
    };
  }
  if (!WHOLE_NUMBER.test(text) || (text.length > 15 && BigInt(text.replace("+", "")) > LARGEST_STEP)) {
    return {
      code: "cron-step",
      message: `\`${text}\` is not a step: write a whole number from 1, such as */5`,
      ...range,
    };
  }
  const step = Number(text);
  if (step < 1) {
    return {
      code: "cron-step",
      message: `A step of ${step} goes nowhere: write 1 or more, such as */5`,
      ...range,
    };
  }
  return step;
}

function readValue(text: string, at: number, field: CronField, item: string): number | ItemFault {
  if (field.names.length > 0) {
    const index = field.names.indexOf(text.toLowerCase());
    if (index >= 0) return index + field.min;
  }
  if (WHOLE_NUMBER.test(text)) return Number(text);

  const range = { start: at, end: at + text.length };
  const lower = text.toLowerCase();
  const full = field.fullNames.indexOf(lower);
  if (full >= 0) {
    const name = short(lower);
    const message = `\`${text}\` is not understood: names have three letters, write ${name}`;
    return { code: "cron-name", message, ...range, item: item.replace(text, name) };
  }
  for (const other of CRON_FIELDS) {
    if (other !== field && (other.names.includes(lower) || other.fullNames.includes(lower))) {
      const message = `\`${text}\` is ${other.label}, not ${field.label}: write ${valuesOf(field)}`;
      return { code: "cron-name", message, ...range };
    }
  }
  if (OTHER_DIALECT.test(text)) {
    const message = `\`${text}\` belongs to another cron dialect: \`L\`, \`W\`, \`#\` and \`H\` are not understood, write ${valuesOf(field)}`;
    return { code: "cron-unsupported", message, ...range };
  }
  return {
    code: "cron-value",
    message: `\`${text}\` is not ${field.label}: write ${valuesOf(field)}`,
    ...range,
  };
}

function valuesOf(field: CronField): string {
  const numbers = `${field.min} to ${field.max}`;
  const first = field.names[0];
  const last = field.names[field.names.length - 1];
  return first === undefined || last === undefined ? numbers : `${numbers} or ${first} to ${last}`;
}

function checkBounds(
  item: string,
  at: number,
  field: CronField,
  low: number,
  high: number,
  step: number,
  isRange: boolean,
  hasStep: boolean,
): ItemFault | undefined {
  const end = at + item.length;
  if (low >= field.min && high <= field.max && low <= high) return undefined;

  const sunday = field === DAY_OF_WEEK && (low === 7 || high === 7) && low <= 7 && high <= 7;
  if (sunday) {
    return {
      code: "cron-weekday-seven",
      message: "7 is not a day of the week here: write 0 for Sunday",
      start: at,
      end,
      item: withSundayAsZero(low, isRange ? high : Math.max(low, high), step),
    };
  }
  if (low < field.min || low > field.max || high > field.max || high < field.min) {
    const value = low < field.min || low > field.max ? low : high;
    const midnight = field === HOUR && value === 24;
    return {
      code: "cron-out-of-range",
      message: `${value} is not ${field.label}: write ${midnight ? "0 for midnight" : valuesOf(field)}`,
      start: at,
      end,
      ...(midnight && !isRange && !hasStep ? { item: "0" } : {}),
    };
  }
  const wrapped = hasStep ? undefined : `${span(low, field.max)},${span(field.min, high)}`;
  return {
    code: "cron-reversed-range",
    message: `\`${item}\` runs backwards: write ${wrapped ?? `the smaller end first`}`,
    start: at,
    end,
    ...(wrapped === undefined ? {} : { item: wrapped }),
  };
}

function span(from: number, to: number): string {
  return from === to ? `${from}` : `${from}-${to}`;
}

/** The days from `low` to `high`, of which 7 (or less than `low`) stands for Sunday, as the controller wants them. */
function withSundayAsZero(low: number, high: number, step: number): string {
  if (low === 7 || high < low) return "0";
  if (step === 1) return low <= 1 ? "0-6" : `${span(low, 6)},0`;
  const days = new Set<number>();
  for (let day = low; day <= high; day += step) days.add(day % 7);
  return [...days].join(",");
}
