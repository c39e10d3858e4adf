/**
 * Brackets and quotes as kubectl reads them: they may go on at any indent and behind tabs. See
 * `kubectl-dialect.ts`. `indent` is the column of the block collection around them, or -1.
 */
import type { RewritingCursor } from "./rewriting-cursor.ts";

const NAME = /[&*][A-Za-z0-9_-]+/y;
/** What kubectl takes for the end of an alias, and YAML 1.2 for a part of its name. */
const GLUED_TO_NAME = /[:?%@`]/;
const TAG = /![^\s,[\]{}]*/y;
const INDICATOR = /[,[\]{}]/;

/** Reads an anchor or an alias; false if kubectl refuses it. */
export function readName(cursor: RewritingCursor): boolean {
  const name = cursor.match(NAME);
  if (!name) return false;
  const next = cursor.text[cursor.at + name.length] ?? "";
  if (GLUED_TO_NAME.test(next)) {
    if (name[0] === "&" || next !== ":") return false;
    // A plain value in the eyes of YAML 1.2; that it begins with `*` in the text tells what it is.
    cursor.rewrite(cursor.at, "x");
  }
  cursor.at += name.length;
  return true;
}

/** Reads to behind the closing quote; false if kubectl finds none. */
export function readQuoted(cursor: RewritingCursor, quote: string, indent: number): boolean {
  for (cursor.at++; cursor.at < cursor.text.length; ) {
    const next = cursor.text[cursor.at + 1];
    if (cursor.char === quote) {
      cursor.at++;
      if (quote === '"' || next !== "'") return true;
      cursor.at++;
    } else if (cursor.char === "\\" && quote === '"') {
      cursor.at++;
      if (next === "'") cursor.rewrite(cursor.at, '"');
      if (!cursor.isLineBreak()) cursor.at++;
    } else if (cursor.isLineBreak()) {
      const start = cursor.at;
      cursor.skipBlanksAndLines();
      if (cursor.atMarker) return false;
      if (isTooShallow(cursor, start, indent)) cursor.blankOut(start);
    } else cursor.at++;
  }
  return false;
}

/** Whether YAML 1.2 wants the line, where blanks since `start` lead to it, to stand further to the right. */
function isTooShallow(cursor: RewritingCursor, start: number, indent: number): boolean {
  if (start >= cursor.lineStart) return false;
  const tab = cursor.text.slice(cursor.lineStart, cursor.at).indexOf("\t");
  return (tab < 0 ? cursor.column : tab) <= indent;
}

/** A `[` or `{` that is open. */
interface Level {
  readonly closing: "]" | "}";
  /** The start of the line on which the entry begins that may turn out to be a key. */
  entryLine: number | undefined;
  /** After `?`, so that the key may have several lines. */
  explicit: boolean;
}

/** Reads to behind the closing bracket; false if kubectl finds none, or an error. */
export function readBrackets(cursor: RewritingCursor, indent: number): boolean {
  const levels: Level[] = [];
  for (;;) {
    const level = levels.at(-1);
    const { char } = cursor;
    let plain = false;
    if (char === "[" || char === "{") {
      if (level) level.entryLine ??= cursor.lineStart;
      levels.push({ closing: char === "[" ? "]" : "}", entryLine: undefined, explicit: false });
      cursor.at++;
    } else if (!level || char === undefined) return false;
    else if (char === "]" || char === "}") {
      if (char !== level.closing) return false;
      cursor.at++;
      levels.pop();
      if (levels.length === 0) return true;
    } else {
      plain = !/[,?:"'&*!]/.test(char);
      if (!readEntry(cursor, char, level, indent)) return false;
    }
    if (!skipBlanks(cursor, plain, indent)) return false;
  }
}

function readEntry(cursor: RewritingCursor, char: string, level: Level, indent: number): boolean {
  switch (char) {
    case ",":
      level.entryLine = undefined;
      level.explicit = false;
      cursor.at++;
      return true;
    case "?":
      if (!cursor.isBlank(cursor.at + 1)) return false;
      level.explicit = true;
      cursor.at++;
      return true;
    case ":":
      if (level.entryLine !== undefined && level.entryLine !== cursor.lineStart && !level.explicit)
        return false;
      cursor.at++;
      return true;
    case "|":
    case ">":
    case "%":
    case "@":
    case "`":
      return false;
    default:
      level.entryLine ??= cursor.lineStart;
      return readValue(cursor, char, indent);
  }
}

function readValue(cursor: RewritingCursor, char: string, indent: number): boolean {
  const next = cursor.at + 1;
  switch (char) {
    case '"':
    case "'":
      return readQuoted(cursor, char, indent);
    case "&":
    case "*":
      return readName(cursor);
    case "!":
      cursor.at += cursor.match(TAG)?.length ?? 0;
      return cursor.isBlank();
    case "-":
      if (cursor.isBlank(next)) return false;
      // A dash alone is text for kubectl.
      if (INDICATOR.test(cursor.text[next] ?? "")) cursor.rewrite(cursor.at, "x");
      return readPlain(cursor);
    default:
      return readPlain(cursor);
  }
}

/** To the end of the line at most: the next line goes on as a value of its own, which does no harm. */
function readPlain(cursor: RewritingCursor): boolean {
  for (; cursor.at < cursor.text.length && !cursor.isLineBreak(); cursor.at++) {
    const char = cursor.char ?? "";
    if (INDICATOR.test(char)) return true;
    if (char === "?") return false;
    if (char === ":" && cursor.isBlank(cursor.at + 1)) return true;
    if (char === "#" && cursor.isBlank(cursor.at - 1)) return true;
  }
  return true;
}

/** `plain` if a plain value stands before: it ends behind its blanks, where kubectl is strict about tabs. */
function skipBlanks(cursor: RewritingCursor, plain: boolean, indent: number): boolean {
  const start = cursor.at;
  let hasComment = false;
  let glued = false;
  while (cursor.at < cursor.text.length) {
    if (cursor.char === "#") {
      glued ||= cursor.at === start;
      hasComment = true;
      cursor.skipComment();
      continue;
    }
    if (!cursor.isBlank()) break;
    const indents = start < cursor.lineStart && cursor.column <= indent;
    if (cursor.char === "\t" && plain && !hasComment && indents) return false;
    if (!cursor.lineBreak()) cursor.at++;
  }
  if (cursor.atMarker) return false;
  // A comment ends a plain value; YAML 1.2 must not see one that goes on.
  if (plain && hasComment && !/[,\]}:]/.test(cursor.char ?? "")) return false;
  const blanks = cursor.text.slice(start, cursor.at);
  if (glued || blanks.includes("\t") || isTooShallow(cursor, start, indent)) cursor.blankOut(start);
  return true;
}
