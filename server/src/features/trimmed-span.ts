import type { Span } from "../yaml/position.ts";

/** A stretch of a text without the blanks and line breaks at its end, where block scalars leave them. */
export function trimmedSpan(span: Span | undefined, text: string): Span {
  const start = Math.min(span?.start ?? 0, text.length);
  let end = Math.min(Math.max(span?.end ?? start, start), text.length);
  while (end > start && /\s/.test(text[end - 1] ?? "")) end--;
  return { start, end };
}
