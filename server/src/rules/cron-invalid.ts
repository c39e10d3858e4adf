/**
 * A cron that the controller cannot read.
 *
 * Why: the SympoziumSchedule goes to phase Error, without a message, and never runs; the pack still shows Ready.
 * A cron has exactly five fields: minute, hour, day of month, month, day of week. Sunday is 0, never 7. There are
 * no seconds, no `@daily`, no `L`, `W`, `#` or `H`. `TZ=Europe/Berlin ` may stand before the fields.
 *
 * Bad:
 *     schedule:
 *       cron: "0 9 * * 7"
 *       task: Write the weekly report.
 *
 * Good:
 *     schedule:
 *       cron: "0 9 * * 0"
 *       task: Write the weekly report.
 */
import type { CronError } from "../pack/cron.ts";
import type { Located } from "../yaml/located.ts";
import type { Fix, PersonaRule } from "./finding.ts";
import { scheduleTimes } from "./schedule-times.ts";
import { partOf, replaceText } from "./value-edits.ts";

export const cronInvalid: PersonaRule = {
  code: "cron-invalid",
  severity: "error",
  check(persona) {
    const { cron, written } = scheduleTimes(persona) ?? {};
    if (!cron || !written || written.read.valid) return [];
    const { error } = written.read;
    const message = `${error.message}. As it stands the schedule never runs, and the pack still shows Ready.`;
    const fixes = () => fixesFor(cron.value, error);
    return [{ code: this.code, message, span: partOf(cron.value, error), fixes }];
  },
};

function fixesFor(value: Located, { replacement }: CronError): Fix[] {
  const edit = replacement === undefined ? undefined : replaceText(value, replacement);
  return edit ? [{ title: `Write ${replacement}`, edits: [edit], preferred: true }] : [];
}
