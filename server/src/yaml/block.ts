/**
 * A block is the unit of parsing: the text around a pack's personas, or one persona. It is immutable and
 * is kept as long as its text stays, wherever it moves; so everything computed from it alone can be kept
 * with it (`rememberPerBlock`) and costs nothing when another part of the file is edited.
 */
import type { YamlNode } from "./ast.ts";
import { lineOf, lineStartsOf } from "./line-index.ts";
import { MAX_DEPTH, parseFast } from "./parse-fast.ts";
import { parseRecovering, type SyntaxProblem } from "./parse-recovering.ts";
import type { Position } from "./position.ts";

interface Parsed {
  readonly root: YamlNode | undefined;
  readonly hasAnchors: boolean;
  readonly problems: readonly SyntaxProblem[];
}

export class Block {
  readonly text: string;
  #parsed: Parsed | undefined;
  #lineStarts: readonly number[] | undefined;

  constructor(text: string) {
    this.text = text;
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
    this.#parsed ??= parse(this.text);
    return this.#parsed;
  }
}

function parse(text: string): Parsed {
  const fast = parseFast(text);
  if (fast.kind === "parsed") return { root: fast.root, hasAnchors: fast.hasAnchors, problems: [] };
  if (fast.kind === "syntax-error") return parseRecovering(text);
  const detail = `more than ${MAX_DEPTH} levels`;
  return { root: undefined, hasAnchors: false, problems: [{ reason: "TOO_DEEP", detail, start: 0, end: 0 }] };
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
