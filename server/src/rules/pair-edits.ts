/** Edits that take a key with its value out of a map, or add some, in the style that the map is written in. */
import { isEmptyScalar, keyText, type MapNode, type Pair } from "../yaml/ast.ts";
import type { Schema } from "../yaml/schema.ts";
import { bracketsOf } from "../yaml/written-string.ts";
import type { SpanEdit } from "./finding.ts";
import { blockField, blockValue, flowField, flowValue } from "./placeholder.ts";

/** Takes a pair out: in block style its lines, in flow style also the comma that joined it. */
export function removePair(map: MapNode, pair: Pair, text: string): SpanEdit {
  const index = map.pairs.indexOf(pair);
  const next = map.pairs[index + 1];
  const previous = map.pairs[index - 1];
  const { start } = pair.key;
  const end = pairEnd(pair);
  if (map.flow) {
    if (next) return { start, end: next.key.start, newText: "" };
    if (previous) return { start: pairEnd(previous), end, newText: "" };
    const comma = /^\s*,/.exec(text.slice(end))?.[0] ?? "";
    return { start, end: end + comma.length, newText: "" };
  }
  if (!next && !previous) return { start, end: contentEnd(text, end), newText: "{}" };
  const line = lineStart(text, start);
  if (isBlank(text.slice(line, start))) return { start: line, end: lineEnd(text, end), newText: "" };
  // The first key stands behind a dash: what follows moves up to it, unless a comment stands between.
  if (next && isBlank(text.slice(lineEnd(text, end), next.key.start))) {
    return { start, end: next.key.start, newText: "" };
  }
  return { start: contentEnd(text, start), end: contentEnd(text, lineEnd(text, end)), newText: "" };
}

/**
 * Writes the fields `names`, each with a value to start from, where the schema's order puts them among
 * those that are there. A key without a value gets one.
 */
export function addFields(map: MapNode, names: readonly string[], schema: Schema, text: string): SpanEdit[] {
  const written = new Map(map.pairs.map((pair) => [keyText(pair), pair]));
  const filled = names.flatMap((name) => {
    const pair = written.get(name);
    return pair ? [fillValue(map, pair, name, schema, text)] : [];
  });
  const absent = names.filter((name) => !written.has(name));
  if (map.flow || map.pairs.length === 0) {
    return absent.length === 0 ? filled : [...filled, addToFlow(map, absent, schema, text)];
  }
  return [...filled, ...addToBlock(map, absent, schema, text)];
}

function fillValue(map: MapNode, { key, value }: Pair, name: string, schema: Schema, text: string): SpanEdit {
  const below = schema.properties?.[name];
  const blanks = /^[ \t]*(?=[\r\n]|$)/.exec(text.slice(value.end))?.[0].length ?? 0;
  const end = value.end + (map.flow ? 0 : blanks);
  if (map.flow) {
    const colon = text.slice(key.end, value.end).includes(":") ? "" : ":";
    const gap = isEmptyScalar(value) ? " " : "";
    return { start: value.start, end, newText: colon + gap + flowValue(name, below, bracketsOf(text)) };
  }
  const lines = blockValue(name, below);
  // What is written as `~` or `null` has its blank already.
  const start = isEmptyScalar(value) ? value.start : value.start - 1;
  return { start, end, newText: joinLines(lines, column(key.start, text), text) };
}

function addToFlow(map: MapNode, names: readonly string[], schema: Schema, text: string): SpanEdit {
  const place = bracketsOf(text);
  const fields = names.map((name) => flowField(name, schema.properties?.[name], place)).join(", ");
  const last = map.pairs.at(-1);
  const at = last ? pairEnd(last) : map.start + 1;
  return { start: at, end: at, newText: last ? `, ${fields}` : fields };
}

function addToBlock(map: MapNode, names: readonly string[], schema: Schema, text: string): SpanEdit[] {
  const order = Object.keys(schema.properties ?? {});
  const byPlace = new Map<Pair | undefined, string[]>();
  for (const name of [...names].sort((a, b) => order.indexOf(a) - order.indexOf(b))) {
    const before = map.pairs.findLast((pair) => {
      const place = order.indexOf(keyText(pair) ?? "");
      return place >= 0 && place < order.indexOf(name);
    });
    byPlace.set(before, [...(byPlace.get(before) ?? []), name]);
  }
  return [...byPlace].map(([before, placed]) => insertLines(map, before, placed, schema, text));
}

function insertLines(
  map: MapNode,
  before: Pair | undefined,
  names: readonly string[],
  schema: Schema,
  text: string,
): SpanEdit {
  const firstKey = map.pairs[0]?.key.start ?? map.start;
  const indent = column(firstKey, text);
  const newline = newlineOf(text);
  const lines = names.flatMap((name) => blockField(name, schema.properties?.[name]));
  const fields = joinLines(lines, indent, text);
  if (!before) {
    return { start: firstKey, end: firstKey, newText: `${fields}${newline}${" ".repeat(indent)}` };
  }
  const at = lineEnd(text, pairEnd(before));
  const indented = " ".repeat(indent) + fields;
  const newText = isLineBreak(text[at - 1]) ? `${indented}${newline}` : `${newline}${indented}`;
  return { start: at, end: at, newText };
}

function joinLines(lines: readonly string[], indent: number, text: string): string {
  return lines.join(newlineOf(text) + " ".repeat(indent));
}

function newlineOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

/** The indent that another key of the same map needs; a byte order mark takes no column. */
function column(at: number, text: string): number {
  const start = lineStart(text, at);
  return at - start - (text[start] === "\uFEFF" ? 1 : 0);
}

function pairEnd(pair: Pair): number {
  return isEmptyScalar(pair.value) ? Math.max(pair.value.end, pair.key.end) : pair.value.end;
}

function isBlank(text: string): boolean {
  return /^\s*$/.test(text);
}

function isLineBreak(char: string | undefined): boolean {
  return char === "\n" || char === "\r";
}

function lineStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && !isLineBreak(text[start - 1])) start--;
  return start;
}

/** The end of what stands before `at`, blanks and line breaks left out. */
function contentEnd(text: string, at: number): number {
  let end = at;
  while (end > 0 && /\s/.test(text[end - 1] ?? "")) end--;
  return end;
}

/** The start of the line that follows the one on which `at` stands. A value may end with its line break. */
function lineEnd(text: string, at: number): number {
  if (isLineBreak(text[at - 1])) return at;
  let end = at;
  while (end < text.length && !isLineBreak(text[end])) end++;
  if (text[end] === "\r") end++;
  if (text[end] === "\n") end++;
  return end;
}
