/** What stands under the pointer: the preview of a schedule, what a value is, or the documentation of a field. */
import type { PackFile } from "../yaml/pack-file.ts";
import type { Position, Range } from "../yaml/position.ts";
import { hoverField } from "./hover-field.ts";
import { hoverSchedule } from "./hover-schedule.ts";
import { hoverValue, type ValueHoverOptions } from "./hover-value.ts";
import type { ReaderView } from "./schedule-markdown.ts";
import type { SchemaEngine } from "./schema-engine.ts";

export interface Hover {
  /** Markdown, never empty. */
  readonly contents: string;
  /** The key or the value that it is about. */
  readonly range: Range;
}

/** Undefined where there is nothing to say, and in documents that are no packs or are templates. */
export async function hover(
  file: PackFile,
  position: Position,
  engine: Pick<SchemaEngine, "hover">,
  view: ReaderView,
  values: ValueHoverOptions = {},
): Promise<Hover | undefined> {
  const document = file.documentAt(position.line);
  if (!document?.isPack) return undefined;
  return (
    hoverSchedule(document, position, view) ??
    hoverValue(document, position, values) ??
    (await hoverField(document, position, engine))
  );
}
