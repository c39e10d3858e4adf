/** Where a cursor stands within a flow collection: `{a: [b, |], c: d}`. */
import type { PathStep } from "../yaml/schema.ts";
import { closingQuote, keyOf } from "./completion-lines.ts";

export interface FlowPlace {
  /** To the map whose key, or to the value that is being typed. */
  readonly path: readonly PathStep[];
  readonly position: "key" | "value";
  /** Keys of the map, or plain entries of the list, other than what stands at the cursor. */
  readonly existing: readonly string[];
  /** Offsets of what is being typed. */
  readonly start: number;
  readonly end: number;
  readonly hasColon: boolean;
  /** The colon stands directly before the cursor. */
  readonly needsSpace: boolean;
}

interface Token {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

interface Level {
  readonly list: boolean;
  readonly entries: string[];
  readonly path: readonly PathStep[];
  /** The key whose value comes next; undefined before a colon. */
  key: string | undefined;
  /** What stands since the last comma or colon. */
  last: Token | undefined;
}

interface Found {
  readonly level: Level;
  readonly key: string | undefined;
  readonly token: Token;
}

/** `text` begins with the collection's bracket; undefined if nothing can be typed at the cursor. */
export function flowPlaceAt(text: string, cursor: number): FlowPlace | undefined {
  const scan = new FlowScan(text, cursor);
  const found = scan.run();
  if (!found) return undefined;
  const { level, key, token } = found;
  const value = level.list || key !== undefined;
  return {
    path: value ? [...level.path, level.list ? null : (key ?? null)] : level.path,
    position: value ? "value" : "key",
    existing: level.list || !value ? level.entries : [],
    start: token.start,
    end: token.end,
    hasColon: !value && /^[ \t]*:/.test(text.slice(token.end)),
    needsSpace: value && token.start === cursor && text[cursor - 1] === ":",
  };
}

class FlowScan {
  readonly #text: string;
  readonly #cursor: number;
  readonly #levels: Level[] = [];
  #found: Found | undefined;
  #impossible = false;

  constructor(text: string, cursor: number) {
    this.#text = text;
    this.#cursor = cursor;
  }

  run(): Found | undefined {
    for (let at = 0; at < this.#text.length && !this.#impossible; ) {
      const character = this.#text[at] ?? "";
      if (at >= this.#cursor && /[\s,[\]{}]/.test(character)) this.#capture(this.#nothing());
      at = this.#step(character, at);
      if (this.#levels.length === 0) break;
    }
    if (this.#levels.length > 0) this.#capture(this.#nothing());
    return this.#impossible ? undefined : this.#found;
  }

  #nothing(): Token {
    return { start: this.#cursor, end: this.#cursor, text: "" };
  }

  /** Deals with what stands at an offset and returns the next one. */
  #step(character: string, at: number): number {
    const level = this.#levels.at(-1);
    if (/\s/.test(character)) return at + 1;
    if (character === "#" && /\s/.test(this.#text[at - 1] ?? " ")) return this.#comment(at);
    if (character === "{" || character === "[") this.#open(level, character === "[");
    else if (character === "}" || character === "]") this.#close(at);
    else if (character === ",") clear(level);
    else if (level && this.#isColon(at, level)) this.#colon(level);
    else return this.#token(level, at);
    return at + 1;
  }

  #comment(at: number): number {
    const length = this.#text.slice(at).search(/[\r\n]/);
    const end = length < 0 ? this.#text.length : at + length;
    if (this.#cursor > at && this.#cursor <= end) this.#impossible = true;
    return end;
  }

  #open(outer: Level | undefined, list: boolean): void {
    const path = outer ? [...outer.path, outer.list ? null : (outer.key ?? null)] : [];
    this.#levels.push({ list, entries: [], path, key: undefined, last: undefined });
  }

  #close(at: number): void {
    this.#levels.pop();
    const outer = this.#levels.at(-1);
    if (outer) outer.last = { start: at, end: at + 1, text: "" };
  }

  #isColon(at: number, level: Level): boolean {
    if (this.#text[at] !== ":") return false;
    return endsKey(this.#text, at) || (level.last !== undefined && /["']/.test(this.#text[at - 1] ?? ""));
  }

  #colon(level: Level): void {
    level.key = level.last?.text ?? "";
    if (!level.last || level.last !== this.#found?.token) level.entries.push(level.key);
    level.last = undefined;
  }

  #token(level: Level | undefined, at: number): number {
    const token = tokenAt(this.#text, at);
    if (this.#cursor >= token.start && this.#cursor <= token.end) this.#capture(token);
    else if (level?.list) level.entries.push(token.text);
    if (level) level.last = token;
    return token.end;
  }

  /** Remembers the place of the cursor, unless something complete stands before it without a comma. */
  #capture(token: Token): void {
    const level = this.#levels.at(-1);
    if (this.#found || !level) return;
    if (level.last) this.#impossible = true;
    this.#found = { level, key: level.key, token };
  }
}

function clear(level: Level | undefined): void {
  if (!level) return;
  level.key = undefined;
  level.last = undefined;
}

function tokenAt(text: string, start: number): Token {
  const quote = text[start] ?? "";
  if (quote === '"' || quote === "'") {
    const close = closingQuote(text, start + 1, quote);
    const end = close < 0 ? text.length : close + 1;
    return { start, end, text: keyOf(text.slice(start, end)) };
  }
  let end = start + 1;
  while (end < text.length && !/[,[\]{}\r\n]/.test(text[end] ?? "")) {
    if (text[end] === ":" && endsKey(text, end)) break;
    if (text[end] === "#" && /\s/.test(text[end - 1] ?? "")) break;
    end++;
  }
  const token = text.slice(start, end).trimEnd();
  return { start, end: start + token.length, text: token };
}

function endsKey(text: string, colon: number): boolean {
  return /[\s,[\]{}]/.test(text[colon + 1] ?? " ");
}
