/**
 * An interval in a spelling that the controller does not know.
 *
 * Why: it becomes hourly without a word. Known are 1m, 5m, 10m, 15m, 30m, 1h, 2h, 3h, 4h, 6h, 12h and 1d (also
 * 60m, 24h and `min` up to 30min), in any case. Everything else that has a time can be written as a cron.
 *
 * Bad:
 *     schedule:
 *       interval: 45m
 *       task: Look for new tickets.
 *
 * Good:
 *     schedule:
 *       interval: 30m
 *       task: Look for new tickets.
 */
import { intervalToCron, KNOWN_INTERVALS, nearestInterval } from "../pack/interval.ts";
import type { PersonaRule } from "./finding.ts";
import { intervalFixes } from "./interval-fixes.ts";
import { scheduleTimes } from "./schedule-times.ts";
import { shownText } from "./shown-text.ts";

const HOURLY = 60;

export const intervalFallback: PersonaRule = {
  code: "interval-fallback",
  severity: "warning",
  check(persona) {
    const times = scheduleTimes(persona);
    const interval = times?.interval;
    if (!times || !interval || times.cron) return [];
    if (intervalToCron(interval.text, 0).kind !== "fallback") return [];
    const meant = nearestInterval(interval.text);
    const names = meant?.intervals ?? KNOWN_INTERVALS.map(({ name }) => name);
    const advice = `Write ${listed(names)}${meant?.cron ? `, or \`cron: "${meant.cron}"\`` : ", or a cron"}.`;
    const unknown = `The controller does not know the interval \`${shownText(interval.text)}\``;
    const message =
      meant?.minutes === HOURLY
        ? `${unknown}: it runs hourly only because every unknown one does. Write \`1h\`.`
        : `${unknown} and runs it every hour instead. ${advice}`;
    return [
      { code: this.code, message, span: interval.value.span, fixes: () => intervalFixes(times, interval) },
    ];
  },
};

function listed(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  const last = quoted.pop() ?? "";
  return quoted.length > 0 ? `${quoted.join(", ")} or ${last}` : last;
}
