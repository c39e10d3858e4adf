/** No-break spaces where YAML needs a space: they come with text pasted from web pages, and look the same. */
import type { Span } from "../yaml/position.ts";
import type { Fix } from "./finding.ts";
import { lineStartOf } from "./first-line.ts";

export interface NoBreakSpace {
  readonly message: string;
  readonly span: Span;
  readonly fixes: () => readonly Fix[];
}

/** In the indent of a line, behind its dash or behind its first colon. */
const MISTAKEN =
  /(?<=^[ \u00a0]*)\u00a0+|(?<=^[ \u00a0]*-[ \u00a0]*)\u00a0+|(?<=^[^\r\n:#]*:[ \u00a0]*)\u00a0+/g;

/** On the line on which an offset lies. */
export function noBreakSpace(text: string, offset: number): NoBreakSpace | undefined {
  if (!text.includes("\u00a0")) return undefined;
  const lineStart = lineStartOf(text, offset);
  const line = /^[^\r\n]*/.exec(text.slice(lineStart))?.[0] ?? "";
  const edits = Array.from(line.matchAll(MISTAKEN), ({ index, 0: { length } }) => {
    const start = lineStart + index;
    return { start, end: start + length, newText: " ".repeat(length) };
  });
  const [first] = edits;
  if (!first) return undefined;
  return {
    message: "Here stands a no-break space (U+00A0), which YAML takes for text. Write a space.",
    span: { start: first.start, end: first.end },
    fixes: () => [{ title: "Replace with a space", edits, preferred: true }],
  };
}
