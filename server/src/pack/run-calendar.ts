/** When the personas of a pack run: what the views of its schedules draw. */
import { type CronError, type CronSchedule, parseCron } from "./cron.ts";
import { neverFires } from "./cron-days.ts";
import { runsBetween } from "./cron-runs.ts";
import { type FirstRun, firstRun } from "./first-run.ts";
import type { PersonaPack } from "./persona-pack.ts";
import { DEFAULT_RELEASE, RELEASES, type Release } from "./releases.ts";
import { type RunObstacle, runObstacle } from "./run-obstacle.ts";
import { cronOf } from "./schedule.ts";

export interface CalendarWindow {
  /** Inclusive. */
  readonly from: Date;
  /** Exclusive. */
  readonly to: Date;
  /** When the schedules are created, which may cause a run at once; undefined if they have run before `from`. */
  readonly activated?: Date;
}

export interface PersonaRuns {
  /** Zero-based place in `spec.personas`. */
  readonly index: number;
  readonly name: string | undefined;
  /**
   * `runs`, or why it does not: it has no `schedule`, something keeps it from running, its cron is `invalid`, or no
   * date suits the cron (`impossible`).
   */
  readonly outcome: "runs" | "no-schedule" | RunObstacle | "invalid" | "impossible";
  /** What the schedule says, even if it does not run. Undefined without a schedule. */
  readonly cron: string | undefined;
  readonly error: CronError | undefined;
  /** Only for a window with an activation. An `impossible` cron may still give an endless first run. */
  readonly first: FirstRun | undefined;
  /** Milliseconds since 1970, in order. Personas with the same cron may share the list. */
  readonly runs: readonly number[];
}

/** One entry for each persona, in the order of the pack, as if it were enabled. */
export function runCalendar(
  pack: PersonaPack,
  window: CalendarWindow,
  release: Release = DEFAULT_RELEASE,
): PersonaRuns[] {
  // Crons repeat: staggered intervals come round again, and a wizard gives all personas the same one.
  const known = new Map<string, CronRuns>();
  return pack.spec.personas.map((persona) => {
    const { index, name, schedule } = persona;
    const none = { index, name, error: undefined, first: undefined, runs: [] };
    if (!schedule) return { ...none, outcome: "no-schedule", cron: undefined };
    const cron = cronOf(schedule, index);
    const obstacle = runObstacle(pack, persona);
    if (obstacle) return { ...none, outcome: obstacle, cron };
    const runs = known.get(cron) ?? runsOf(cron, window, release);
    known.set(cron, runs);
    return { index, name, cron, ...runs };
  });
}

type CronRuns = Pick<PersonaRuns, "outcome" | "error" | "first" | "runs">;

function runsOf(cron: string, window: CalendarWindow, release: Release): CronRuns {
  const result = parseCron(cron);
  if (!result.valid) return { outcome: "invalid", error: result.error, first: undefined, runs: [] };
  const { schedule } = result;
  const { activated } = window;
  const first = activated && firstRun(schedule, activated, RELEASES[release]);
  return neverFires(schedule)
    ? { outcome: "impossible", error: undefined, first, runs: [] }
    : { outcome: "runs", error: undefined, first, runs: runsInWindow(schedule, window, first) };
}

function runsInWindow(
  schedule: CronSchedule,
  { from, to, activated }: CalendarWindow,
  first: FirstRun | undefined,
) {
  if (!activated || activated < from) return runsBetween(schedule, from, to);
  // The run at once stands for all times up to the activation, that very moment included.
  const later = runsBetween(schedule, new Date(activated.getTime() + 1), to);
  return first?.immediate && first.at < to ? [first.at.getTime(), ...later] : later;
}
