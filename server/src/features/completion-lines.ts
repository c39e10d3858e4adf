/**
 * A block's text as lines with their indents, dashes and keys. Completion asks this instead of the tree:
 * while somebody types, the text seldom parses, and a parser that recovers attaches half a word to
 * whatever it can, but the indents still say what belongs to what.
 */
import { type Block, rememberPerBlock } from "../yaml/block.ts";
import { contentEnd } from "../yaml/line-index.ts";

export type LineKind =
  | "blank"
  | "comment"
  /** `---` or `...` */
  | "separator"
  /** Within a block scalar or a quoted scalar that began on a line above. */
  | "text"
  /** Within a flow collection that began on a line above. */
  | "flow"
  | "content";

/** What stands behind the colon, or behind the dashes of a line without a key. */
export type ValueKind = "none" | "plain" | "quoted" | "block" | "flow";

export interface CompletionLine {
  readonly text: string;
  readonly kind: LineKind;
  /** Column of the first character that is not blank. */
  readonly indent: number;
  /** Columns of the dashes that lead the line. */
  readonly dashes: readonly number[];
  /** Column of what follows the dashes. */
  readonly column: number;
  readonly key?: string;
  /** Column of the key, anchors and tags left out; -1 without a key. */
  readonly keyStart: number;
  /** Column of the colon; -1 without a key. */
  readonly colon: number;
  /** Where the value stands, anchors and tags left out; both are the end of the content if there is none. */
  readonly valueStart: number;
  readonly valueEnd: number;
  readonly value: ValueKind;
  /** Column of the `#` of a comment; the length of the line without one. */
  readonly comment: number;
  /** The flow collection that begins here ends on the same line. */
  readonly flowCloses: boolean;
  /** Of a line within a flow collection: how many lines above that begins; else 0. */
  readonly flowOffset: number;
}

export const linesOf = rememberPerBlock((block: Block): readonly CompletionLine[] => {
  const { text, lineStarts } = block;
  const reader = new LineReader();
  return lineStarts.map((start, i) =>
    reader.read(text.slice(start, contentEnd(text, start, lineStarts[i + 1] ?? text.length))),
  );
});

const KEY = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'{}[\],#&*!|>%@`](?:(?!\s#).)*?)\s*:(?=\s|$)/;
const PROPERTIES = /^(?:[&!]\S*(?:\s+|$))+/;
const BLOCK_HEADER = /^[|>][-+0-9]*$/;
const SEPARATOR = /^(?:---|\.\.\.)(?=\s|$)/;

/** A scalar or a flow collection that goes on over lines. */
interface Open {
  readonly kind: "block" | "flow" | "quoted";
  /** Lines that are indented no deeper end it. */
  readonly column: number;
  readonly quote: string;
  readonly depth: number;
  readonly lines: number;
}

class LineReader {
  #open: Open | undefined;

  read(text: string): CompletionLine {
    const indent = text.search(/[^\s\uFEFF]/);
    if (indent < 0) {
      const open = this.#open;
      if (open) this.#open = { ...open, lines: open.lines + 1 };
      return plainLine(text, "blank", text.length, open?.kind === "flow" ? open.lines : 0);
    }
    return this.#continued(text, indent) ?? this.#fresh(text, indent);
  }

