/**
 * What stands under the pointer: the preview of a pack, a persona or a schedule, what a value is, or the
 * documentation of a field; and what an edit of the field does.
 */
import type { Release } from "../pack/releases.ts";
import type { PackDocument } from "../yaml/pack-document.ts";
import type { PackFile } from "../yaml/pack-file.ts";
import type { Position, Range } from "../yaml/position.ts";
import { editNote } from "./edit-note.ts";
import { hoverField } from "./hover-field.ts";
import { hoverPack } from "./hover-pack.ts";
import { hoverSchedule } from "./hover-schedule.ts";
import { hoverValue, type ValueHoverOptions } from "./hover-value.ts";
import type { ReaderView } from "./schedule-markdown.ts";
import type { SchemaEngine } from "./schema-engine.ts";
import { tokenAt } from "./token-at.ts";

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
  const { release } = values;
  const preview =
    hoverPack(document, position, view, release) ??
    hoverSchedule(document, position, view) ??
    hoverValue(document, position, values);
  const found = preview ?? (await hoverField(document, position, engine));
  // What a value is stands for itself; the documentation of a field goes on with what editing it does.
  const note = found && editNoteAt(document, position, { onKeyOnly: preview !== undefined, release });
  return note ? { ...found, contents: `${found.contents}\n\n${note}` } : found;
}

function editNoteAt(
  document: PackDocument,
  position: Position,
  { onKeyOnly, release }: { readonly onKeyOnly: boolean; readonly release: Release | undefined },
): string | undefined {
  const token = tokenAt(document, position);
  if (!token || (onKeyOnly && !token.isKey)) return undefined;
  return editNote(token.isKey ? [...token.path, token.scalar.value] : token.path, release);
}
