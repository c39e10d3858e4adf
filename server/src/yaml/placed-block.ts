import type { Block } from "./block.ts";
import { offsetAt } from "./line-index.ts";
import type { Position, Range, Span } from "./position.ts";

/** A block and the place where it stands in the file. */
export class PlacedBlock {
  readonly block: Block;
  readonly startLine: number;
  /** From this line of the block on, `#gap` lines of personas stand before it. */
  readonly #gapLine: number;
  readonly #gap: number;

  constructor(block: Block, startLine: number, gapLine = Number.POSITIVE_INFINITY, gap = 0) {
    this.block = block;
    this.startLine = startLine;
    this.#gapLine = gapLine;
    this.#gap = gap;
  }

  /** Between CR and LF there is no place: it is the end of the line. */
  positionAt(offset: number): Position {
    const { text } = this.block;
    const splitsLineBreak = text[offset - 1] === "\r" && text[offset] === "\n";
    const { line, character } = this.block.positionAt(splitsLineBreak ? offset - 1 : offset);
    return { line: this.fileLine(line), character };
  }

  rangeOf(span: Span): Range {
    return { start: this.positionAt(span.start), end: this.positionAt(span.end) };
  }

  fileLine(blockLine: number): number {
    return this.startLine + blockLine + (blockLine >= this.#gapLine ? this.#gap : 0);
  }

  /** The offset in the block of a place in the file that lies in this block. */
  offsetAt(position: Position): number {
    let line = position.line - this.startLine;
    if (line >= this.#gapLine) line = Math.max(this.#gapLine, line - this.#gap);
    return offsetAt(this.block.text, this.block.lineStarts, { line, character: position.character });
  }
}
