/** What a persona's schedule says about its times, read once for all rules about it. */
import { type CronResult, type CronSchedule, parseCron } from "../pack/cron.ts";
import { intervalToCron } from "../pack/interval.ts";
import type { Located } from "../yaml/located.ts";

/** A text that is not empty, and where it stands. */
export interface TimeText {
  readonly text: string;
  readonly value: Located;
}

export interface ScheduleTimes {
  /** The map. */
  readonly schedule: Located;
  /** Undefined for an empty one, which counts as none. */
  readonly cron: TimeText | undefined;
  readonly interval: TimeText | undefined;
  /** The text that the controller takes for a cron as it stands: `cron`, or an interval with a space in it. */
  readonly written: (TimeText & { readonly read: CronResult }) | undefined;
}

const known = new WeakMap<Located, ScheduleTimes | "none">();

/** Undefined without a schedule, and where the API server refuses it because of its types. */
export function scheduleTimes(persona: Located): ScheduleTimes | undefined {
  let times = known.get(persona);
  if (times === undefined) {
    times = readTimes(persona) ?? "none";
    known.set(persona, times);
  }
  return times === "none" ? undefined : times;
}

function readTimes(persona: Located): ScheduleTimes | undefined {
  const schedule = persona.get("schedule");
  if (schedule?.node?.kind !== "map") return undefined;
  const cron = readTime(schedule.get("cron"));
  const interval = readTime(schedule.get("interval"));
  if (cron === "refused" || interval === "refused") return undefined;
  const verbatim = interval && intervalToCron(interval.text, 0).kind === "verbatim" ? interval : undefined;
  const text = cron ?? verbatim;
  const written = text && { ...text, read: parseCron(text.text) };
  return { schedule, cron, interval, written };
}

function readTime(value: Located | undefined): TimeText | undefined | "refused" {
  if (!value || value.isNull) return undefined;
  const { text } = value;
  if (text === undefined) return "refused";
  return text === "" ? undefined : { text, value };
}

export interface ReadCron extends TimeText {
  readonly cron: CronSchedule;
}

/** The cron that was written, where the controller can read it. */
export function validCron({ written }: ScheduleTimes): ReadCron | undefined {
  return written?.read.valid ? { ...written, cron: written.read.schedule } : undefined;
}
