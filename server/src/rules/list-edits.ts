/** Edits that take an entry out of a list. */
import { isEmptyScalar, type SeqNode } from "../yaml/ast.ts";
import type { Located } from "../yaml/located.ts";
import type { Span } from "../yaml/position.ts";
import type { SpanEdit } from "./finding.ts";
import { holdsAnchor, removeField } from "./value-edits.ts";

/**
 * Takes the entry at `place` out of the list `field` of a map, and the last one with the field. Undefined where
 * an alias brings the list, or where others refer to the entry.
 */
export function removeItem(map: Located, field: string, place: Span): SpanEdit | undefined {
  const list = map.get(field);
  const { node } = list ?? {};
  if (!list || node?.kind !== "seq" || node !== list.written) return undefined;
  if (node.items.length === 1) return removeField(map, field);
  const index = node.items.findIndex(({ start, end }) => start === place.start && end === place.end);
  const item = node.items[index];
  if (!item || holdsAnchor(item)) return undefined;
  return node.flow ? flowEdit(node, index) : blockEdit(node, index, list.placed.block.text);
}

function flowEdit({ items }: SeqNode, index: number): SpanEdit | undefined {
  const [previous, item, next] = [items[index - 1], items[index], items[index + 1]];
  if (item && next) return { start: item.start, end: next.start, newText: "" };
  return item && previous ? { start: previous.end, end: item.end, newText: "" } : undefined;
}

const DASH = /(?:^|[\r\n])[ \t]*-(?=[ \t\r\n]|$)/;

function blockEdit(list: SeqNode, index: number, text: string): SpanEdit | undefined {
  const item = list.items[index];
  const previous = list.items[index - 1];
  if (!item) return undefined;
  let dash = list.start;
  if (previous) {
    const found = DASH.exec(text.slice(previous.end, isEmptyScalar(item) ? undefined : item.start));
    if (!found) return undefined;
    dash = previous.end + found.index + found[0].length - 1;
  }
  const start = Math.max(text.lastIndexOf("\n", dash), text.lastIndexOf("\r", dash)) + 1;
  // Behind another dash, or behind a key, there is more on the line than this entry.
  if (text.slice(start, dash).trim() !== "") return undefined;
  const rest = /^[^\r\n]*(?:\r\n|\n|\r)?/.exec(text.slice(item.end));
  const endsLine = /[\r\n]/.test(text[item.end - 1] ?? "") && item.end > dash;
  return { start, end: endsLine ? item.end : item.end + (rest?.[0].length ?? 0), newText: "" };
}
