import { withoutKeys } from "./api-key-patterns.ts";

const MAX_SHOWN = 40;

/** A text of the author's within a message: on one line, no longer than a message can bear, and without the keys in it. */
export function shownText(text: string): string {
  const line = withoutKeys(text).replace(/\s+/g, " ");
  return line.length > MAX_SHOWN ? `${line.slice(0, MAX_SHOWN - 1).trimEnd()}…` : line;
}
