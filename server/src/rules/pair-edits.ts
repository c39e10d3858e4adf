/** Edits that take a key with its value out of a map, or add one, in the style that the map is written in. */
import { isEmptyScalar, type MapNode, type Pair } from "../yaml/ast.ts";
import type { Schema } from "../yaml/schema.ts";
import type { SpanEdit } from "./finding.ts";

/** Takes a pair out: in block style its lines, in flow style also the comma that joined it. */
export function removePair(map: MapNode, pair: Pair, text: string): SpanEdit {
  const index = map.pairs.indexOf(pair);
  const next = map.pairs[index + 1];
  const previous = map.pairs[index - 1];
  const end = pairEnd(pair);
  if (map.flow) {
    if (next) return { start: pair.key.start, end: next.key.start, newText: "" };
    return { start: previous ? pairEnd(previous) : pair.key.start, end, newText: "" };
  }
  // The first key stands behind a dash or at the start of its line: what follows moves up to it.
  if (next) return { start: pair.key.start, end: next.key.start, newText: "" };
  if (previous) return { start: lineStart(text, pair.key.start), end: lineEnd(text, end), newText: "" };
  return { start: pair.key.start, end, newText: "{}" };
}

/** Adds fields at the end of a map, each with a value to start from. */
export function addFields(map: MapNode, names: readonly string[], schema: Schema, text: string): SpanEdit {
  const last = map.pairs.at(-1);
  if (map.flow || !last) {
    const fields = names.map((name) => `${name}: ${flowValue(schema.properties?.[name])}`).join(", ");
    const at = last ? pairEnd(last) : map.start + 1;
    return { start: at, end: at, newText: last ? `, ${fields}` : fields };
  }
  const indent = " ".repeat(map.start - lineStart(text, map.start));
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const fields = names
    .map((name) => `${indent}${name}: ${flowValue(schema.properties?.[name])}`)
    .join(newline);
  const end = pairEnd(last);
  const at = lineEnd(text, end);
  const brokenBefore = at > 0 && (text[at - 1] === "\n" || text[at - 1] === "\r");
  return { start: at, end: at, newText: brokenBefore ? `${fields}${newline}` : `${newline}${fields}` };
}

/** A value that the schema accepts, in flow style so that it fits on one line anywhere. */
function flowValue(schema: Schema | undefined): string {
  switch (schema?.type) {
    case "boolean":
      return String(schema.default ?? true);
    case "integer":
    case "number":
      return String(schema.default ?? 0);
    case "array":
      return "[]";
    case "object": {
      const fields = (schema.required ?? []).map(
        (name) => `${name}: ${flowValue(schema.properties?.[name])}`,
      );
      return `{${fields.join(", ")}}`;
    }
    default:
      return schema?.const ?? schema?.enum?.[0] ?? '""';
  }
}

function pairEnd(pair: Pair): number {
  return isEmptyScalar(pair.value) ? Math.max(pair.value.end, pair.key.end) : pair.value.end;
}

function lineStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && text[start - 1] !== "\n" && text[start - 1] !== "\r") start--;
  return start;
}

/** The start of the line that follows the one on which `at` stands. A value may end with its line break. */
function lineEnd(text: string, at: number): number {
  if (at > 0 && text[at - 1] === "\n") return at;
  let end = at;
  while (end < text.length && text[end] !== "\n" && text[end] !== "\r") end++;
  if (text[end] === "\r") end++;
  if (text[end] === "\n") end++;
  return end;
}
