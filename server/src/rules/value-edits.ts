/**
 * Places within values and edits of them, for rules that see a pack as values. What an alias brings is left as it
 * is: its text serves others as well, so there is no edit (undefined).
 */
import { type MapNode, type Pair, pairOf, type ScalarNode, visitNodes, type YamlNode } from "../yaml/ast.ts";
import type { Located } from "../yaml/located.ts";
import type { Span } from "../yaml/position.ts";
import { needsQuotes, quote } from "../yaml/scalar.ts";
import { bracketsOf, writeString } from "../yaml/written-string.ts";
import type { SpanEdit } from "./finding.ts";
import { removePair } from "./pair-edits.ts";

/** The place of a part of a text; of the whole value where the part cannot be told from the source. */
export function partOf(value: Located, part: Span): Span {
  const scalar = ownScalar(value);
  if (!scalar || part.start >= part.end) return value.span;
  const source = value.placed.block.text.slice(scalar.start, scalar.end);
  const lead = scalar.style === "plain" ? 0 : 1;
  const inner = lead === 0 ? source : source.slice(1, -1);
  if (inner !== scalar.value) return value.span;
  const start = scalar.start + lead;
  return { start: start + part.start, end: start + part.end };
}

/** Writes another text in place of a value, in the quotes that it stands in. */
export function replaceText(value: Located, text: string): SpanEdit | undefined {
  const scalar = ownScalar(value);
  if (!scalar) return undefined;
  const { start, end, style } = scalar;
  if (style === "literal" || style === "folded") return undefined;
  const source = value.placed.block.text;
  const single = style === "single" && !/['\r\n]/.test(text);
  const written = style === "plain" ? writeString(text, bracketsOf(source)) : quote(text);
  const newText = single ? `'${text}'` : written;
  return { start, end, newText: source[start - 1] === ":" ? ` ${newText}` : newText };
}

/** Takes a field with its key out of a map. */
export function removeField(map: Located, name: string): SpanEdit | undefined {
  const own = ownField(map, name);
  return own && removePair(own.map, own.pair, map.placed.block.text);
}

/** Writes another key and another text in place of a field. */
export function replaceField(map: Located, name: string, newName: string, text: string): SpanEdit[] {
  const own = ownField(map, name);
  const value = map.get(name);
  const edit = own && value && !map.get(newName) ? replaceText(value, text) : undefined;
  return own && edit
    ? [{ start: own.pair.key.start, end: own.pair.key.end, newText: keyIn(map, newName) }, edit]
    : [];
}

/** Writes another key; undefined where the map has that one already. */
export function renameField(map: Located, name: string, newName: string): SpanEdit | undefined {
  const own = ownField(map, name);
  if (!own || map.get(newName)) return undefined;
  const { start, end } = own.pair.key;
  return { start, end, newText: keyIn(map, newName) };
}

/** Gives a map a field with a text, as its first; in place of an empty one where the key is there already. */
export function putField(map: Located, name: string, text: string): SpanEdit | undefined {
  const present = map.get(name);
  if (present) return replaceText(present, text);
  const node = ownMap(map);
  const first = node?.pairs[0]?.key.start;
  if (!node) return undefined;
  const field = `${keyIn(map, name)}: ${needsQuotes(text) || node.flow ? quote(text) : text}`;
  if (first === undefined) return { start: node.start + 1, end: node.start + 1, newText: field };
  if (node.flow) return { start: first, end: first, newText: `${field}, ` };
  const source = map.placed.block.text;
  const lineStart = Math.max(source.lastIndexOf("\n", first - 1), source.lastIndexOf("\r", first - 1)) + 1;
  const lead = source.slice(lineStart, first);
  if (!/^[ -]*$/.test(lead)) return undefined;
  const newline = source.includes("\r\n") ? "\r\n" : "\n";
  return { start: first, end: first, newText: `${field}${newline}${" ".repeat(lead.length)}` };
}

function keyIn({ placed }: Located, name: string): string {
  return writeString(name, bracketsOf(placed.block.text));
}

function ownScalar({ node, written }: Located): ScalarNode | undefined {
  return node?.kind === "scalar" && node === written ? node : undefined;
}

function ownMap({ node, written }: Located): MapNode | undefined {
  return node?.kind === "map" && node === written ? node : undefined;
}

/** A field that nothing else in the document refers to. */
function ownField(map: Located, name: string): { readonly map: MapNode; readonly pair: Pair } | undefined {
  const node = ownMap(map);
  const pair = pairOf(node, name);
  return node && pair && !holdsAnchor(pair.value) ? { map: node, pair } : undefined;
}

/** Whether aliases may refer to it or to a part of it. */
export function holdsAnchor(node: YamlNode): boolean {
  let found = false;
  visitNodes(node, (each) => {
    found ||= each.anchor !== undefined;
  });
  return found;
}
