/**
 * Text that is not YAML.
 *
 * Why: kubectl cannot read the file.
 *
 * Bad:
 *     task: "Check the jobs
 *
 * Good:
 *     task: "Check the jobs"
 */
import type { Block } from "../yaml/block.ts";
import type { SyntaxProblem } from "../yaml/parse-recovering.ts";
import type { Span } from "../yaml/position.ts";
import { quote } from "../yaml/scalar.ts";
import { isControlCharacter } from "./control-character.ts";
import type { BlockRule, Finding, Fix, Severity } from "./finding.ts";
import { lineStartOf } from "./first-line.ts";
import { noBreakSpace } from "./no-break-space.ts";
import { refusedTabs } from "./tab-contexts.ts";
import { unquotedStars } from "./unquoted-star.ts";
import { wrongIndent } from "./wrong-indent.ts";

export const yamlSyntax: BlockRule = {
  code: "yaml-syntax",
  severity: "error",
  generic: true,
  check(_document, block) {
    const tabs = new Set(refusedTabs(block).map(({ line }) => line));
    const indent = wrongIndent(block);
    const stars = [...unquotedStars(block).values()];
    const mistakes = new Map<string, Mistake>();
    const add = (mistake: Mistake) => {
      const key = `${block.positionAt(mistake.span.start).line} ${mistake.message}`;
      if (!mistakes.has(key)) mistakes.set(key, mistake);
    };
    for (const problem of withoutFollowUps(block.problems)) {
      if (SAID_ELSEWHERE.has(problem.reason) || isControlCharacter(block.text, problem.start)) continue;
      const span = smallestSpan(problem, block);
      // A tab spoils the reading of its line and of the next; once it is gone the rest is asked again.
      const { line } = block.positionAt(span.start);
      const { line: reported } = block.positionAt(problem.start);
      if (tabs.has(line) || tabs.has(line - 1) || tabs.has(reported)) continue;
      const star = stars.find(({ start, end }) => start <= problem.start && problem.start < end);
      if (indent?.problems.has(problem)) add(noBreakSpace(block.text, indent.line.start) ?? indent);
      else if (star) add({ ...star, span: star });
      else add(noBreakSpace(block.text, span.start) ?? mistakeOf(problem, span, block));
    }
    return Array.from(mistakes.values(), ({ message, span, severity, fixes }): Finding => {
      return { code: this.code, message, span, ...(severity && { severity }), ...(fixes && { fixes }) };
    });
  },
};

type Mistake = Pick<Finding, "message" | "span" | "severity" | "fixes">;

/** Behind a token that it did not expect the parser may not find back, and complains of all that follows. */
function withoutFollowUps(problems: readonly SyntaxProblem[]): SyntaxProblem[] {
  const unexpected = problems.find(({ reason }) => reason === "UNEXPECTED_TOKEN");
  return problems.filter((problem) => problem === unexpected || !problem.detail.includes("in YAML stream"));
}

function mistakeOf(problem: SyntaxProblem, span: Span, block: Block): Mistake {
  const severity = SEVERITIES[problem.reason];
  const message = messageFor(problem, block.text);
  const value = problem.reason === "BLOCK_AS_IMPLICIT_KEY" ? valueWithColon(problem, block.text) : undefined;
  if (!value) return { message, span, ...(severity && { severity }) };
  const newText = quote(block.text.slice(value.start, value.end));
  const fix: Fix = { title: `Quote: ${newText}`, edits: [{ ...value, newText }], preferred: true };
  return { message, span: value, fixes: () => [fix] };
}

/** More than what anybody indents. */
const MAX_INDENT = 200;

