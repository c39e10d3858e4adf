/** Text to a tree as kubectl reads it, and to what is wrong with it. */
import type { YamlNode } from "./ast.ts";
import { inYaml12 } from "./kubectl-dialect.ts";
import { MAX_DEPTH, parseFast } from "./parse-fast.ts";
import { parseRecovering, type SyntaxProblem } from "./parse-recovering.ts";

export interface Parsed {
  readonly root: YamlNode | undefined;
  readonly hasAnchors: boolean;
  readonly problems: readonly SyntaxProblem[];
}

/** Ends the lines of kubectl, but of no editor and no parser here. */
const YAML_1_1_LINE_BREAK = /[\x85\u2028\u2029]/g;
/** Before it stands something of the document that it ends. */
const END_MARKER = /(?<=[\r\n])\.\.\.(?=[ \t\r\n]|$)/;
/** What may follow without being lost: blanks, comments, more such marks. */
const NOTHING = /^(?:\.\.\.(?=[ \t\r\n]|$)|[ \t\r\n]|#[^\r\n]*)*/;

/** How a text starts that kubectl takes for JSON. */
export const JSON_START = /^[ \t\r\n]*\{/;

/** The text of a document. kubectl reads one document of it, and what stands behind that is lost. */
export function parseDocumentText(text: string): Parsed {
  const end = endOfDocument(text);
  if (end === text.length) return parseText(text, true);
  const parsed = parseText(text.slice(0, end), true);
  const start = end + (NOTHING.exec(text.slice(end))?.[0].length ?? 0);
  if (start === text.length || parsed.problems.length > 0) return parsed;
  return { ...parsed, problems: [{ reason: "BEHIND_END", detail: "", start, end: text.length }] };
}

/** Where a `...` ends the document, or its text does. */
export function endOfDocument(text: string): number {
  const end = text.includes("...") && !text.startsWith("...") ? text.search(END_MARKER) : -1;
  return end < 0 ? text.length : end;
}

/** A text from within a document. */
export function parsePart(text: string): Parsed {
  return parseText(text, false);
}

function parseText(text: string, whole: boolean): Parsed {
  if (text.search(YAML_1_1_LINE_BREAK) >= 0) {
    const parsed = parseLines(text.replace(YAML_1_1_LINE_BREAK, "\n"), whole);
    if (parsed.problems.length === 0) return parsed;
    return withLineBreakProblem(parseLines(text, whole), text);
  }
  return parseLines(text, whole);
}

/** What everybody else can read is broken for kubectl's lines. */
function withLineBreakProblem(parsed: Parsed, text: string): Parsed {
  if (parsed.problems.length > 0) return parsed;
  const start = text.search(YAML_1_1_LINE_BREAK);
  return { ...parsed, problems: [{ reason: "LINE_BREAK", detail: "", start, end: start + 1 }] };
}

function parseLines(text: string, whole: boolean): Parsed {
  let fast = parseFast(text);
  let structure = text;
  if (fast.kind === "syntax-error") {
    structure = inYaml12(text);
    if (structure !== text) fast = parseFast(text, structure);
  }
  if (fast.kind === "parsed") return { root: fast.root, hasAnchors: fast.hasAnchors, problems: [] };
  if (fast.kind === "too-deep") return tooDeep();
  const beginning =
    whole && fast.reason.startsWith("end of the stream")
      ? parseBeginning(text, structure, fast.offset)
      : undefined;
  if (beginning) return beginning;
  const recovered = parseRecovering(structure);
  if (recovered.problems.length > 0 || isAccepted(fast.reason)) return recovered;
  const { reason: detail, offset } = fast;
  return { ...recovered, problems: [{ reason: "UNREADABLE", detail, start: offset, end: offset + 1 }] };
}

function tooDeep(): Parsed {
  const detail = `more than ${MAX_DEPTH} levels`;
  return { root: undefined, hasAnchors: false, problems: [{ reason: "TOO_DEEP", detail, start: 0, end: 0 }] };
}

/**
 * kubectl reads the first value of a document and no more: it ends at a line that is indented less than its own
 * first one, at a directive, behind a closing bracket or quote. Undefined if what stands at `end` is an error.
 */
function parseBeginning(text: string, structure: string, end: number): Parsed | undefined {
  const beginning = parseFast(text.slice(0, end), structure.slice(0, end));
  if (beginning.kind !== "parsed") return undefined;
  const { root, hasAnchors } = beginning;
  const rest = text.slice(end);
  const isJson = JSON_START.test(text);
  if (isJson && !(rest[0] === "{" && isJsonText(text.slice(0, end)))) return undefined;
  if (root?.kind !== "map" && root?.kind !== "seq") return undefined;
  const column = columnOf(text, end);
  const ended = root.flow ? /[\r\n]/.test(text.slice(root.end, end)) : column < columnOf(text, root.start);
  const isDirective = column === 0 && /^%(?:YAML|TAG)[ \t]/.test(rest);
  // Of what follows kubectl reads one token only, but that must be one.
  if (!isJson && !isDirective && (!ended || /^["'`@%]/.test(rest))) return undefined;
  const reason = isJson ? "MORE_JSON" : "BEHIND_VALUE";
  return { root, hasAnchors, problems: [{ reason, detail: "", start: end, end: text.length }] };
}

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function columnOf(text: string, offset: number): number {
  const start = text.slice(0, offset).search(/[^\r\n]*$/);
  return offset - start;
}

/**
 * Only the fast parser objects. kubectl agrees with it (control characters, text after a closing bracket), but for
 * glued comments.
 */
function isAccepted(reason: string): boolean {
  return /^(bad indentation|a line break is expected|missed comma)/.test(reason);
}
