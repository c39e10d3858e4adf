/**
 * A block is the unit of parsing: the text around a pack's personas, or one persona. It is immutable and
 * is kept as long as its text stays, wherever it moves; so everything computed from it alone can be kept
 * with it (`rememberPerBlock`) and costs nothing when another part of the file is edited.
 */

import type { YamlNode } from "./ast.ts";
import { lineOf, lineStartsOf } from "./line-index.ts";
import { type Parsed, parseDocumentText, parsePart } from "./parse.ts";
import type { SyntaxProblem } from "./parse-recovering.ts";
import type { Position } from "./position.ts";

/** A part of a document, cut out of its middle, is the text of one persona. */
export type BlockExtent = "document" | "part";

export class Block {
  readonly text: string;
  readonly extent: BlockExtent;
  #parsed: Parsed | undefined;
  #lineStarts: readonly number[] | undefined;

  constructor(text: string, extent: BlockExtent) {
    this.text = text;
    this.extent = extent;
  }

  get root(): YamlNode | undefined {
    return this.#parse().root;
  }

  /** True if an anchor or an alias stands in it, so that its meaning may depend on other blocks. */
  get hasAnchors(): boolean {
    return this.#parse().hasAnchors;
  }

  get problems(): readonly SyntaxProblem[] {
    return this.#parse().problems;
  }

  get lineStarts(): readonly number[] {
    this.#lineStarts ??= lineStartsOf(this.text);
    return this.#lineStarts;
  }

  /** The place of an offset within this block's own text. */
  positionAt(offset: number): Position {
    const line = lineOf(this.lineStarts, offset);
    return { line, character: offset - (this.lineStarts[line] ?? 0) };
  }

  #parse(): Parsed {
    this.#parsed ??= this.extent === "document" ? parseDocumentText(this.text) : parsePart(this.text);
    return this.#parsed;
  }
}

/** Makes a function of one block remember its result for as long as the block lives. */
export function rememberPerBlock<T>(compute: (block: Block) => T): (block: Block) => T {
  const results = new WeakMap<Block, { readonly value: T }>();
  return (block) => {
    const known = results.get(block);
    if (known) return known.value;
    const value = compute(block);
    results.set(block, { value });
    return value;
  };
}
