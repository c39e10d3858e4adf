/** When it runs next, behind `cron:` and `interval:`. */
import { previewSchedule, type SchedulePreview } from "../pack/schedule-preview.ts";
import type { PackDocument, PersonaEntry } from "../yaml/pack-document.ts";
import type { PackFile } from "../yaml/pack-file.ts";
import { type PersonaSchedule, type ScheduleField, ScheduleReader } from "../yaml/persona-schedule.ts";
import type { PlacedBlock } from "../yaml/placed-block.ts";
import { containsPosition, type Position, type Range } from "../yaml/position.ts";
import { shortUtcTime } from "./run-times.ts";
import { type ReaderView, scheduleMarkdown } from "./schedule-markdown.ts";

export interface InlayHint {
  readonly position: Position;
  readonly label: string;
  readonly paddingLeft: true;
  readonly tooltip: { readonly kind: "markdown"; readonly value: string };
}

export interface InlayHintOptions extends ReaderView {
  readonly cron: boolean;
  readonly interval: boolean;
  readonly isCancelled?: () => boolean;
}

export interface InlayHints {
  readonly hints: readonly InlayHint[];
  /** The next run that a hint names; from then on (milliseconds since 1970) the hints are out of date. */
  readonly staleAt: number | undefined;
}

/** A meaning longer than this is left to the hover: the next run says enough. */
const LONGEST_MEANING = 48;

/** The hints in a range of the file; only the personas that reach into it are looked at. */
export function inlayHints(file: PackFile, range: Range, options: InlayHintOptions): InlayHints {
  const hints: InlayHint[] = [];
  let staleAt: number | undefined;
  for (const document of file.documents) {
    if (document.startLine > range.end.line) break;
    if (document.endLine < range.start.line || !document.isPack) continue;
    const reader = new ScheduleReader(document);
    for (const persona of personasWithin(document, range)) {
      if (options.isCancelled?.()) return { hints: [], staleAt: undefined };
      const schedule = reader.read(persona);
      if (!schedule) continue;
      const preview = previewOf(schedule, options.now);
      if (!preview) continue;
      for (const { field, at } of placesOf(schedule, preview, persona.placed)) {
        if (!options[field.name] || !containsPosition(range, at)) continue;
        const label = labelOf(schedule, preview, field, options.now);
        if (label === undefined) continue;
        const value = scheduleMarkdown(schedule, preview, field.name, options);
        hints.push({
          position: at,
          label: `→ ${label.text}`,
          paddingLeft: true,
          tooltip: { kind: "markdown", value },
        });
        if (label.next !== undefined) staleAt = Math.min(label.next, staleAt ?? label.next);
      }
    }
  }
  return { hints, staleAt };
}

function personasWithin(document: PackDocument, range: Range): readonly PersonaEntry[] {
  const { separate, personas } = document;
  if (separate.length === 0) return personas;
  // The last persona that begins at or before the range, by halving; it may reach into it.
  let low = 0;
  let high = separate.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((separate[middle]?.startLine ?? 0) <= range.start.line) low = middle;
    else high = middle - 1;
  }
  let end = low;
  while (end < separate.length && (separate[end]?.startLine ?? 0) <= range.end.line) end++;
  return personas.slice(low, end);
}

/** Undefined where the API server refuses a value: then nothing runs. */
function previewOf({ cron, interval, index }: PersonaSchedule, now: Date): SchedulePreview | undefined {
  if ((cron && cron.text === undefined) || (interval && interval.text === undefined)) return undefined;
  return previewSchedule({ cron: cron?.text ?? "", interval: interval?.text ?? "" }, index, now);
}

interface Place {
  readonly field: ScheduleField;
  readonly at: Position;
}

function placesOf(
  { cron, interval }: PersonaSchedule,
  { source }: SchedulePreview,
  placed: PlacedBlock,
): Place[] {
  return [cron, interval].flatMap((field) => {
    if (!field || field.token.start === field.token.end) return [];
    // What is written and counts for nothing gets a hint that says so; not what an alias brings besides.
    const counts = field.name === (source === "neither" ? "interval" : source);
    if (!counts && (!field.key || field.text === "")) return [];
    const text = placed.block.text.slice(field.token.start, field.token.end).trimEnd();
    return [{ field, at: placed.positionAt(field.token.start + text.length) }];
  });
}

interface Label {
  readonly text: string;
  /** The run that it names. */
  readonly next?: number;
}

/** Undefined for an invalid cron, of which the diagnostics speak. */
function labelOf(
  { obstacle }: PersonaSchedule,
  { source, derived, cron, preview }: SchedulePreview,
  field: ScheduleField,
  now: Date,
): Label | undefined {
  if (source === "cron" && field.name === "interval") return { text: "ignored, cron is set" };
  if (preview.outcome === "invalid") return undefined;
  if (preview.outcome === "impossible") {
    return { text: preview.endless && !obstacle ? "never matches · runs without end" : "never matches" };
  }
  const written = derived === undefined || derived === "verbatim";
  const meaning = written ? preview.label : derived === "fallback" ? `hourly: ${cron}` : cron;
  const short = meaning.length > LONGEST_MEANING ? "" : `${meaning} · `;
  if (obstacle) return { text: short + OBSTACLES[obstacle] };
  const next = preview.runs[0];
  if (next === undefined) return undefined;
  return { text: `${short}next ${shortUtcTime(next, now.getTime())} UTC`, next };
}

const OBSTACLES = {
  excluded: "excluded, does not run",
  nameless: "never runs, the persona has no name",
  refused: "never runs, its policy refuses every run",
  serving: "never fires, serves a web endpoint",
} as const;
