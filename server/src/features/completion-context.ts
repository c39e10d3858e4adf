/**
 * What can be typed at a cursor: which field of the schema it belongs to, as its indent says, what stands
 * there already, and which text a proposal replaces.
 */
import type { PackDocument } from "../yaml/pack-document.ts";
import type { Position, Range } from "../yaml/position.ts";
import { type PathStep, type Schema, schemaAt } from "../yaml/schema.ts";
import { bracketsOf, type StringPlace } from "../yaml/written-string.ts";
import { flowPlaceAt } from "./completion-flow.ts";
import { type CompletionLine, closingQuote, linesOf } from "./completion-lines.ts";
import { enclosingPath, entriesAround, isAligned, keysAround, listAbove } from "./completion-siblings.ts";

export interface CompletionContext {
  readonly position: "key" | "value";
  /** To the map whose keys, or to the value, that is being typed. */
  readonly path: readonly PathStep[];
  readonly schema: Schema;
  /** Keys of the map, or entries of the list, that are written already. */
  readonly existing: readonly string[];
  /** Names of anchors that the map merges. */
  readonly merged: readonly string[];
  /** How a string is written here. */
  readonly place: StringPlace;
  /** A list's entry is to be typed and its dash is missing. */
  readonly needsDash: boolean;
  /** A blank has to come first: the cursor touches a colon or a dash. */
  readonly needsSpace: boolean;
  /** A key with its colon stands here: only the name is replaced. */
  readonly hasColon: boolean;
  readonly range: Range;
  /** The quote in which the typed text begins, or nothing. */
  readonly quote: string;
  /** How much deeper than the line's first character the lines below the inserted one begin. */
  readonly continuationIndent: number;
}

/** A flow collection over more lines than this is a file in JSON style, and too long to scan per key. */
const MAX_FLOW_LENGTH = 512 * 1024;

export function contextsAt(document: PackDocument, position: Position): CompletionContext[] {
  const { lines, row } = surroundings(document, position.line);
  const line = lines[row];
  if (!line) return [];
  const brackets = bracketsOf(document.frame.block.text);
  return new ContextFinder(lines, row, line, position, brackets).find();
}

/**
 * The lines of the frame and of one persona, in the order of the file. The other personas cannot matter:
 * nothing in them is above or beside the cursor.
 */
function surroundings(
  document: PackDocument,
  fileLine: number,
): { lines: readonly CompletionLine[]; row: number } {
  const frame = linesOf(document.frame.block);
  const first = document.separate[0];
  if (!first) return { lines: frame, row: fileLine - document.startLine };
  const headLines = first.startLine - document.startLine;
  const placed = document.separate[personaAbove(document, fileLine)] ?? first;
  const persona = linesOf(placed.block);
  const last = placed === document.separate.at(-1);
  const tail = frame.slice(headLines);
  // The empty piece behind a block's last line break is the first line of what follows, if anything does.
  const own = last && tail.every(({ text }) => text === "") ? persona : persona.slice(0, -1);
  const lines = [...frame.slice(0, headLines), ...own, ...tail];
  if (fileLine < first.startLine) return { lines, row: fileLine - document.startLine };
  const end = placed.startLine + own.length;
  const row = fileLine < end ? fileLine - placed.startLine : own.length + fileLine - end;
  return { lines, row: headLines + row };
}

function personaAbove(document: PackDocument, fileLine: number): number {
  let low = 0;
  let high = document.separate.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((document.separate[middle]?.startLine ?? 0) <= fileLine) low = middle;
    else high = middle - 1;
  }
  return low;
}

class ContextFinder {
  readonly #lines: readonly CompletionLine[];
  readonly #row: number;
  readonly #line: CompletionLine;
  readonly #position: Position;
  readonly #brackets: StringPlace;

  constructor(
    lines: readonly CompletionLine[],
    row: number,
    line: CompletionLine,
    position: Position,
    brackets: StringPlace,
  ) {
    this.#lines = lines;
    this.#row = row;
    this.#line = line;
    this.#position = position;
    this.#brackets = brackets;
  }

