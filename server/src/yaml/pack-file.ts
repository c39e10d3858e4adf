/**
 * An open file as segments. An edit costs the segments that it touches: they are cut anew, and a part
 * whose text is the same afterwards keeps its block and with it everything that was computed from it.
 */
import { Block, type BlockExtent } from "./block.ts";
import { offsetAt } from "./line-index.ts";
import { PackDocument } from "./pack-document.ts";
import type { Position, Range } from "./position.ts";
import { mayFollow, type ScannedSegment, type SegmentKind, START_OF_FILE, scanSegments } from "./segments.ts";

export interface Segment extends ScannedSegment {
  readonly kind: SegmentKind;
  readonly block: Block;
}

/** Larger files are not read: the notice that says so is all they get. */
export const MAX_FILE_LENGTH = 16 * 1024 * 1024;

export class PackFile {
  readonly uri: string;
  version: number;
  #segments: Segment[] = [];
  /** Line at which each segment starts, and one more for the end of the file. */
  #startLines: number[] = [0];
  #documents: readonly PackDocument[] = [];
  /** Whether `#documents` are those of the present text. */
  #current = false;
  #isPatch = false;

  constructor(uri: string, version: number, text: string) {
    this.uri = uri;
    this.version = version;
    this.#splice(0, 0, toSegments(text, []));
  }

  /** The YAML documents of the file, packs and others, in order. */
  get documents(): readonly PackDocument[] {
    if (!this.#current) {
      this.#documents = groupDocuments(this.#segments, this.#startLines, this.#documents, this.#isPatch);
      this.#current = true;
    }
    return this.#documents;
  }

  /** Whether a kustomization names it as a patch: then what looks like a pack in it is a part of one. */
  get isPatch(): boolean {
    return this.#isPatch;
  }

  set isPatch(isPatch: boolean) {
    if (isPatch === this.#isPatch) return;
    this.#isPatch = isPatch;
    this.#documents = [];
    this.#current = false;
  }

  get text(): string {
    return this.#segments.map((segment) => segment.text).join("");
  }

  get length(): number {
    return this.#segments.reduce((sum, segment) => sum + segment.text.length, 0);
  }

  get lineCount(): number {
    return (this.#startLines.at(-1) ?? 0) + 1;
  }

  /** The document whose lines hold `line`; the last one for lines beyond the end. */
  documentAt(line: number): PackDocument | undefined {
    return this.documents.findLast((document) => document.startLine <= line) ?? this.documents[0];
  }

  /** The text of one line without its line break; empty beyond the end. */
  lineText(line: number): string {
    const index = this.#segmentAt(line);
    const segment = this.#segments[index];
    if (!segment) return "";
    const starts = segment.block.lineStarts;
    const start = starts[line - (this.#startLines[index] ?? 0)];
    if (start === undefined) return "";
    const end = segment.text.slice(start).search(/[\r\n]/);
    return end < 0 ? segment.text.slice(start) : segment.text.slice(start, start + end);
  }

  /** Applies one change of `textDocument/didChange`; without a range the whole text is replaced. */
  edit(newText: string, range?: Range): void {
    this.#current = false;
    if (!range || this.#segments.length === 0) {
      this.#splice(0, this.#segments.length, toSegments(newText, this.#segments));
      return;
    }
    const first = this.#segmentAt(range.start.line);
    const last = Math.max(first, this.#segmentAt(range.end.line));
    const before = this.#segments[first]?.text.slice(0, this.#offsetIn(first, range.start)) ?? "";
    const after = this.#segments[last]?.text.slice(this.#offsetIn(last, range.end)) ?? "";
    this.#recut(first, last, before + newText + after);
  }

  /**
   * Cuts `text`, which stands for the segments `first` to `last`, anew. It begins one segment earlier,
   * for the first line may now belong there, and takes in following segments until the old cuts fit.
   */
  #recut(first: number, last: number, text: string): void {
    const from = Math.max(0, first - 1);
    const lead = from < first ? (this.#segments[from]?.text ?? "") : "";
    const entry = this.#segments[from]?.entry ?? START_OF_FILE;
    let region = lead + text;
    let to = last + 1;
    for (let more = 1; ; more *= 2) {
      const scan = scanSegments(region, entry);
      const next = this.#segments[to];
      const fits = !next || (!scan.pending && endsLine(region, next.text) && mayFollow(next, scan.exit));
      if (fits) {
        this.#splice(from, to - from, withBlocks(scan.segments, this.#segments.slice(from, to)));
        return;
      }
      const taken = this.#segments.slice(to, to + more);
      region += taken.map((segment) => segment.text).join("");
      to += taken.length;
    }
  }

  #splice(start: number, count: number, inserted: readonly Segment[]): void {
    this.#segments = [...this.#segments.slice(0, start), ...inserted, ...this.#segments.slice(start + count)];
    const lines = this.#startLines.slice(0, start + 1);
    let line = lines[start] ?? 0;
    for (let index = start; index < this.#segments.length; index++) {
      line += (this.#segments[index]?.block.lineStarts.length ?? 1) - 1;
      lines.push(line);
    }
    this.#startLines = lines;
  }

  #segmentAt(line: number): number {
    let low = 0;
    let high = this.#segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#startLines[middle] ?? 0) <= line) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #offsetIn(index: number, position: Position): number {
    const segment = this.#segments[index];
    if (!segment) return 0;
    const line = position.line - (this.#startLines[index] ?? 0);
    return offsetAt(segment.text, segment.block.lineStarts, { line, character: position.character });
  }
}

function toSegments(text: string, reusable: readonly Segment[]): Segment[] {
  return withBlocks(scanSegments(text, START_OF_FILE).segments, reusable);
}

/** Each block is used once: what looks a place up by its block or its nodes relies on that. */
function withBlocks(scanned: readonly ScannedSegment[], reusable: readonly Segment[]): Segment[] {
  const blocks: Record<BlockExtent, Map<string, Block[]>> = { document: new Map(), part: new Map() };
  for (const { text, block } of reusable) {
    const same = blocks[block.extent].get(text);
    if (same) same.push(block);
    else blocks[block.extent].set(text, [block]);
  }
  return scanned.map((segment) => {
    const extent = segment.kind === "persona" ? "part" : "document";
    return {
      ...segment,
      block: blocks[extent].get(segment.text)?.shift() ?? new Block(segment.text, extent),
    };
  });
}

/** Whether `next` begins on a line of its own behind `text`. */
function endsLine(text: string, next: string): boolean {
  const last = text.at(-1);
  return last === "\n" || (last === "\r" && next[0] !== "\n");
}

/** A document that an edit neither touched nor moved stays, with all that is remembered of it. */
function groupDocuments(
  segments: readonly Segment[],
  startLines: readonly number[],
  previous: readonly PackDocument[],
  isPatch: boolean,
): PackDocument[] {
  const byLine = new Map(previous.map((document) => [document.startLine, document]));
  const documents: PackDocument[] = [];
  for (let first = 0; first < segments.length; ) {
    let end = first + 1;
    while (end < segments.length && segments[end]?.kind !== "head") end++;
    const own = segments.slice(first, end);
    const before = byLine.get(startLines[first] ?? 0);
    documents.push(
      before?.consistsOf(own)
        ? before
        : new PackDocument(own, startLines.slice(first, end + 1), before, isPatch),
    );
    first = end;
  }
  return documents;
}