/** Words with a colon between them, on one line. */
function valueWithColon({ start }: SyntaxProblem, text: string): Span | undefined {
  const lead = /^ *(?:- +)*/.exec(text.slice(lineStartOf(text, start)))?.[0] ?? "";
  const line = /^[^\r\n]*/.exec(text.slice(start))?.[0] ?? "";
  const blanks = /^\s*/.exec(text.slice(start + line.length))?.[0] ?? "";
  const nextIndent = /[^\r\n]*$/.exec(blanks.slice(-MAX_INDENT))?.[0] ?? "";
  const comment = line.search(/\s#/);
  const written = comment < 0 ? line : line.slice(0, comment);
  if (/^[\s"'[{&*!|>]/.test(written) || nextIndent.length > lead.length) return undefined;
  return { start, end: start + written.trimEnd().length };
}

/** The mistake itself, not the rest of the text behind it; at least one character wide. */
function smallestSpan(problem: SyntaxProblem, block: Block): { start: number; end: number } {
  const { text } = block;
  let start = Math.min(problem.start, text.length);
  // At the very end, or on a line break, there is nothing to underline: step back to what stands before.
  if (problem.end <= start + 1) {
    while (start > 0 && (start >= text.length || /\s/.test(text[start] ?? " "))) start--;
  }
  const lineBreak = text.slice(start, problem.end).search(/[\r\n]/);
  const end = lineBreak > 0 ? start + lineBreak : problem.end;
  return { start, end: Math.max(end, Math.min(start + 1, text.length)) };
}

/** By the rules nesting-limit and control-character. */
const SAID_ELSEWHERE: ReadonlySet<string> = new Set(["TOO_DEEP", "LINE_BREAK"]);

/** What kubectl reads without a word. */
const SEVERITIES: Readonly<Record<string, Severity>> = {
  BEHIND_END: "warning",
  BEHIND_VALUE: "warning",
  MORE_JSON: "information",
};

const MESSAGES: Readonly<Record<string, string>> = {
  BAD_INDENT:
    "This line's indent fits nothing above it. Align it with the keys of its map, or with the dashes of its list.",
  BAD_SCALAR_START: "A plain value cannot start with this character. Put the value in quotes.",
  BAD_DQ_ESCAPE:
    "This is no escape that double quotes know. Write `\\\\` for a backslash, or use single quotes.",
  BLOCK_AS_IMPLICIT_KEY:
    "A value cannot hold another key on the same line. Put it on a line of its own, or quote the value.",
  BLOCK_IN_FLOW: "Inside `[ ]` and `{ }` write commas, not dashes and lines.",
  KEY_OVER_1024_CHARS: "A key must be shorter than 1,024 characters.",
  BEHIND_END: "kubectl stops reading at `...` and drops this without a word. Write `---` before it.",
  BEHIND_VALUE:
    "kubectl stops reading here and drops the rest of this document without a word. Is the first line indented by mistake?",
  MORE_JSON: "kubectl reads this as one more object; only the first is checked here.",
  MULTILINE_IMPLICIT_KEY: "A key must stand on one line, with its colon. Is a colon missing here?",
  MULTIPLE_ANCHORS: "A value can have one anchor only.",
  MULTIPLE_TAGS: "A value can have one tag only.",
  MULTIPLE_DOCS: "A new document starts with `---` on a line of its own.",
  TAB_AS_INDENT: "YAML does not allow tabs for indentation. Use spaces.",
  UNEXPECTED_TOKEN: "This does not belong here. Is a colon, a quote or a bracket missing before it?",
  RESOURCE_EXHAUSTION: "This is nested too deeply to be read.",
};

function messageFor({ reason, detail }: SyntaxProblem, text: string): string {
  if (reason === "MISSING_CHAR") return missingCharacter(detail, text);
  return MESSAGES[reason] ?? "kubectl cannot read this as YAML.";
}

function missingCharacter(detail: string, text: string): string {
  const quote = /closing (['"])quote/.exec(detail)?.[1];
  if (quote) return `The closing ${quote} is missing.`;
  const bracket = /(?:end with|expected) (?:a )?([\]}])/.exec(detail)?.[1];
  if (bracket) return `The closing ${bracket} is missing.`;
  if (/,/.test(detail)) return "A comma is missing between two entries.";
  if (/space/i.test(detail)) return "A space is missing before this comment or after this colon.";
  return text.includes(":")
    ? "A key needs a colon and a space before its value."
    : "A colon is missing after this key.";
}
