import type { CronSchedule } from "./cron.ts";
import { HOUR_MS, neverFires } from "./cron-days.ts";
import { nextRuns } from "./cron-runs.ts";
import type { ReleaseBehaviour } from "./releases.ts";

export interface FirstRun {
  readonly at: Date;
  /** It runs as soon as the schedule is created, to catch up on a time that passed before. */
  readonly immediate: boolean;
  /** No date suits the cron and the controller runs it again each time the last run has ended. */
  readonly endless: boolean;
}

/**
 * When a schedule created at `createdAt` runs for the first time. The controller looks for a run from some hours
 * before the creation; if it finds one that has passed it runs once at once, however many have passed.
 * Undefined if it never runs.
 */
export function firstRun(
  schedule: CronSchedule,
  createdAt: Date,
  behaviour: Pick<ReleaseBehaviour, "firstRunLookBackHours" | "impossibleCron">,
): FirstRun | undefined {
  const base = new Date(createdAt.getTime() - behaviour.firstRunLookBackHours * HOUR_MS);
  const [next] = neverFires(schedule) ? [] : nextRuns(schedule, base, 1);
  if (next === undefined) {
    // The controller takes "no time found" for the year 1, which has passed.
    return behaviour.impossibleCron === "parked"
      ? undefined
      : { at: createdAt, immediate: true, endless: true };
  }
  const immediate = next.getTime() <= createdAt.getTime();
  return { at: immediate ? createdAt : next, immediate, endless: false };
}
