/** What a schedule will do, in words: the text of hovers and of the tooltips of inlay hints. */
import { nearestInterval, STAGGER_MINUTES } from "../pack/interval.ts";
import { DEFAULT_RELEASE, RELEASES } from "../pack/releases.ts";
import type { RunningCron, SchedulePreview } from "../pack/schedule-preview.ts";
import type { PersonaSchedule, ScheduleFieldName } from "../yaml/persona-schedule.ts";
import { codeSpan, prose } from "./markdown-text.ts";
import { type DisplayZone, dateAndTime, displayZone, UTC } from "./run-times.ts";

export interface ReaderView {
  readonly now: Date;
  /** IANA name of the zone in which runs are shown beside UTC. */
  readonly timeZone: string;
}

/** `field` is where the reader looks. */
export function scheduleMarkdown(
  { index, interval, obstacle }: PersonaSchedule,
  schedule: SchedulePreview,
  field: ScheduleFieldName,
  view: ReaderView,
): string {
  const { preview } = schedule;
  return [
    obstacle && OBSTACLES[obstacle],
    notInForce(schedule, field),
    heading(schedule, obstacle !== undefined),
    origin(schedule, index),
    schedule.source === "cron" && interval?.text && field === "cron"
      ? `${codeSpan(`interval: ${interval.text}`)} is ignored: \`cron\` wins.`
      : undefined,
    // What never runs has no times, whatever its cron would give.
    preview.outcome === "runs" && !obstacle ? times(preview, view) : undefined,
  ]
    .filter((part) => part)
    .join("\n\n");
}

const OBSTACLES = {
  excluded:
    "**Does not run: the persona is excluded** — while `excludePersonas` names it, it has no Instance and no Schedule.",
  nameless: "**Never runs: the persona has no name** — the API server refuses the pack.",
  refused: "**Never runs: the policy of the pack lets no run through** — see `policyRef`.",
  serving:
    "**Never fires: the persona serves a web endpoint** — the agent that serves the endpoint keeps running, and every run that falls due is skipped meanwhile.",
} as const;

function notInForce({ source }: SchedulePreview, field: ScheduleFieldName): string | undefined {
  if (source === "cron") {
    return field === "interval" ? "**Ignored: `cron` is set and wins.** What counts is this:" : undefined;
  }
  if (source === "neither") return "**Nothing is set here: that means every hour.**";
  return field === "cron" ? "**Not set: `interval` decides.**" : undefined;
}

function heading({ preview, derived, text, cron }: SchedulePreview, blocked: boolean): string {
  switch (preview.outcome) {
    case "invalid":
      return [
        `**Never runs: ${codeSpan(cron)} is not a valid cron.**`,
        ` ${prose(sentence(preview.error.message))}\n\n`,
        derived === "verbatim"
          ? `The controller does not know the interval ${codeSpan(text)}; because of the space in it, it takes it for a cron. `
          : "",
        "The Schedule goes to phase `Error` without a message, while the pack stays `Ready`.",
        suggestion(text, derived),
      ].join("");
    case "impossible":
      return preview.endless && !blocked
        ? `**Runs without end: no date suits ${codeSpan(cron)}.** Sympozium ${DEFAULT_RELEASE} takes that for overdue: a new run starts each time the last one has ended, and each is paid for.`
        : `**Never runs: no date suits ${codeSpan(cron)}.**`;
    case "runs":
      return derived === "fallback" && text !== ""
        ? `**Every hour, not ${codeSpan(text)}** — the controller does not know this interval and falls back to hourly without a word.${suggestion(text, derived)}`
        : `**${preview.words}**`;
  }
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

/** What to write for an interval that the controller does not know. */
function suggestion(text: string, derived: SchedulePreview["derived"]): string {
  const nearest = derived === "fallback" || derived === "verbatim" ? nearestInterval(text) : undefined;
  if (!nearest) return "";
  const intervals = nearest.intervals.map(codeSpan).join(" or ");
  if (nearest.cron === undefined) return intervals && ` Known and near: ${intervals}.`;
  const cron = `\`cron: "${nearest.cron}"\``;
  return nearest.intervals.length === 1
    ? ` Write ${intervals}.`
    : ` To run exactly so, write ${cron}${intervals && `; known and near: ${intervals}`}.`;
}

function origin({ derived, cron, preview, source }: SchedulePreview, index: number): string | undefined {
  if (preview.outcome === "invalid") return undefined;
  if (derived === undefined || derived === "verbatim") {
    if (preview.outcome !== "runs") return undefined;
    const zone = preview.schedule.zone;
    const why =
      derived === "verbatim" ? "Because of the space in it, the interval is taken for a cron" : "Taken";
    return `${codeSpan(cron)} · ${why} as written, ${zone ? `in the time zone ${zone}` : "in UTC"}, without stagger.`;
  }
  const label = source === "neither" ? "Cron of the Schedule" : "The controller makes it the cron";
  return `${label} ${codeSpan(cron)} · ${stagger(cron, index)}`;
}

/** Why the derived cron has the minute that it has. */
function stagger(cron: string, index: number): string {
  const match = /^(\d+)(?:\/(\d+))? /.exec(cron);
  if (!match) return "not staggered, every minute is the same.";
  const minute = Number(match[1]);
  const offset = index * STAGGER_MINUTES;
  const place = `persona ${index + 1} of the pack`;
  if (offset === 0) {
    return `${place} starts on time, each one after it ${STAGGER_MINUTES} minutes later, so that they do not all run at once.`;
  }
  const wrapped = minute === offset ? "" : ` (minute ${minute} after wrapping around at ${match[2] ?? "60"})`;
  return `${place}: ${index} × ${STAGGER_MINUTES} = ${offset} minutes of stagger${wrapped}, so that they do not all run at once. Excluded personas count.`;
}

function times(preview: RunningCron, view: ReaderView): string {
  const now = view.now.getTime();
  const reader = displayZone(view.timeZone);
  const zones = [UTC, zoneOf(preview), reader].filter(
    (zone, i, all) => zone && all.findIndex((other) => other?.name === zone.name) === i,
  ) as DisplayZone[];
  const rows = preview.runs.map((run) => row(zones.map((zone) => dateAndTime(run, zone, now))));
  const header = row(zones.map((zone) => `Next runs, ${zone.name}`));
  const table = [header, row(zones.map(() => ":--")), ...rows].join("\n");
  const unknown = reader
    ? ""
    : `\n\nThere is no time zone ${codeSpan(view.timeZone)}: times are shown in UTC only.`;
  return `${table}\n\n${firstRunText(preview, now)}${unknown}`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function zoneOf(preview: RunningCron): DisplayZone {
  return preview.schedule.zone === undefined ? UTC : (displayZone(preview.schedule.zone) ?? UTC);
}

function firstRunText({ first }: RunningCron, now: number): string {
  const at = `${dateAndTime(first.at, UTC, now)} UTC`;
  const hours = RELEASES[DEFAULT_RELEASE].firstRunLookBackHours;
  return first.immediate
    ? `**First run:** at once when the pack is activated — a run (${at}) falls in the ${hours} hours before, and the controller catches up once.`
    : `**First run:** ${at} if the pack is activated now — no run falls in the ${hours} hours before, so nothing starts at once.`;
}
