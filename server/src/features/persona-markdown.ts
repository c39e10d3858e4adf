/** One persona as it will be in the cluster: its model, its next run and its objects. */
import { counted } from "../pack/counted.ts";
import { isExcluded } from "../pack/generated-resources.ts";
import { packName } from "../pack/names.ts";
import type { Persona } from "../pack/persona-pack.ts";
import { RELEASES } from "../pack/releases.ts";
import { cronOf } from "../pack/schedule.ts";
import { previewCron } from "../pack/schedule-preview.ts";
import { codeSpan, prose } from "./markdown-text.ts";
import type { PackReading } from "./pack-reading.ts";
import { personaOutcome, resourceCount } from "./persona-outcome.ts";
import { personaRun } from "./persona-run.ts";
import { dateAndTime, displayZone, UTC } from "./run-times.ts";
import type { ReaderView } from "./schedule-markdown.ts";
import { timeUntil } from "./time-until.ts";
import { isRefused, unusableText } from "./unusable-part.ts";

export function personaMarkdown(reading: PackReading, persona: Persona, view: ReaderView): string {
  const { pack, unusable } = reading;
  const outcome = personaOutcome(reading, persona);
  const place = `Persona ${persona.index + 1} of ${codeSpan(packName(pack))}`;
  const parts = unusable.filter(
    ({ path: [spec, personas, index] }) =>
      spec === "spec" && personas === "personas" && index === persona.index,
  );
  const problems =
    parts.length > 0 &&
    [
      parts.some(isRefused) ? "**The API server refuses the pack as it is:**" : "**Left out:**",
      ...parts.map((part) => `- ${prose(unusableText(part))}`),
    ].join("\n");
  if (isExcluded(pack, persona)) {
    const excluded = `${place}, excluded: it has no objects, and its place still counts for the minutes of the others.`;
    return [excluded, problems].filter((part) => part).join("\n\n");
  }
  const once = pack.spec.enabled ? "" : " once it is enabled";
  return [
    `${place} generates **${counted(resourceCount(outcome), "resource")}**${once}`,
    problems,
    modelText(reading, persona),
    runText(reading, persona, view),
    [
      ...outcome.own.map(({ kind, metadata }) => `- ${kind} ${codeSpan(metadata.name)}`),
      ...outcome.standing.map(({ kind, name, reason }) => `- ${kind} ${codeSpan(name)} — ${prose(reason)}`),
    ].join("\n"),
    outcome.perRun.length > 0 &&
      [
        "With its runs:",
        "",
        ...outcome.perRun.map(({ kind, name, reason }) => `- ${kind} ${codeSpan(name)} — ${prose(reason)}`),
      ].join("\n"),
  ]
    .filter((part) => part)
    .join("\n\n");
}

function modelText({ release }: PackReading, { model }: Persona): string {
  return model === ""
    ? `Model: \`${RELEASES[release].fallbackModel}\`, the fallback for a persona that names none, whatever the provider.`
    : `Model: ${codeSpan(model)}`;
}

function runText(reading: PackReading, persona: Persona, view: ReaderView): string | undefined {
  const now = view.now.getTime();
  const run = personaRun(reading, persona, now);
  if (!persona.schedule || run.state === "nameless") {
    return run.state === "no-schedule" ? "No schedule: it runs only when it is asked." : undefined;
  }
  const cron = cronOf(persona.schedule, persona.index);
  switch (run.state) {
    case "unreadable":
      return "**Never runs:** the API server refuses its schedule.";
    case "unknown":
      return "Another tool fills in its schedule: when it runs is not known.";
    case "serving":
      return "**Never runs by its schedule:** it serves a web endpoint all the time, and every run that falls due is skipped meanwhile.";
    case "refused":
      return `**Never runs:** the policy ${codeSpan(reading.pack.spec.policyRef)} lets no run of a pack through.`;
    case "invalid":
      return `**Never runs:** ${codeSpan(cron)} is not a valid cron. ${prose(run.error.message)}`;
    case "impossible":
      return `**Never runs:** no date suits ${codeSpan(cron)}.`;
    case "endless":
      return `**Runs without end:** no date suits ${codeSpan(cron)}, which counts as overdue all the time.`;
    case "runs": {
      const preview = previewCron(cron, view.now);
      const words = preview.outcome === "runs" ? `${preview.words}. ` : "";
      return `${words}Next run in ${timeUntil(run.at, now).text}: ${timesText(run.at, view)}.`;
    }
    default:
      return undefined;
  }
}

function timesText(at: number, { now, timeZone }: ReaderView): string {
  const utc = `${dateAndTime(at, UTC, now.getTime())} UTC`;
  const reader = displayZone(timeZone);
  if (!reader || reader.name === UTC.name) return utc;
  return `${utc} (${dateAndTime(at, reader, now.getTime())} ${reader.name})`;
}
