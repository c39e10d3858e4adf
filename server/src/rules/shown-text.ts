const MAX_SHOWN = 40;

/** A text of the author's within a message: on one line, and no longer than a message can bear. */
export function shownText(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > MAX_SHOWN ? `${line.slice(0, MAX_SHOWN - 1).trimEnd()}…` : line;
}
