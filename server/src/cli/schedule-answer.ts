/** When a cron or an interval runs: what both forms of `personapack schedule` answer. */

import { type DisplayZone, displayZone } from "../features/run-times.ts";
import { type CronSchedule, parseCron } from "../pack/cron.ts";
import { nextRuns } from "../pack/cron-runs.ts";
import { type IntervalCron, intervalToCron } from "../pack/interval.ts";
import { UsageError } from "./usage-error.ts";

export const MOST_RUNS = 10_000;

/** Either `cron` or `interval` is set. */
export interface ScheduleQuestion {
  readonly cron?: string;
  readonly interval?: string;
  /** Zero-based place of the persona in its pack; only an interval depends on it. */
  readonly index: number;
  readonly from: Date;
  readonly count: number;
  /** Undefined: UTC, written with Z. */
  readonly zone: DisplayZone | undefined;
}

/** One line of `--stdin`, and the answer of `--json`. */
export interface ScheduleLine {
  readonly valid: boolean;
  /** What the controller puts into the schedule; empty if the question cannot be read. */
  readonly cron: string;
  /** The controller finds no run, within five years from `from`. */
  readonly never: boolean;
  /** Instants in ISO 8601, to the second. */
  readonly next: readonly string[];
  readonly error?: string;
}

export interface ScheduleAnswer extends ScheduleLine {
  readonly schedule: CronSchedule | undefined;
  readonly runs: readonly Date[];
  readonly derived: IntervalCron["kind"] | undefined;
}

export function answer(question: ScheduleQuestion): ScheduleAnswer {
  const { interval, index, from, count, zone } = question;
  const derived = interval === undefined ? undefined : intervalToCron(interval, index);
  const cron = derived?.cron ?? question.cron ?? "";
  const read = parseCron(cron);
  const base = { cron, derived: derived?.kind };
  if (!read.valid) {
    const error = read.error.message;
    return { ...base, valid: false, never: false, next: [], runs: [], schedule: undefined, error };
  }
  const { schedule } = read;
  const runs = nextRuns(schedule, from, Math.max(1, count));
  const next = runs.slice(0, count).map((run) => isoText(run, zone));
  return { ...base, valid: true, never: runs.length === 0, next, runs: runs.slice(0, count), schedule };
}

/** The part of an answer that is written as JSON, in the order of its keys. */
export function lineOf({ valid, cron, never, next, error }: ScheduleLine): ScheduleLine {
  return { valid, cron, never, next, ...(error === undefined ? {} : { error }) };
}

function isoText(instant: Date, zone: DisplayZone | undefined): string {
  if (zone === undefined) return `${instant.toISOString().slice(0, -5)}Z`;
  const offset = zone.offsetAt(instant.getTime());
  const local = new Date(instant.getTime() + offset).toISOString().slice(0, -5);
  const minutes = Math.floor(Math.abs(offset) / 60_000);
  const pad = (number: number) => String(number).padStart(2, "0");
  return `${local}${offset < 0 ? "-" : "+"}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

const ISO = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[-+]\d{2}:\d{2})?)?$/;

/** Without an offset it is UTC, as the controller's clock. Throws a `UsageError` for what is no ISO 8601. */
export function readInstant(text: string): Date {
  const match = ISO.exec(text);
  const instant = new Date(match?.[1] === undefined && text.includes("T") ? `${text}Z` : text);
  if (!match || Number.isNaN(instant.getTime())) {
    throw new UsageError(`from must be a time such as 2026-11-23T09:00:00Z, not ${JSON.stringify(text)}`);
  }
  return instant;
}

/** Throws a `UsageError` for a name that is no zone. */
export function readZone(name: string): DisplayZone {
  const zone = name === "" ? undefined : displayZone(name);
  if (!zone)
    throw new UsageError(`there is no time zone ${JSON.stringify(name)}; write one such as Europe/Lisbon`);
  return zone;
}
