/**
 * A schedule with neither an interval nor a cron.
 *
 * Why: it runs every hour, without a word. A persona that shall not run by itself has no schedule at all.
 *
 * Bad:
 *     schedule:
 *       task: Look for new tickets.
 *
 * Good:
 *     schedule:
 *       interval: 1h
 *       task: Look for new tickets.
 */
import { hasUnknownMerge } from "../yaml/merge.ts";
import type { Fix, PersonaRule } from "./finding.ts";
import { type ScheduleTimes, scheduleTimes } from "./schedule-times.ts";
import { putField } from "./value-edits.ts";

const SUGGESTIONS: readonly (readonly [field: "interval" | "cron", text: string])[] = [
  ["interval", "1h"],
  ["interval", "30m"],
  ["cron", "0 9 * * 1-5"],
];

export const scheduleWithoutTime: PersonaRule = {
  code: "schedule-without-time",
  severity: "warning",
  check(persona) {
    const times = scheduleTimes(persona);
    if (!times || times.cron || times.interval) return [];
    const { node, document } = times.schedule;
    if (node?.kind === "map" && hasUnknownMerge(node, (link) => document.follow(link))) return [];
    const message =
      "Without an `interval` or a `cron` this runs every hour. Write the time that you mean, `interval: 1h` if it is this.";
    const span = times.schedule.key ?? times.schedule.span;
    return [{ code: this.code, message, span, fixes: () => fixesFor(times) }];
  },
};

function fixesFor({ schedule }: ScheduleTimes): Fix[] {
  return SUGGESTIONS.flatMap(([field, text], i) => {
    const edit = putField(schedule, field, text);
    // The first says what happens anyway.
    const title = `Add ${field} ${text}`;
    return edit ? [{ title, edits: [edit], preferred: i === 0 }] : [];
  });
}
