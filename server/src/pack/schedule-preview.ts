/**
 * What a schedule will do, for hovers, hints and views: the cron that counts, where it comes from, its next runs
 * and the first one. Pure data; whoever shows it chooses the words around it.
 */
import { type CronError, type CronSchedule, parseCron } from "./cron.ts";
import { MINUTE_MS } from "./cron-days.ts";
import { cronLabel } from "./cron-label.ts";
import { nextRuns } from "./cron-runs.ts";
import { cronWords } from "./cron-words.ts";
import { firstRun } from "./first-run.ts";
import { type IntervalCron, intervalToCron } from "./interval.ts";
import { DEFAULT_RELEASE, RELEASES } from "./releases.ts";

export interface InvalidCron {
  readonly outcome: "invalid";
  readonly error: CronError;
}

/** No date suits: the controller runs it again and again, or never, as its release does. */
export interface ImpossibleCron {
  readonly outcome: "impossible";
  readonly endless: boolean;
}

export interface RunningCron {
  readonly outcome: "runs";
  readonly schedule: CronSchedule;
  /** A sentence, without its full stop. */
  readonly words: string;
  /** A few words; the same as `words` where there is no short form. */
  readonly label: string;
  /** The next runs, in milliseconds since 1970, at most `PREVIEWED_RUNS`. */
  readonly runs: readonly number[];
  /** The first run if it were activated now. */
  readonly first: {
    /** It runs at once, because `at` has passed not long ago; else it waits for `at`. */
    readonly immediate: boolean;
    readonly at: number;
  };
}

export type CronPreview = InvalidCron | ImpossibleCron | RunningCron;

const PREVIEWED_RUNS = 5;

export interface SchedulePreview {
  /** The field that counts; `neither` is set: hourly. */
  readonly source: "cron" | "interval" | "neither";
  /** What is written there. */
  readonly text: string;
  /** The cron that the controller puts into the SympoziumSchedule. */
  readonly cron: string;
  /** How the interval became a cron; undefined if the cron was written. */
  readonly derived: IntervalCron["kind"] | undefined;
  readonly preview: CronPreview;
}

/** `cron` and `interval` are empty where they are not set; `personaIndex` counts from 0, excluded personas too. */
export function previewSchedule(
  fields: { readonly cron: string; readonly interval: string },
  personaIndex: number,
  now: Date,
): SchedulePreview {
  const { cron, interval } = fields;
  // A cron of nothing but spaces counts as set; so it is asked for length, not for content.
  if (cron !== "") {
    return { source: "cron", text: cron, cron, derived: undefined, preview: previewCron(cron, now) };
  }
  const derived = intervalToCron(interval, personaIndex);
  return {
    source: interval === "" ? "neither" : "interval",
    text: interval,
    cron: derived.cron,
    derived: derived.kind,
    preview: previewCron(derived.cron, now),
  };
}

/** Enough for the personas that are on screen; a pointer that moves to and fro asks for the same ones. */
const MOST_REMEMBERED = 256;
const remembered = new Map<string, CronPreview>();

/** What a cron will do, seen from `now` (to the minute: runs happen on full minutes). Remembered for a while. */
export function previewCron(cron: string, now: Date): CronPreview {
  const minute = Math.floor(now.getTime() / MINUTE_MS);
  const key = `${minute} ${cron}`;
  const known = remembered.get(key);
  if (known) return known;
  const preview = computePreview(cron, new Date(minute * MINUTE_MS));
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(key, preview);
  return preview;
}

function computePreview(cron: string, now: Date): CronPreview {
  const result = parseCron(cron);
  if (!result.valid) return { outcome: "invalid", error: result.error };
  const { schedule } = result;
  const behaviour = RELEASES[DEFAULT_RELEASE];
  const runs = nextRuns(schedule, now, PREVIEWED_RUNS).map((run) => run.getTime());
  const first = firstRun(schedule, now, behaviour);
  if (!first || first.endless || runs.length === 0) {
    return { outcome: "impossible", endless: first?.endless ?? false };
  }
  const lookBack = new Date(now.getTime() - behaviour.firstRunLookBackHours * 60 * MINUTE_MS);
  const passed = first.immediate ? nextRuns(schedule, lookBack, 1)[0] : undefined;
  return {
    outcome: "runs",
    schedule,
    words: cronWords(schedule),
    label: cronLabel(schedule),
    runs,
    first: { immediate: first.immediate, at: (passed ?? first.at).getTime() },
  };
}
