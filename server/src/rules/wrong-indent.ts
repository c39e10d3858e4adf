/** What to say of a line whose indent fits nothing above it, in place of all that the parser says about it. */
import { type Block, rememberPerBlock } from "../yaml/block.ts";
import { type MisplacedLine, misplacedLine } from "../yaml/misplaced-line.ts";
import type { SyntaxProblem } from "../yaml/parse-recovering.ts";
import type { Span } from "../yaml/position.ts";
import type { Fix } from "./finding.ts";
import { firstLineOf } from "./first-line.ts";
import { indentEdits } from "./indent-edits.ts";
import { refusedTabs } from "./tab-contexts.ts";

export interface WrongIndent {
  readonly line: MisplacedLine;
  readonly message: string;
  readonly span: Span;
  readonly fixes: () => readonly Fix[];
  /** The parser's words for it, and what follows from it. */
  readonly problems: ReadonlySet<SyntaxProblem>;
}

export const wrongIndent = rememberPerBlock((block: Block): WrongIndent | undefined => {
  if (!block.problems.some(isStructural) || refusedTabs(block).length > 0) return undefined;
  const line = misplacedLine(block);
  if (!line) return undefined;
  const problems = problemsOf(line, block);
  if (problems.size === 0) return undefined;
  const fixes = () => fixesFor(line, block.text);
  return { line, message: messageFor(line), span: spanOf(line, block.text), fixes, problems };
});

/** Of these a line that stands in the wrong place may be the cause. */
const STRUCTURAL: ReadonlySet<string> = new Set([
  "BAD_INDENT",
  "BLOCK_AS_IMPLICIT_KEY",
  "MISSING_CHAR",
  "MULTILINE_IMPLICIT_KEY",
  "UNEXPECTED_TOKEN",
  "UNREADABLE",
]);

/** If there are some at the line or at the one before, all of this kind behind it: the parser has lost its way. */
function problemsOf(line: MisplacedLine, block: Block): ReadonlySet<SyntaxProblem> {
  const { text } = block;
  const end = lineEnd(text, indentEdits(text, line, line.indent).at(-1)?.end ?? line.start);
  const behind = block.problems.filter((problem) => problem.end >= line.lineBefore && isStructural(problem));
  return new Set(behind.some(({ start }) => start <= end) ? behind : []);
}

function isStructural({ reason, detail }: SyntaxProblem): boolean {
  return STRUCTURAL.has(reason) && !(reason === "MISSING_CHAR" && /quote|end with|,/.test(detail));
}

function lineEnd(text: string, from: number): number {
  return firstLineOf({ start: from, end: text.length }, text).end;
}

function spanOf({ kind, lineStart, start }: MisplacedLine, text: string): Span {
  if (kind === "dash") return { start, end: start + 1 };
  if (kind === "key" && lineStart < start) return { start: lineStart, end: start };
  return { start, end: lineEnd(text, start) };
}

function messageFor({ kind, indent, fitting, below, first }: MisplacedLine): string {
  const wanted = fitting.join(" or ");
  const spaces = `${wanted} ${wanted === "1" ? "space" : "spaces"}`;
  if (kind === "text") {
    const text = below === undefined ? "the text" : `the text of \`${below}\``;
    return first
      ? `${text.replace("t", "T")} must be indented deeper than its ${below === undefined ? "dash" : "key"}. Begin its lines with ${spaces}.`
      : `This line is indented less than ${text}, so it is no part of it. Begin it with ${spaces}.`;
  }
  if (below !== undefined)
    return `This key stands in the column of the dash. To go with \`${below}\`, begin its line with ${spaces}.`;
  const subject = indent === 0 ? "A line without indent" : `An indent of ${indent}`;
  return `${subject} fits nothing above. Begin this line with ${spaces}.`;
}

function fixesFor(line: MisplacedLine, text: string): Fix[] {
  return line.fitting.map((target) => ({
    title: `Indent with ${target} ${target === 1 ? "space" : "spaces"}`,
    edits: indentEdits(text, line, target),
    preferred: line.fitting.length === 1 && !line.first,
  }));
}
