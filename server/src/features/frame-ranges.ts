/**
 * Where the personas are blocks of their own, the frame's tree ends at the key `personas`; in the file,
 * that key and everything around it end behind the last persona.
 */
import { type Pair, pairOf, type YamlNode } from "../yaml/ast.ts";
import type { PackDocument } from "../yaml/pack-document.ts";
import { comparePositions, type Range, type Span } from "../yaml/position.ts";
import { trimmedSpan } from "./trimmed-span.ts";

/** Where in the file the personas stand that are blocks of their own, and what of the frame they belong to. */
export interface PersonaStretch {
  /** From the first persona's dash to the end of the last persona. */
  readonly range: Range;
  /** The maps and pairs of the frame that hold the list. */
  readonly holders: ReadonlySet<YamlNode | Pair>;
}

/** Undefined if the frame says it all. */
export function personaStretch(document: PackDocument): PersonaStretch | undefined {
  const first = document.separate[0];
  const last = document.separate.at(-1);
  if (!first || !last) return undefined;
  const { start } = first.rangeOf(trimmedSpan(first.block.root, first.block.text));
  const { root, text } = last.block;
  const { end } = last.rangeOf(trimmedSpan(root ?? { start: 0, end: text.length }, text));
  return { range: { start, end }, holders: holdersIn(document.frame.block.root) };
}

function holdersIn(root: YamlNode | undefined): Set<YamlNode | Pair> {
  const spec = pairOf(root, "spec");
  const personas = pairOf(spec?.value, "personas");
  return new Set(root && spec && personas ? [root, spec, spec.value, personas] : []);
}

/** The place of a node or pair of the frame, with the personas that stand in it. */
export function rangeInFrame(
  document: PackDocument,
  stretch: PersonaStretch | undefined,
  part: YamlNode | Pair,
): Range {
  const range = document.frame.rangeOf(trimmedSpan(spanOfPart(part), document.frame.block.text));
  if (!stretch?.holders.has(part) || comparePositions(range.end, stretch.range.end) >= 0) return range;
  return { start: range.start, end: stretch.range.end };
}

export function spanOfPart(part: YamlNode | Pair): Span {
  return "key" in part ? { start: part.key.start, end: Math.max(part.key.end, part.value.end) } : part;
}
