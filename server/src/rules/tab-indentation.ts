/**
 * A tab in the indent of a line.
 *
 * Why: YAML indents with spaces only; kubectl cannot read the file.
 *
 * Bad: a line that starts with a tab.
 *
 * Good: the same line with two spaces in its place.
 */
import type { Block } from "../yaml/block.ts";
import type { BlockRule, Fix } from "./finding.ts";

const SPACES_PER_TAB = 2;

export const tabIndentation: BlockRule = {
  code: "tab-indentation",
  severity: "error",
  generic: true,
  check(_document, block) {
    return tabLines(block).map(({ start, end }) => ({
      code: this.code,
      message: "YAML does not allow tabs for indentation. Use spaces.",
      span: { start, end },
      fixes: () => fixesFor(block, start, end),
    }));
  },
};

interface TabLine {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** The indents that hold a tab. Text that parses has none that matter: in a block scalar a tab is text. */
export function tabLines(block: Block): TabLine[] {
  if (block.problems.length === 0 || !block.text.includes("\t")) return [];
  const found: TabLine[] = [];
  for (const [line, start] of block.lineStarts.entries()) {
    const end = indentEnd(block.text, start);
    const blank = end >= block.text.length || block.text[end] === "\n" || block.text[end] === "\r";
    if (!blank && block.text.slice(start, end).includes("\t")) found.push({ line, start, end });
  }
  return found;
}

function indentEnd(text: string, start: number): number {
  let end = start;
  while (text[end] === " " || text[end] === "\t") end++;
  return end;
}

function fixesFor(block: Block, start: number, end: number): Fix[] {
  const edit = (span: { start: number; end: number }) => ({
    start: span.start,
    end: span.end,
    newText: block.text.slice(span.start, span.end).replaceAll("\t", " ".repeat(SPACES_PER_TAB)),
  });
  const lines = tabLines(block);
  const one = { title: "Use spaces", edits: [edit({ start, end })], preferred: lines.length === 1 };
  return lines.length === 1
    ? [one]
    : [{ title: "Use spaces on all these lines", edits: lines.map(edit), preferred: true }, one];
}
