/**
 * A tab in the indent of a line, or between a dash and what follows it.
 *
 * Why: YAML indents with spaces only; kubectl cannot read the file, not even if the line is blank or a
 * comment.
 *
 * Bad: a line that starts with a tab.
 *
 * Good: the same line with two spaces in its place.
 */
import type { Block } from "../yaml/block.ts";
import type { BlockRule, Fix, SpanEdit } from "./finding.ts";
import { refusedTabs, type TabSpan } from "./tab-contexts.ts";

const SPACES_PER_TAB = 2;

export const tabIndentation: BlockRule = {
  code: "tab-indentation",
  severity: "error",
  generic: true,
  check(_document, block) {
    return refusedTabs(block).map((span) => ({
      code: this.code,
      message: "kubectl does not read tabs in the indent of a line. Use spaces.",
      span: { start: span.start, end: span.end },
      fixes: () => fixesFor(block, span),
    }));
  },
};

function fixesFor(block: Block, span: TabSpan): Fix[] {
  const spans = refusedTabs(block);
  const only = spans.length === 1;
  const one = { title: "Use spaces", edits: [spaced(block, span)], preferred: only };
  const all = { title: "Use spaces on all these lines", edits: spans.map((each) => spaced(block, each)) };
  return only ? [one] : [{ ...all, preferred: true }, one];
}

function spaced(block: Block, { start, end }: TabSpan): SpanEdit {
  const blanks = block.text.slice(start, end);
  const isBlankLine = end >= block.text.length || /[\r\n]/.test(block.text[end] ?? "");
  const behindDash = start > 0 && !/[\r\n]/.test(block.text[start - 1] ?? "");
  if (isBlankLine && !behindDash) return { start, end, newText: "" };
  return { start, end, newText: behindDash ? " " : blanks.replaceAll("\t", " ".repeat(SPACES_PER_TAB)) };
}
