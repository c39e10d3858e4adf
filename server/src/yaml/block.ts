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
  if (fast.kind === "too-deep") {
    const detail = `more than ${MAX_DEPTH} levels`;
    return {
      root: undefined,
      hasAnchors: false,
      problems: [{ reason: "TOO_DEEP", detail, start: 0, end: 0 }],
    };
  }
  const recovered = parseRecovering(text);
  if (recovered.problems.length > 0 || isAccepted(fast.reason)) return recovered;
  const { reason: detail, offset } = fast;
  return { ...recovered, problems: [{ reason: "UNREADABLE", detail, start: offset, end: offset + 1 }] };
}

/**
 * Only the fast parser objects: kubectl agrees with it (control characters, text after a closing bracket),
 * but for lines in brackets or quotes that are indented less than it likes, and glued comments.
 */
function isAccepted(reason: string): boolean {
  return /^(deficient indentation|bad indentation|a line break is expected|missed comma)/.test(reason);
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
