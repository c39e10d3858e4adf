/** What `cron` and `interval` will do, under the pointer. */
import { previewSchedule } from "../pack/schedule-preview.ts";
import { personaAt } from "../values/persona-at.ts";
import type { YamlNode } from "../yaml/ast.ts";
import type { PackDocument } from "../yaml/pack-document.ts";
import { type PersonaSchedule, type ScheduleField, ScheduleReader } from "../yaml/persona-schedule.ts";
import type { Position, Range, Span } from "../yaml/position.ts";
import { PERSONA_SCHEMA } from "../yaml/schema.ts";
import { type ReaderView, scheduleMarkdown } from "./schedule-markdown.ts";

export interface ScheduleHover {
  /** Markdown. */
  readonly contents: string;
  readonly range: Range;
}

/**
 * The preview at a place in a pack; undefined where neither a schedule's field nor an alias that brings one
 * stands, or where the API server refuses the value: then nothing runs, and the field's own text says more.
 */
export function hoverSchedule(
  document: PackDocument,
  position: Position,
  view: ReaderView,
): ScheduleHover | undefined {
  const { placed } = document.blockAt(position.line);
  const offset = placed.offsetAt(position);
  const reader = new ScheduleReader(document);
  const persona = personaAt(document, position);
  const schedule = persona && reader.read(persona);
  if (!schedule) return undefined;
  const target = targetAt(schedule, offset);
  if (!target) return undefined;
  const { cron, interval } = schedule;
  if (isRefused(cron) || isRefused(interval)) return undefined;
  const fields = { cron: cron?.text ?? "", interval: interval?.text ?? "" };
  const preview = previewSchedule(fields, schedule.index, view.now);
  const markdown = scheduleMarkdown(schedule, preview, target.field.name, view);
  return {
    contents: target.onKey ? `${markdown}\n\n---\n\n${documentationOf(target.field)}` : markdown,
    range: placed.rangeOf(trimmed(placed.block.text, target.span)),
  };
}

function covers(node: YamlNode | Span | undefined, offset: number): boolean {
  return node !== undefined && node.start <= offset && offset <= node.end;
}

interface Target {
  readonly field: ScheduleField;
  readonly span: Span;
  readonly onKey: boolean;
}

function targetAt({ cron, interval }: PersonaSchedule, offset: number): Target | undefined {
  // An alias may bring both: then the one that counts is the cron.
  const inForce = cron?.text ? [cron, interval] : [interval, cron];
  for (const field of inForce) {
    if (field?.key && covers(field.key, offset)) return { field, span: field.key, onKey: true };
    if (field && covers(field.token, offset)) return { field, span: field.token, onKey: false };
  }
  return undefined;
}

function isRefused(field: ScheduleField | undefined): boolean {
  return field !== undefined && field.text === undefined;
}

/** A block scalar begins with its indentation and ends behind its last line break, which is the next line. */
function trimmed(text: string, { start, end }: Span): Span {
  const value = text.slice(start, end);
  return {
    start: start + value.length - value.trimStart().length,
    end: start + value.trimEnd().length,
  };
}

function documentationOf({ name }: ScheduleField): string {
  const schema = PERSONA_SCHEMA.properties?.schedule?.properties?.[name];
  return schema?.markdownDescription ?? "";
}
