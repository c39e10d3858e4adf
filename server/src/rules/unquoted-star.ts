/** Values that begin with `*` and are no alias, as a cron expression that is not quoted. */
import { type AliasNode, visitNodes, type YamlNode } from "../yaml/ast.ts";
import { type Block, rememberPerBlock } from "../yaml/block.ts";
import type { Span } from "../yaml/position.ts";
import { quote } from "../yaml/scalar.ts";
import type { Fix } from "./finding.ts";

export const ANCHOR_NAME = /^[A-Za-z0-9_-]+$/;

export interface UnquotedStar extends Span {
  readonly message: string;
  readonly fixes: () => readonly Fix[];
}

/** By the alias that the parser takes it for. */
export const unquotedStars = rememberPerBlock((block: Block): ReadonlyMap<YamlNode, UnquotedStar> => {
  const found = new Map<YamlNode, UnquotedStar>();
  if (!block.root || !block.hasAnchors) return found;
  visitNodes(block.root, (node) => {
    if (node.kind !== "map" && node.kind !== "seq") return;
    for (const value of node.kind === "seq" ? node.items : node.pairs.map((pair) => pair.value)) {
      const text = value.kind === "alias" ? writtenAt(value, node.flow, block.text) : "";
      if (value.kind === "alias" && text !== "" && (text.includes(" ") || !ANCHOR_NAME.test(value.name)))
        found.set(value, unquotedStar(value.start, text));
    }
  });
  return found;
});

/** To the end of the line, to a comment, or to what ends a value in brackets; nothing if it is a key. */
function writtenAt({ start }: AliasNode, flow: boolean, text: string): string {
  const pattern = flow ? /\*(?:(?!\s#)[^\r\n,[\]{}])*/y : /\*(?:(?!\s#)[^\r\n])*/y;
  pattern.lastIndex = start;
  const written = pattern.exec(text)?.[0].trimEnd() ?? "";
  return /\s:(?:\s|$)/.test(written) ? "" : written;
}

function unquotedStar(start: number, text: string): UnquotedStar {
  const newText = quote(text);
  const end = start + text.length;
  return {
    start,
    end,
    message: `A value that starts with \`*\` must be quoted: ${newText}.`,
    fixes: () => [{ title: `Quote: ${newText}`, edits: [{ start, end, newText }], preferred: true }],
  };
}
