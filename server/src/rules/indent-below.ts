/** An edit for fields that stand beside the key below which they belong, because their lines lack the indent. */
import { isEmptyScalar, keyText, type MapNode, type Pair } from "../yaml/ast.ts";
import type { Schema } from "../yaml/schema.ts";
import type { Fix } from "./finding.ts";

const STEP = 2;

/**
 * Indents the fields that follow `owner` in its map and are fields of its value instead. Nothing where there are none,
 * or where `part`, if it is given, is not among them.
 */
export function indentBelow(map: MapNode, owner: Pair, schema: Schema, text: string, part?: Pair): Fix[] {
  const own = schema.properties ?? {};
  const below = own[keyText(owner) ?? ""]?.properties ?? {};
  const { value } = owner;
  if (map.flow || (!isEmptyScalar(value) && (value.kind !== "map" || value.flow))) return [];
  const written = value.kind === "map" ? value.pairs : [];
  const after = map.pairs.slice(map.pairs.indexOf(owner) + 1);
  const isNone = (pair: Pair) => {
    const name = keyText(pair) ?? "";
    const isTaken = written.some((other) => keyText(other) === name);
    return Object.hasOwn(own, name) || !Object.hasOwn(below, name) || isTaken;
  };
  const end = after.findIndex(isNone);
  const fields = end < 0 ? after : after.slice(0, end);
  const [first, last] = [fields[0], fields.at(-1)];
  if (!first || !last || (part && !fields.includes(part))) return [];
  const firstBelow = written[0]?.key.start;
  const depth =
    firstBelow === undefined ? STEP : columnOf(firstBelow, text) - columnOf(owner.key.start, text);
  const start = first.key.start - columnOf(first.key.start, text);
  const lines = text.slice(start, last.value.end).matchAll(/(?<![^\r\n])(?=[^\r\n])/g);
  const edits = Array.from(lines, ({ index }) => {
    return { start: start + index, end: start + index, newText: " ".repeat(depth) };
  });
  return [{ title: `Indent below ${keyText(owner)}`, edits, preferred: true }];
}

function columnOf(at: number, text: string): number {
  return at - Math.max(text.lastIndexOf("\n", at - 1), text.lastIndexOf("\r", at - 1)) - 1;
}