  find(): CompletionContext[] {
    const { kind, indent, comment, value, valueStart, valueEnd, colon, key } = this.#line;
    const at = this.#position.character;
    if (kind === "text" || kind === "separator" || kind === "comment" || at > comment) return [];
    if (kind === "flow") return this.#inFlow(this.#row - this.#line.flowOffset);
    if (kind === "blank" && this.#isWithinFlow()) return this.#inFlow(this.#row - this.#line.flowOffset);
    // Tabs cannot indent: no text behind one would be YAML, and how deep it stands is anyone's guess.
    if (kind === "blank" && this.#line.text.slice(0, at).includes("\t")) return [];
    if (kind === "blank") return this.#atIndent(at, at, this.#line.text.length);
    if (at < indent) return [];
    if (value === "flow" && at > valueStart && (at < valueEnd || !this.#line.flowCloses)) {
      return this.#inFlow(this.#row);
    }
    if (key !== undefined) return at <= colon ? this.#onKey() : this.#onValue(key);
    return value === "none" ? this.#behindDash() : this.#onWord();
  }

  #atIndent(column: number, start: number, end: number): CompletionContext[] {
    const own = this.#line.dashes;
    if (own.length === 0 && !isAligned(this.#lines, this.#row, column)) return [];
    const range = this.#range(start, end);
    const typed = { start, range, needsSpace: false };
    const path = enclosingPath(this.#lines, this.#row, column, false, own);
    const found = path ? this.#fits(path, column, typed, own) : [];
    if (
      own.length > 0 ||
      found.some(({ needsDash }) => needsDash) ||
      !listAbove(this.#lines, this.#row, column)
    ) {
      return found;
    }
    const list = enclosingPath(this.#lines, this.#row, column, true, []);
    return list ? [...found, ...this.#fits(list, column, typed, own)] : found;
  }

  /** The proposals that fit the value at `path`, of which nothing but the typed text is written. */
  #fits(
    path: readonly PathStep[],
    column: number,
    typed: Typed,
    dashes: readonly number[],
  ): CompletionContext[] {
    const schema = schemaAt(path);
    if (!schema) return [];
    if (schema.type === "array" && schema.items) {
      const entry = { path: [...path, null], schema: schema.items, needsDash: true };
      const position = schema.items.type === "object" ? "key" : "value";
      const existing = position === "key" ? [] : entriesAround(this.#lines, this.#row, column);
      return [this.#context({ ...typed, ...entry, position, existing })];
    }
    if (schema.type === "object") {
      const { keys, merged } = keysAround(this.#lines, this.#row, column, dashes.length > 0);
      return [this.#context({ ...typed, path, schema, position: "key", existing: keys, merged })];
    }
    const dash = dashes.at(-1);
    const existing = dash === undefined ? [] : entriesAround(this.#lines, this.#row, dash);
    return [this.#context({ ...typed, path, schema, position: "value", existing })];
  }

  #onKey(): CompletionContext[] {
    const { column, keyStart, colon, dashes } = this.#line;
    if (this.#position.character < keyStart) return [];
    const range = this.#range(keyStart, colon);
    const path = enclosingPath(this.#lines, this.#row, column, false, dashes);
    const schema = path && schemaAt(path);
    if (!path || schema?.type !== "object") return [];
    const { keys, merged } = keysAround(this.#lines, this.#row, column, dashes.length > 0);
    const typed = { start: keyStart, range, needsSpace: false };
    return [
      this.#context({ ...typed, path, schema, position: "key", existing: keys, merged, hasColon: true }),
    ];
  }

  #onValue(key: string): CompletionContext[] {
    const { text, column, colon, dashes, value, valueStart, valueEnd } = this.#line;
    const at = this.#position.character;
    if (value === "block" || (value !== "none" && (at < valueStart || at > valueEnd))) return [];
    if (
      value === "flow" ||
      (value === "quoted" && at === valueEnd && isClosed(text.slice(valueStart, valueEnd)))
    ) {
      return [];
    }
    const owner = enclosingPath(this.#lines, this.#row, column, false, dashes);
    const path = owner && [...owner, key];
    const schema = path && schemaAt(path);
    if (!path || !schema || this.#hasValueBelow(schema)) return [];
    const start = value === "none" ? at : valueStart;
    const range = this.#range(start, value === "none" ? at : valueEnd);
    const typed = { start, range, needsSpace: at === colon + 1 };
    return [this.#context({ ...typed, path, schema, position: "value", existing: [] })];
  }

  /** Whether the lines below are the map or list that the key of this line holds: a second one would break it. */
  #hasValueBelow(schema: Schema): boolean {
    if (schema.type !== "object" && schema.type !== "array") return false;
    const { column } = this.#line;
    let row = this.#row + 1;
    while (this.#lines[row]?.kind === "blank" || this.#lines[row]?.kind === "comment") row++;
    const next = this.#lines[row];
    if (!next || next.kind === "separator") return false;
    // The entries of a list may stand as far left as the key that it belongs to.
    const isEntry = schema.type === "array" && next.indent === column && next.dashes.length > 0;
    return next.indent > column || isEntry;
  }

  #behindDash(): CompletionContext[] {
    const { text, dashes } = this.#line;
    const at = this.#position.character;
    const dash = dashes.at(-1);
    if (dash === undefined || at <= dash) return [];
    const needsSpace = at === dash + 1;
    const column = needsSpace ? at + 1 : at;
    const continuationIndent = column - this.#line.indent;
    const found = this.#atIndent(column, at, text.length);
    return found.map((context) => ({ ...context, needsSpace, continuationIndent }));
  }

  #onWord(): CompletionContext[] {
    const { value, column, valueStart, valueEnd } = this.#line;
    const at = this.#position.character;
    if (value === "block" || value === "flow" || at < valueStart || at > valueEnd) return [];
    return this.#atIndent(column, valueStart, valueEnd);
  }

  /** Whether a blank line is indented deep enough for the open collection above it to go on. */
  #isWithinFlow(): boolean {
    const { flowOffset } = this.#line;
    const first = this.#lines[this.#row - flowOffset];
    return flowOffset > 0 && first !== undefined && this.#position.character > first.column;
  }

  #inFlow(row: number): CompletionContext[] {
    const first = this.#lines[row];
    if (first?.value !== "flow") return [];
    const owner = enclosingPath(this.#lines, row, first.column, false, first.dashes);
    if (!owner) return [];
    const outer = first.key === undefined ? owner : [...owner, first.key];
    const below: string[] = [];
    for (let i = row + 1; this.#lines[i]?.kind === "flow" || this.#lines[i]?.kind === "blank"; i++) {
      below.push(this.#lines[i]?.text ?? "");
    }
    const head = first.text.slice(first.valueStart);
    const text = [head, ...below].join("\n");
    if (text.length > MAX_FLOW_LENGTH) return [];
    const before = [head, ...below].slice(0, this.#row - row).reduce((sum, line) => sum + line.length + 1, 0);
    const shift = this.#row === row ? first.valueStart : 0;
    const found = flowPlaceAt(text, before + this.#position.character - shift);
    if (!found || text.slice(found.start, found.end).includes("\n")) return [];
    const isEmptyValue = found.position === "value" && found.start === found.end;
    if (isEmptyValue && startsWithValue(text.slice(found.end))) return [];
    const path = [...outer, ...found.path];
    const schema = schemaAt(path);
    if (!schema || (found.position === "key" && schema.type !== "object")) return [];
    const [start, end] = [found.start - before + shift, found.end - before + shift];
    const { position, existing, hasColon, needsSpace } = found;
    const range = this.#range(start, end);
    const typed = { start, range, needsSpace, place: this.#brackets };
    return [this.#context({ ...typed, path, schema, position, existing, hasColon })];
  }

  #context(known: Known): CompletionContext {
    const first = this.#line.text[known.start] ?? "";
    const { start, ...rest } = known;
    const needsDash = known.needsDash ?? false;
    const blank = this.#line.kind === "blank";
    return {
      merged: [],
      place: "block",
      hasColon: false,
      ...rest,
      needsDash,
      quote: first === '"' || first === "'" ? first : "",
      continuationIndent: (blank ? 0 : this.#line.column - this.#line.indent) + (needsDash ? 2 : 0),
    };
  }

  #range(start: number, end: number): Range {
    const { line } = this.#position;
    return { start: { line, character: start }, end: { line, character: end } };
  }
}

interface Typed {
  readonly start: number;
  readonly range: Range;
  readonly needsSpace: boolean;
}

interface Known extends Typed {
  readonly path: readonly PathStep[];
  readonly schema: Schema;
  readonly position: "key" | "value";
  readonly existing: readonly string[];
  readonly merged?: readonly string[];
  readonly place?: StringPlace;
  readonly hasColon?: boolean;
  readonly needsDash?: boolean;
}

function isClosed(quoted: string): boolean {
  return closingQuote(quoted, 1, quoted[0] ?? "") === quoted.length - 1;
}

/** A key of a flow map, with its colon. */
const FLOW_KEY =
  /^(?:(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')[ \t]*:|[^"'{}[\],][^{}[\],\r\n]*?:(?=[\s{}[\],]|$))/;

/** Whether a value follows on the same line. The next key is none: only the comma before it is missing. */
function startsWithValue(rest: string): boolean {
  const next = rest.match(/^[ \t]*([^\s,\]}#].*)/)?.[1];
  return next !== undefined && !FLOW_KEY.test(next);
}
