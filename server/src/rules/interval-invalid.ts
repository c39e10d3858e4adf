/**
 * An interval with a space in it that is no cron.
 *
 * Why: with a space an unknown interval is taken for a cron, word for word. If the controller cannot read that,
 * the SympoziumSchedule goes to phase Error and never runs; the pack still shows Ready.
 *
 * Bad:
 *     schedule:
 *       interval: every 5 minutes
 *       task: Look for new tickets.
 *
 * Good:
 *     schedule:
 *       interval: 5m
 *       task: Look for new tickets.
 */
import type { CronError } from "../pack/cron.ts";
import { nearestInterval } from "../pack/interval.ts";
import type { Fix, PersonaRule } from "./finding.ts";
import { intervalFixes } from "./interval-fixes.ts";
import { type ScheduleTimes, scheduleTimes, type TimeText } from "./schedule-times.ts";
import { shownText } from "./shown-text.ts";
import { partOf, replaceField } from "./value-edits.ts";

export const intervalInvalid: PersonaRule = {
  code: "interval-invalid",
  severity: "error",
  check(persona) {
    const times = scheduleTimes(persona);
    const interval = times?.interval;
    if (!times?.written || !interval || times.cron || times.written.read.valid) return [];
    const { error } = times.written.read;
    const meant = nearestInterval(interval.text);
    const names = meant?.intervals.map((name) => `\`${name}\``).join(" or ");
    const never = "the schedule never runs, and the pack still shows Ready";
    const message = meant
      ? `With its space \`${shownText(interval.text)}\` is taken for a cron and is none: ${never}. Write ${names}.`
      : `With its space this is taken for a cron, and ${never}. ${error.message}.`;
    const span = meant ? interval.value.span : partOf(interval.value, error);
    return [{ code: this.code, message, span, fixes: () => fixesFor(times, interval, error) }];
  },
};

function fixesFor(times: ScheduleTimes, interval: TimeText, { replacement }: CronError): Fix[] {
  const fixes = intervalFixes(times, interval);
  if (fixes.length > 0 || replacement === undefined) return fixes;
  const edits = replaceField(times.schedule, "interval", "cron", replacement);
  return edits.length > 0 ? [{ title: `Write as cron ${replacement}`, edits, preferred: true }] : [];
}
