/**
 * What can be folded in packs: personas, maps and lists below a key, block scalars, runs of comments, and
 * whole documents where a file has several. The ranges of a persona are kept with its block.
 */
import type { Pair, YamlNode } from "../yaml/ast.ts";
import { type Block, rememberPerBlock } from "../yaml/block.ts";
import type { PackDocument } from "../yaml/pack-document.ts";
import type { PackFile } from "../yaml/pack-file.ts";
import type { PlacedBlock } from "../yaml/placed-block.ts";
import { personaStretch, rangeInFrame, spanOfPart } from "./frame-ranges.ts";
import { trimmedSpan } from "./trimmed-span.ts";

/** Lines are zero-based; `startLine` stays visible. */
export interface FoldingRange {
  readonly startLine: number;
  /** Inclusive. */
  readonly endLine: number;
  readonly kind?: "comment";
}

export interface FoldingOptions {
  /** Most ranges to return; outer ones and those that stand first are kept. */
  readonly limit?: number;
  readonly isCancelled?: () => boolean;
}

const DEFAULT_FOLDING_LIMIT = 10_000;

export function foldingRanges(file: PackFile, options: FoldingOptions = {}): FoldingRange[] {
  const { documents } = file;
  const ranges: DeepRange[] = [];
  for (const document of documents) {
    if (!document.isPack) continue;
    if (options.isCancelled?.()) return [];
    if (documents.length > 1) ranges.push(...wholeDocument(document));
    ranges.push(...frameRanges(document));
    for (const persona of document.separate)
      ranges.push(...placedRanges(blockRanges(persona.block), persona));
  }
  return shallowestFirst(onePerLine(ranges), options.limit ?? DEFAULT_FOLDING_LIMIT);
}

/** A foldable stretch and how many others it stands in. */
interface DeepRange extends FoldingRange {
  readonly depth: number;
}

function wholeDocument(document: PackDocument): DeepRange[] {
  const { frame } = document;
  const { root } = frame.block;
  if (!root) return [];
  const { start, end } = rangeInFrame(document, personaStretch(document), root);
  const separator = /^---(?=\s|$)/m.exec(frame.block.text.slice(0, root.start));
  const startLine = separator ? frame.positionAt(separator.index).line : start.line;
  return end.line > startLine ? [{ startLine, endLine: end.line, depth: 0 }] : [];
}

/** The frame's own ranges; those that hold the personas reach to the end of the last one. */
function frameRanges(document: PackDocument): DeepRange[] {
  const { frame } = document;
  const stretch = personaStretch(document);
  const ranges = placedRanges(blockRanges(frame.block), frame);
  for (const holder of stretch?.holders ?? []) {
    if (!("key" in holder)) continue;
    const { start, end } = rangeInFrame(document, stretch, holder);
    // Of two ranges on a line the longer one stays.
    ranges.push({ startLine: start.line, endLine: end.line, depth: holder.key.start === 0 ? 1 : 2 });
  }
  return ranges;
}

function placedRanges(ranges: readonly DeepRange[], placed: PlacedBlock): DeepRange[] {
  return ranges.map((range) => ({
    ...range,
    startLine: placed.fileLine(range.startLine),
    endLine: placed.fileLine(range.endLine),
  }));
}

/** By lines of the block. */
const blockRanges = rememberPerBlock((block): readonly DeepRange[] => {
  const ranges: DeepRange[] = [];
  const inScalars = new Set<number>();
  const pending: { readonly node: YamlNode; readonly depth: number }[] = [];
  const add = (part: YamlNode | Pair, depth: number): void => {
    const range = linesOf(part, block);
    if (range.endLine > range.startLine) ranges.push({ ...range, depth });
  };
  if (block.root) pending.push({ node: block.root, depth: 1 });
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { node, depth } = next;
    if (node.kind === "map") {
      for (const pair of node.pairs) {
        add(pair, depth);
        pending.push({ node: pair.key, depth: depth + 1 }, { node: pair.value, depth: depth + 1 });
      }
    } else if (node.kind === "seq") {
      for (const item of node.items) {
        add(item, depth);
        pending.push({ node: item, depth: depth + 1 });
      }
    } else if (node.kind === "scalar") {
      const { startLine, endLine } = linesOf(node, block);
      // The parsers differ on whether a block scalar begins at its header or on the line below.
      const first = block.positionAt(node.start).character === 0 ? startLine : startLine + 1;
      for (let line = first; line <= endLine; line++) inScalars.add(line);
    }
  }
  return [...ranges, ...commentRanges(block, inScalars)];
});

function linesOf(part: YamlNode | Pair, block: Block): FoldingRange {
  const { start, end } = trimmedSpan(spanOfPart(part), block.text);
  return { startLine: block.positionAt(start).line, endLine: block.positionAt(end).line };
}

/** Two and more comment lines in a row. */
function commentRanges(block: Block, inScalars: ReadonlySet<number>): DeepRange[] {
  const ranges: DeepRange[] = [];
  const { text, lineStarts } = block;
  let first = -1;
  for (let line = 0; line <= lineStarts.length; line++) {
    const start = lineStarts[line] ?? text.length;
    const isComment = !inScalars.has(line) && /^\uFEFF?[ \t]*#/.test(text.slice(start, start + 200));
    if (isComment && first < 0) first = line;
    if (isComment || first < 0) continue;
    if (line - first > 1) ranges.push({ startLine: first, endLine: line - 1, kind: "comment", depth: 1 });
    first = -1;
  }
  return ranges;
}

/** Editors show one range per line: the longest. */
function onePerLine(ranges: readonly DeepRange[]): DeepRange[] {
  const longest = new Map<number, DeepRange>();
  for (const range of ranges) {
    const known = longest.get(range.startLine);
    if (!known || known.endLine < range.endLine) longest.set(range.startLine, range);
  }
  return [...longest.values()].sort((a, b) => a.startLine - b.startLine);
}

function shallowestFirst(ranges: readonly DeepRange[], limit: number): FoldingRange[] {
  const kept =
    ranges.length <= limit
      ? ranges
      : [...ranges]
          .sort((a, b) => a.depth - b.depth)
          .slice(0, limit)
          .sort((a, b) => a.startLine - b.startLine);
  return kept.map(({ startLine, endLine, kind }) => ({ startLine, endLine, ...(kind ? { kind } : {}) }));
}
