/**
 * YAML texts of tests that carry what is expected of them.
 *
 * `readCursor`: a single `|` is where the cursor stands (write block scalars with `>` there).
 *
 * `readMarkers`: a comment line below a line marks a stretch of it, by columns:
 *
 *     model: 1.0
 *     #      ^^^ wrong-type: must be a string
 *     --- a
 *     # <--- document-marker
 *
 * Carets mark the columns above them. An arrow marks from the column of its `#`, one column per dash. The
 * words behind the colon must be part of the message; marker lines are taken out before the text is used.
 */
import type { Position, Range } from "../../server/src/yaml/position.ts";

export interface CursorText {
  readonly text: string;
  readonly offset: number;
  readonly position: Position;
}

export interface Marker {
  readonly range: Range;
  readonly code: string;
  /** Part of the message; empty if any will do. */
  readonly message: string;
}

const MARKER = /^( *)#( *)(?:(\^+)|<(-+)) ([a-z][a-z-]*)(?:: (.*))?$/;

export function readCursor(marked: string): CursorText {
  const offset = marked.indexOf("|");
  if (offset < 0 || marked.includes("|", offset + 1)) throw new Error("the text needs one cursor `|`");
  const before = marked.slice(0, offset).split(/\r\n|\n|\r/);
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset, position };
}

export function readMarkers(marked: string): { readonly text: string; readonly markers: readonly Marker[] } {
  const markers: Marker[] = [];
  let text = "";
  let line = -1;
  for (const written of marked.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g) ?? []) {
    const match = MARKER.exec(written.trimEnd());
    if (!match) {
      text += written;
      line++;
      continue;
    }
    const [, indent = "", gap = "", carets, arrow = "", code = "", message = ""] = match;
    const start = carets === undefined ? indent.length : indent.length + 1 + gap.length;
    const end = start + (carets ?? arrow).length;
    markers.push({
      range: { start: { line, character: start }, end: { line, character: end } },
      code,
      message,
    });
  }
  return { text, markers };
}
