/**
 * What a picture of the schedules of a pack draws: for each persona its runs, counted in equal parts of a window,
 * or why it has none; and where several run in the same minute. As if the pack were enabled.
 */
import { MINUTE_MS } from "../pack/cron-days.ts";
import type { Persona } from "../pack/persona-pack.ts";
import type { Release } from "../pack/releases.ts";
import { type PersonaRuns, runCalendar } from "../pack/run-calendar.ts";
import { previewCron } from "../pack/schedule-preview.ts";
import {
  type CalendarBucket,
  type CalendarOverlap,
  type CalendarRow,
  MOST_CALENDAR_BUCKETS,
  MOST_CALENDAR_DAYS,
  type RunCalendar,
  type RunCalendarParams,
} from "../protocol.ts";
import type { PackDocument } from "../yaml/pack-document.ts";
import type { PackFile } from "../yaml/pack-file.ts";
import { idleReason } from "./idle-reason.ts";
import { type PackReading, personaLabel, readPack } from "./pack-reading.ts";
import { personaRanges } from "./persona-ranges.ts";
import { isFilledIn, personaRun } from "./persona-run.ts";
import { targetDocument } from "./target-document.ts";

/** As many times of one part are named one by one. */
const MOST_TIMES = 12;
/** As many personas that run at once are named. */
const MOST_OVERLAPPING = 12;
const MOST_WINDOW_MS = MOST_CALENDAR_DAYS * 24 * 60 * MINUTE_MS;

/** Undefined where there is no pack, and for a window without any time in it. */
export function timeline(
  file: PackFile,
  params: Omit<RunCalendarParams, "uri">,
  release: Release,
): RunCalendar | undefined {
  const target = targetDocument(file, params);
  const window = target && windowOf(params);
  if (!window) return undefined;
  const reading = readPack(target.document, release);
  const rows = rowsOf(target.document, reading, window);
  const { metadata, spec } = reading.pack;
  return {
    version: file.version,
    documentIndex: target.index,
    pack: metadata.name ?? "",
    from: window.from,
    to: window.to,
    bucketMinutes: window.bucketMs / MINUTE_MS,
    buckets: window.buckets,
    enabled: spec.enabled,
    rows: rows.map(({ row }) => row),
    overlaps: overlapsOf(
      rows.map(({ runs }) => runs),
      window,
    ),
  };
}

interface Window {
  readonly from: number;
  readonly to: number;
  readonly buckets: number;
  readonly bucketMs: number;
}

function windowOf({ from, to, bucketMinutes }: Omit<RunCalendarParams, "uri">): Window | undefined {
  const start = Math.floor(from / MINUTE_MS) * MINUTE_MS;
  const end = Math.min(to, start + MOST_WINDOW_MS);
  // Also false for what is no number.
  if (!(start < end)) return undefined;
  const least = Math.ceil((end - start) / MINUTE_MS / MOST_CALENDAR_BUCKETS);
  const bucketMs = Math.max(least, Math.floor(bucketMinutes) || 1) * MINUTE_MS;
  return { from: start, to: end, buckets: Math.ceil((end - start) / bucketMs), bucketMs };
}

interface RowWithRuns {
  readonly row: CalendarRow;
  readonly runs: readonly number[];
}

function rowsOf(document: PackDocument, reading: PackReading, window: Window): RowWithRuns[] {
  const ranges = personaRanges(document);
  const { from, to } = window;
  const calendar = runCalendar(reading.pack, { from: new Date(from), to: new Date(to) }, reading.release);
  // Personas with the same cron share their list of runs, and so their parts.
  const known = new Map<readonly number[], CalendarBucket[]>();
  return reading.pack.spec.personas.map((persona, place) => {
    const { schedule } = persona;
    // Of what another tool fills in nothing is known.
    const entry = schedule && isFilledIn(schedule) ? undefined : calendar[place];
    const reason = reasonOf(reading, persona, entry, from);
    const runs = reason === undefined ? (entry?.runs ?? []) : [];
    const buckets = known.get(runs) ?? bucketsOf(runs, window);
    known.set(runs, buckets);
    const preview = entry?.cron === undefined ? undefined : previewCron(entry.cron, new Date(from));
    const label = personaLabel(persona);
    const row = {
      name: label,
      title: persona.displayName === "" ? label : persona.displayName,
      range: ranges(persona.index),
      ...(entry?.cron !== undefined && { cron: entry.cron }),
      ...(preview?.outcome === "runs" && { words: preview.label }),
      ...(reason !== undefined && { reason }),
      runs: runs.length,
      buckets,
    };
    return { row, runs };
  });
}

function reasonOf(
  reading: PackReading,
  persona: Persona,
  entry: PersonaRuns | undefined,
  now: number,
): string | undefined {
  const reason = idleReason(personaRun(reading, persona, now));
  return reason !== undefined && entry?.error ? `${reason}: ${entry.error.message}` : reason;
}

function bucketsOf(runs: readonly number[], { from, bucketMs }: Window): CalendarBucket[] {
  const buckets: CalendarBucket[] = [];
  let current: { bucket: number; count: number; minutes: number[] } | undefined;
  for (const run of runs) {
    const bucket = Math.floor((run - from) / bucketMs);
    if (current?.bucket !== bucket) {
      current = { bucket, count: 0, minutes: [] };
      buckets.push(current);
    }
    current.count++;
    if (current.minutes.length < MOST_TIMES) current.minutes.push((run - from) / MINUTE_MS);
  }
  return buckets;
}

function overlapsOf(calendar: readonly (readonly number[])[], window: Window): CalendarOverlap[] {
  const { from, to, bucketMs } = window;
  const counts = new Uint16Array(Math.ceil((to - from) / MINUTE_MS));
  for (const runs of calendar) {
    for (const run of runs) {
      const minute = (run - from) / MINUTE_MS;
      counts[minute] = (counts[minute] ?? 0) + 1;
    }
  }
  const found: { bucket: number; count: number; minute: number; most: number }[] = [];
  for (let minute = 0; minute < counts.length; minute++) {
    const most = counts[minute] ?? 0;
    if (most < 2) continue;
    const bucket = Math.floor((minute * MINUTE_MS) / bucketMs);
    const last = found.at(-1);
    if (last?.bucket !== bucket) {
      found.push({ bucket, count: 1, minute, most });
    } else {
      last.count++;
      if (most > last.most) {
        last.most = most;
        last.minute = minute;
      }
    }
  }
  const rows = rowsAt(
    calendar,
    found.map(({ minute }) => from + minute * MINUTE_MS),
  );
  return found.map((overlap, i) => ({ ...overlap, rows: rows[i] ?? [] }));
}

/** For each of these instants, in order, which lists hold it. */
function rowsAt(calendar: readonly (readonly number[])[], instants: readonly number[]): number[][] {
  const rows = instants.map((): number[] => []);
  calendar.forEach((runs, row) => {
    let at = 0;
    instants.forEach((instant, i) => {
      while ((runs[at] ?? Number.POSITIVE_INFINITY) < instant) at++;
      if (runs[at] === instant && rows[i] && rows[i].length < MOST_OVERLAPPING) rows[i].push(row);
    });
  });
  return rows;
}
