/**
 * An interval beside a cron.
 *
 * Why: the cron wins, whatever it says, and the interval has no effect.
 *
 * Bad:
 *     schedule:
 *       interval: 30m
 *       cron: "0 9 * * 1-5"
 *       task: Look for new tickets.
 *
 * Good:
 *     schedule:
 *       cron: "0 9 * * 1-5"
 *       task: Look for new tickets.
 */
import type { Fix, PersonaRule } from "./finding.ts";
import { type ScheduleTimes, scheduleTimes } from "./schedule-times.ts";
import { shownText } from "./shown-text.ts";
import { removeField } from "./value-edits.ts";

export const intervalShadowed: PersonaRule = {
  code: "interval-shadowed",
  severity: "warning",
  check(persona) {
    const times = scheduleTimes(persona);
    if (!times?.cron || !times.interval) return [];
    return [
      {
        code: this.code,
        message: `The cron wins: the interval \`${shownText(times.interval.text)}\` has no effect. Keep one of the two.`,
        span: times.interval.value.span,
        related: { span: times.cron.value.span, message: "This cron is used" },
        fixes: () => fixesFor(times),
      },
    ];
  },
};

function fixesFor({ schedule }: ScheduleTimes): Fix[] {
  const interval = removeField(schedule, "interval");
  const cron = removeField(schedule, "cron");
  return [
    ...(interval ? [{ title: "Remove interval", edits: [interval], preferred: true, safe: true }] : []),
    ...(cron ? [{ title: "Remove cron", edits: [cron] }] : []),
  ];
}
