/**
 * A cron with a star for the minute.
 *
 * Why: `* 9 * * *` is not "at nine" but every minute from 9:00 to 9:59. Each run starts an agent and calls its
 * model. Who really wants that writes `interval: 1m`.
 *
 * Bad:
 *     schedule:
 *       cron: "* 9 * * *"
 *       task: Write the daily report.
 *
 * Good:
 *     schedule:
 *       cron: "0 9 * * *"
 *       task: Write the daily report.
 */
import { neverFires } from "../pack/cron-days.ts";
import { bitsOf } from "../pack/cron-frequency.ts";
import type { Fix, PersonaRule } from "./finding.ts";
import { everyMinute } from "./frequent-runs.ts";
import { type ReadCron, scheduleTimes, validCron } from "./schedule-times.ts";
import { replaceText } from "./value-edits.ts";

export const cronEveryMinute: PersonaRule = {
  code: "cron-every-minute",
  severity: "warning",
  check(persona) {
    const times = scheduleTimes(persona);
    const read = times && validCron(times);
    if (!read || !everyMinute(read.cron) || neverFires(read.cron)) return [];
    const hours = bitsOf(read.cron.hours).length;
    const message = `This runs every minute, ${hours * 60} times on each of its days, and each run calls the model. Write the minute that you mean as the first field, such as \`${withMinute(read.text, "0")}\`.`;
    return [{ code: this.code, message, span: read.value.span, fixes: () => fixesFor(read, hours) }];
  },
};

function fixesFor(read: ReadCron, hours: number): Fix[] {
  const minutes = hours === 24 ? ["*/5", "*/15", "0"] : ["0"];
  return minutes.flatMap((minute) => {
    const text = withMinute(read.text, minute);
    const edit = replaceText(read.value, text);
    return edit ? [{ title: `Write ${text}`, edits: [edit], preferred: minutes.length === 1 }] : [];
  });
}

/** The same cron with another first field; a time zone may stand before it. */
function withMinute(cron: string, minute: string): string {
  return cron
    .trim()
    .replace(/^((?:CRON_)?TZ=\S* +)?\S+/, (_all, zone: string | undefined) => (zone ?? "") + minute);
}
