/**
 * What *Expand Selection* selects, from the inside out: the text of a scalar, the value, the pair, the
 * map, … the persona, all personas, `spec`, the document.
 */
import type { Pair, YamlNode } from "../yaml/ast.ts";
import type { PackDocument } from "../yaml/pack-document.ts";
import type { PackFile } from "../yaml/pack-file.ts";
import type { PlacedBlock } from "../yaml/placed-block.ts";
import {
  comparePositions,
  containsPosition,
  type Position,
  type Range,
  type Span,
} from "../yaml/position.ts";
import { personaStretch, rangeInFrame, spanOfPart } from "./frame-ranges.ts";
import { trimmedSpan } from "./trimmed-span.ts";

export interface SelectionRange {
  readonly range: Range;
  /** Larger than `range`, which it holds. */
  readonly parent?: SelectionRange;
}

/** One answer per position; outside of packs it is the empty range, as LSP asks. */
export function selectionRanges(file: PackFile, positions: readonly Position[]): SelectionRange[] {
  return positions.map((position) => {
    const document = file.documentAt(position.line);
    const around = document?.isPack ? rangesAround(document, position) : [];
    const holding = around.filter((range) => containsPosition(range, position));
    return nested({ start: position, end: position }, holding.sort(innermostFirst));
  });
}

function rangesAround(document: PackDocument, position: Position): Range[] {
  const { placed, persona } = document.blockAt(position.line);
  const stretch = personaStretch(document);
  const ranges: Range[] = [wholeDocument(document)];
  if (stretch) ranges.push(stretch.range);
  for (const holder of stretch?.holders ?? []) ranges.push(rangeInFrame(document, stretch, holder));
  const parts = partsAt(placed, position);
  for (const part of parts) {
    ranges.push(
      persona ? placed.rangeOf(spanIn(placed, spanOfPart(part))) : rangeInFrame(document, stretch, part),
    );
  }
  const innermost = parts.at(-1);
  const content = innermost && contentOf(innermost, placed.block.text);
  if (content) ranges.push(placed.rangeOf(content));
  return ranges;
}

/** The nodes and pairs of a block that hold a position, outermost first. */
function partsAt(placed: PlacedBlock, position: Position): (YamlNode | Pair)[] {
  const offset = placed.offsetAt(position);
  const holds = (part: YamlNode | Pair): boolean => {
    const { start, end } = spanIn(placed, spanOfPart(part));
    return start <= offset && offset <= end;
  };
  const parts: (YamlNode | Pair)[] = [];
  let node: YamlNode | undefined = placed.block.root;
  while (node && holds(node)) {
    parts.push(node);
    if (node.kind === "map") {
      const pair: Pair | undefined = node.pairs.find(holds);
      if (pair) parts.push(pair);
      node = pair && (holds(pair.key) ? pair.key : pair.value);
    } else {
      node = node.kind === "seq" ? node.items.find(holds) : undefined;
    }
  }
  return parts;
}

/** What stands between the quotes of a scalar, or below the header of a block scalar. */
function contentOf(part: YamlNode | Pair, text: string): Span | undefined {
  if ("key" in part || part.kind !== "scalar") return undefined;
  const span = trimmedSpan(part, text);
  if (part.style === "single" || part.style === "double") {
    return span.end - span.start < 2 ? undefined : { start: span.start + 1, end: span.end - 1 };
  }
  if (part.style === "plain") return undefined;
  // The parsers differ on whether a block scalar begins at its header or on the line below.
  const written = text.slice(span.start, span.end);
  const atLineStart = /[\r\n]/.test(text[span.start - 1] ?? "\n");
  const before = (atLineStart ? /^\s*/ : /^[^\r\n]*\s*/).exec(written)?.[0].length ?? 0;
  return { start: span.start + before, end: span.end };
}

function spanIn(placed: PlacedBlock, span: Span): Span {
  return trimmedSpan(span, placed.block.text);
}

function wholeDocument(document: PackDocument): Range {
  const end = document.blocks
    .map((placed) => placed.positionAt(placed.block.text.length))
    .reduce((last, position) => (comparePositions(position, last) > 0 ? position : last));
  return { start: { line: document.startLine, character: 0 }, end };
}

/** The order of ranges that all hold one place. */
function innermostFirst(a: Range, b: Range): number {
  return comparePositions(b.start, a.start) || comparePositions(a.end, b.end);
}

/** Makes a chain of those that are larger than the ones before. */
function nested(here: Range, ranges: readonly Range[]): SelectionRange {
  const chain = [here];
  for (const range of ranges) {
    const inner = chain.at(-1) ?? here;
    const starts = comparePositions(range.start, inner.start);
    const ends = comparePositions(range.end, inner.end);
    if (starts <= 0 && ends >= 0 && (starts < 0 || ends > 0)) chain.push(range);
  }
  // The empty range at the cursor is nothing to expand to.
  const larger = chain.length > 1 ? chain.slice(1) : chain;
  let result: SelectionRange | undefined;
  for (const range of larger.reverse()) result = result ? { range, parent: result } : { range };
  return result ?? { range: here };
}
