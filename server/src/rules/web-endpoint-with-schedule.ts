/**
 * A schedule of a persona that also serves a web endpoint.
 *
 * Why: the endpoint is a run that never ends, and the schedule waits for every run of the persona to end. So the
 * schedule never fires. Two personas can do what one cannot.
 *
 * Bad:
 *     webEndpoint:
 *       enabled: true
 *     schedule:
 *       interval: 1h
 *       task: Look for new tickets.
 *
 * Good:
 *     schedule:
 *       interval: 1h
 *       task: Look for new tickets.
 */
import type { Located } from "../yaml/located.ts";
import { webEndpointOf } from "../yaml/web-endpoint.ts";
import type { Fix, PersonaRule } from "./finding.ts";
import { removeField } from "./value-edits.ts";

export const webEndpointWithSchedule: PersonaRule = {
  code: "web-endpoint-with-schedule",
  severity: "warning",
  check(persona) {
    const schedule = persona.get("schedule");
    const endpoint = webEndpointOf(persona);
    if (schedule?.node?.kind !== "map" || !endpoint) return [];
    return [
      {
        code: this.code,
        message:
          "This schedule never fires: it waits for the persona's web endpoint to end, and that serves for good. Give the endpoint or the schedule to a persona of its own.",
        span: schedule.key ?? schedule.span,
        related: { span: endpoint.span, message: "This makes it serve a web endpoint" },
        fixes: () => fixesFor(persona, endpoint),
      },
    ];
  },
};

function fixesFor(persona: Located, endpoint: Located): Fix[] {
  const removable = endpoint.boolean ? ["webEndpoint", "schedule"] : ["schedule"];
  return removable.flatMap((field) => {
    const edit = removeField(persona, field);
    return edit ? [{ title: `Remove ${field}`, edits: [edit] }] : [];
  });
}
