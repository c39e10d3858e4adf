/** Gives a line that stands where none can stand another indent, and with it the lines that belong to it. */
import type { MisplacedLine } from "../yaml/misplaced-line.ts";
import type { SpanEdit } from "./finding.ts";

interface Line {
  readonly start: number;
  readonly indent: number;
  readonly content: string;
}

/** A key as Kubernetes writes them: where text ends that has lost its indent. */
const FIELD = /^(?:- +)*[a-z][A-Za-z]*:(?:\s|$)/;
const STEP = 2;

export function indentEdits(text: string, misplaced: MisplacedLine, target: number): SpanEdit[] {
  const delta = target - misplaced.indent;
  const [first, ...rest] = linesFrom(text, misplaced.lineStart);
  if (!first) return [];
  const moved = misplaced.kind === "text" ? ofText(rest, misplaced, target) : ofEntry(first, rest, target);
  return [first, ...moved].map(({ start, indent }) => {
    return { start, end: start + indent, newText: " ".repeat(Math.max(0, indent + delta)) };
  });
}

/** The lines with something on them. */
function linesFrom(text: string, from: number): Line[] {
  const lines: Line[] = [];
  for (const { index, 1: spaces = "", 2: content = "" } of text.slice(from).matchAll(/^( *)(\S[^\r\n]*)/gm)) {
    lines.push({ start: from + index, indent: spaces.length, content });
  }
  return lines;
}

/** Up to the next line that stands in the text, or is a field again. */
function ofText(rest: readonly Line[], { first }: MisplacedLine, target: number): Line[] {
  const end = rest.findIndex(({ indent, content }) => {
    if (first) return indent < target && FIELD.test(content);
    return indent >= target || FIELD.test(content);
  });
  return rest.slice(0, end < 0 ? rest.length : end);
}

/** What stands below it, unless that stands right already, and entries after it with the same mistake. */
function ofEntry(first: Line, rest: readonly Line[], target: number): Line[] {
  const moved: Line[] = [];
  let entry = first;
  let below: boolean | undefined;
  for (const line of rest) {
    if (line.indent < first.indent) break;
    if (line.indent > first.indent) {
      if (line.indent === target && !isDash(first) && !isDash(line)) break;
      below ??= movesAlong(line, entry, target);
      if (below) moved.push(line);
    } else if (isDash(line) === isDash(first) || (isDash(line) && /:\s*$/.test(entry.content))) {
      if (isDash(line) === isDash(first)) entry = line;
      below = undefined;
      moved.push(line);
    } else break;
  }
  return moved;
}

function movesAlong(line: Line, entry: Line, target: number): boolean {
  if (isDash(entry)) return line.indent !== target + STEP || line.indent === entry.indent + STEP;
  const fits = isDash(line) ? line.indent >= target : line.indent > target;
  return !fits || (line.indent - entry.indent) % STEP === 0;
}

function isDash({ content }: Line): boolean {
  return /^-(?:\s|$)/.test(content);
}
