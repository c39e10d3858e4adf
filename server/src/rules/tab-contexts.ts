/**
 * Where kubectl's reader refuses a tab among the blanks that begin a line. Blank lines and comments count
 * as well; inside brackets and quotes a tab is as good as a space, and in a block scalar it is text once
 * the scalar's own indent is over. Nothing is read behind a `...`.
 */
import { type ScalarNode, visitNodes, type YamlNode } from "../yaml/ast.ts";
import { type Block, rememberPerBlock } from "../yaml/block.ts";
import { contentEnd, lineOf } from "../yaml/line-index.ts";
import { endOfDocument } from "../yaml/parse.ts";
import type { Span } from "../yaml/position.ts";
import { isBlockScalar, writtenSpan } from "./first-line.ts";
import { isReadAsJson } from "./json-document.ts";

export interface TabSpan extends Span {
  readonly line: number;
}

export const refusedTabs = rememberPerBlock((block: Block): readonly TabSpan[] => {
  if (!block.text.includes("\t") || isJson(block)) return [];
  const contexts = contextsOf(block);
  const readTo = block.extent === "document" ? endOfDocument(block.text) : block.text.length;
  const found: TabSpan[] = [];
  for (const [line, start] of block.lineStarts.entries()) {
    if (start > readTo) break;
    const next = block.lineStarts[line + 1] ?? block.text.length;
    const end = contentEnd(block.text, start, next);
    const span = refusedIn(block.text.slice(start, end), contexts.get(line));
    if (span) found.push({ line, start: start + span.start, end: start + span.end });
  }
  return found;
});

/** Perhaps with more objects behind the first. In JSON tabs are free. */
function isJson(block: Block): boolean {
  return isReadAsJson(block) || block.problems.some(({ reason }) => reason === "MORE_JSON");
}

/** From how many spaces on a line may go on with a tab; 0 where tabs are free. */
type FreeFrom = number;

const INDENT = /^[ \t]*/;
const DASHES = /^ *(?:[-?] +)*[-?](?=[ \t])[ \t]+/;

function refusedIn(line: string, freeFrom: FreeFrom | undefined): Span | undefined {
  const indent = INDENT.exec(line)?.[0] ?? "";
  const tab = indent.indexOf("\t");
  if (freeFrom !== undefined)
    return tab >= 0 && tab < freeFrom ? { start: 0, end: indent.length } : undefined;
  if (tab >= 0) return { start: 0, end: indent.length };
  const dashes = DASHES.exec(line)?.[0] ?? "";
  const blanks = /[ \t]*$/.exec(dashes)?.[0] ?? "";
  return blanks.includes("\t") ? { start: dashes.length - blanks.length, end: dashes.length } : undefined;
}

/** By line: lines that begin inside a value. */
function contextsOf(block: Block): ReadonlyMap<number, FreeFrom> {
  const contexts = new Map<number, FreeFrom>();
  if (!block.root) return contexts;
  const columns = new Map<YamlNode, number>();
  const put = (span: Span, freeFrom: FreeFrom) => {
    for (let line = lineOf(block.lineStarts, span.start) + 1; ; line++) {
      const start = block.lineStarts[line];
      if (start === undefined || start > span.end) return;
      if (!contexts.has(line)) contexts.set(line, freeFrom);
    }
  };
  visitNodes(block.root, (node) => {
    if (node.kind === "map" || node.kind === "seq") {
      if (node.flow) put(lastLineLeftOut(node, block), 0);
      else for (const child of childrenOf(node)) columns.set(child, block.positionAt(node.start).character);
    } else if (node.kind === "scalar") {
      if (node.style === "single" || node.style === "double") put(lastLineLeftOut(node, block), 0);
      else if (isBlockScalar(node)) blockScalar(node, block, contexts);
      else put({ start: node.start, end: blanksEnd(node, block.text) }, (columns.get(node) ?? -1) + 1);
    }
  });
  return contexts;
}

function childrenOf(node: Extract<YamlNode, { kind: "map" | "seq" }>): YamlNode[] {
  return node.kind === "seq" ? [...node.items] : node.pairs.flatMap(({ key, value }) => [key, value]);
}

/** The line that begins right behind a closed value is not inside of it. */
function lastLineLeftOut({ start, end }: Span, { text }: Block): Span {
  return { start, end: text[end - 1] === "\n" ? end - 1 : end };
}

/** Where the blanks and blank lines end that follow a plain value. */
function blanksEnd({ end }: ScalarNode, text: string): number {
  let at = end;
  while (at < text.length && /\s/.test(text[at] ?? "")) at++;
  return at;
}

/** The first line with text sets the indent: before that, and below it, only spaces may stand. */
function blockScalar(node: ScalarNode, block: Block, contexts: Map<number, FreeFrom>): void {
  const { start } = writtenSpan(node, block.text);
  const header = lineOf(block.lineStarts, start);
  const explicit = /^[|>][-+]?[1-9]/.test(block.text.slice(start, start + 3));
  const last = lineOf(block.lineStarts, Math.max(start, blanksEnd(node, block.text) - 1));
  let indent: number | undefined = explicit ? 0 : undefined;
  for (let line = header + 1; line <= last; line++) {
    const lineStart = block.lineStarts[line] ?? 0;
    const end = contentEnd(block.text, lineStart, block.lineStarts[line + 1] ?? block.text.length);
    const spaces = /^ */.exec(block.text.slice(lineStart, end))?.[0].length ?? 0;
    contexts.set(line, indent ?? Number.POSITIVE_INFINITY);
    if (indent === undefined && lineStart + spaces < end) indent = spaces;
  }
}
