/** Spans as a reader sees them. */
import type { ScalarNode, YamlNode } from "../yaml/ast.ts";
import type { Span } from "../yaml/position.ts";

/** A span as far as its first line goes: what is wrong with a long value is wrong from its start. */
export function firstLineOf({ start, end }: Span, text: string): Span {
  const lineBreak = text.slice(start, end).search(/[\r\n]/);
  return { start, end: lineBreak > 0 ? start + lineBreak : end };
}

/** Where the line begins on which an offset lies. */
export function lineStartOf(text: string, offset: number): number {
  if (offset === 0) return 0;
  return Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1)) + 1;
}

const HEADER = /[|>][-+0-9]*[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r)[\s]*$/;

/** A scalar with its block header, which one of the parsers counts in and the other does not. */
export function writtenSpan(node: YamlNode, text: string): Span {
  if (node.kind !== "scalar" || !isBlockScalar(node)) return node;
  const header = HEADER.exec(text.slice(Math.max(0, node.start - MAX_HEADER), node.start));
  return { start: header ? node.start - header[0].length : node.start, end: node.end };
}

/** Long enough for a header with its comment; a longer comment costs the range its header, no more. */
const MAX_HEADER = 500;

export function isBlockScalar({ style }: ScalarNode): boolean {
  return style === "literal" || style === "folded";
}