  #continued(text: string, indent: number): CompletionLine | undefined {
    const open = this.#open;
    if (!open) return undefined;
    const closes = open.kind === "flow" && /[\]}]/.test(text[indent] ?? "");
    if (indent <= open.column && !closes) {
      this.#open = undefined;
      return undefined;
    }
    if (open.kind === "flow") {
      const scan = scanFlow(text, 0, open.depth, open.quote);
      this.#open = scan.end < 0 ? { ...open, ...scan, lines: open.lines + 1 } : undefined;
      return plainLine(text, "flow", indent, open.lines);
    }
    this.#open = { ...open, lines: open.lines + 1 };
    if (open.kind === "quoted" && closingQuote(text, 0, open.quote) >= 0) this.#open = undefined;
    return plainLine(text, "text", indent, open.lines);
  }

  #fresh(text: string, indent: number): CompletionLine {
    if (text[indent] === "#") return plainLine(text, "comment", indent, 0);
    if (SEPARATOR.test(text)) return plainLine(text, "separator", indent, 0);
    const dashes: number[] = [];
    let column = indent;
    while (text[column] === "-" && /^(?:\s|$)/.test(text.slice(column + 1, column + 2))) {
      dashes.push(column);
      const next = text.slice(column + 1).search(/\S/);
      column = next < 0 ? text.length : column + 1 + next;
    }
    const bare = column + (PROPERTIES.exec(text.slice(column))?.[0].length ?? 0);
    const found = KEY.exec(text.slice(bare));
    const colon = found ? bare + found[0].length - 1 : -1;
    const { start, end, kind, comment } = this.#value(
      text,
      found ? colon + 1 : column,
      dashes,
      column,
      !!found,
    );
    return {
      text,
      kind: "content",
      indent,
      dashes,
      column,
      ...(found ? { key: keyOf(found[1] ?? "") } : {}),
      keyStart: found ? bare : -1,
      colon,
      valueStart: start,
      valueEnd: end,
      value: kind,
      comment,
      flowCloses: kind === "flow" && !this.#open,
      flowOffset: 0,
    };
  }

  #value(text: string, from: number, dashes: readonly number[], column: number, keyed: boolean) {
    const blanks = text.slice(from).search(/\S/);
    let start = blanks < 0 ? text.length : from + blanks;
    start += PROPERTIES.exec(text.slice(start))?.[0].length ?? 0;
    const first = text[start] ?? "";
    const owner = keyed ? column : (dashes.at(-1) ?? -1);
    if (first === '"' || first === "'") {
      const close = closingQuote(text, start + 1, first);
      if (close < 0) this.#open = { kind: "quoted", column: owner, quote: first, depth: 0, lines: 1 };
      const end = close < 0 ? text.length : close + 1;
      return { start, end, kind: "quoted" as const, comment: close < 0 ? text.length : commentAt(text, end) };
    }
    if (first === "{" || first === "[") {
      const scan = scanFlow(text, start, 0, "");
      if (scan.end < 0) this.#open = { kind: "flow", column: owner, ...scan, lines: 1 };
      const comment = scan.end < 0 ? scan.comment : commentAt(text, scan.end);
      return { start, end: scan.end < 0 ? text.length : scan.end, kind: "flow" as const, comment };
    }
    const comment = first === "#" ? start : commentAt(text, start);
    const end = from + text.slice(from, comment).trimEnd().length;
    const value = text.slice(start, end);
    if (BLOCK_HEADER.test(value)) {
      this.#open = { kind: "block", column: owner, quote: "", depth: 0, lines: 1 };
      return { start, end, kind: "block" as const, comment };
    }
    if (value === "")
      return {
        start: Math.min(start, comment),
        end: Math.min(start, comment),
        kind: "none" as const,
        comment,
      };
    return { start, end, kind: "plain" as const, comment };
  }
}

function plainLine(text: string, kind: LineKind, indent: number, flowOffset: number): CompletionLine {
  const end = text.length;
  const comment = kind === "comment" ? indent : end;
  const keyless = { column: indent, keyStart: -1, colon: -1 };
  const common = { text, kind, indent, dashes: [], ...keyless, flowCloses: false, flowOffset };
  return { ...common, valueStart: end, valueEnd: end, value: "none", comment };
}

export function keyOf(written: string): string {
  if (written.startsWith("'")) return written.slice(1, -1).replaceAll("''", "'");
  return written.startsWith('"') ? written.slice(1, -1).replace(/\\(.)/g, "$1") : written;
}

/** Column of the quote that ends a quoted scalar, or -1. */
export function closingQuote(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at++) {
    if (quote === '"' && text[at] === "\\") at++;
    else if (text[at] === quote) {
      if (quote === "'" && text[at + 1] === "'") at++;
      else return at;
    }
  }
  return -1;
}

function commentAt(text: string, from: number): number {
  const found = text.slice(from).search(/(?<=\s)#/);
  return found < 0 ? text.length : from + found;
}

/** Goes through a line of a flow collection; `end` is the column behind its last bracket, or -1. */
function scanFlow(text: string, from: number, depth: number, quote: string) {
  let at = from;
  let level = depth;
  const unclosed = (open: string, comment = text.length) => ({ end: -1, depth: level, quote: open, comment });
  if (quote !== "") {
    const close = closingQuote(text, at, quote);
    if (close < 0) return unclosed(quote);
    at = close + 1;
  }
  for (; at < text.length; at++) {
    const character = text[at] ?? "";
    const before = text[at - 1] ?? " ";
    if (/["']/.test(character) && /[\s,:[{]/.test(before)) {
      const close = closingQuote(text, at + 1, character);
      if (close < 0) return unclosed(character);
      at = close;
    } else if (character === "#" && /\s/.test(before)) return unclosed("", at);
    else if (/[[{]/.test(character)) level++;
    else if (/[\]}]/.test(character) && --level <= 0) {
      return { end: at + 1, depth: 0, quote: "", comment: text.length };
    }
  }
  return unclosed("");
}
