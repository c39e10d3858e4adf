/**
 * A cron that no date ever suits.
 *
 * Why: up to v0.8.28 the controller takes such a schedule for overdue, always: as soon as one run has ended it
 * starts the next, day and night. Each run costs what a call to the model costs.
 *
 * Bad:
 *     schedule:
 *       cron: "0 9 31 2 *"
 *       task: Write the monthly report.
 *
 * Good:
 *     schedule:
 *       cron: "0 9 28 2 *"
 *       task: Write the monthly report.
 */
import { neverFires } from "../pack/cron-days.ts";
import type { PersonaRule } from "./finding.ts";
import { scheduleTimes, validCron } from "./schedule-times.ts";

export const cronNeverFires: PersonaRule = {
  code: "cron-never-fires",
  severity: "error",
  check(persona, release) {
    const times = scheduleTimes(persona);
    const read = times && validCron(times);
    if (!read || !neverFires(read.cron)) return [];
    const message =
      release.impossibleCron === "runs-endlessly"
        ? "No date and time suits this, and the controller takes that for overdue: each run is followed by the next at once, without end. Write a date that exists, or leave the schedule out."
        : "No date and time suits this: the schedule never runs. Write a date that exists, or leave the schedule out.";
    return [{ code: this.code, message, span: read.value.span }];
  },
};
