/**
 * The first line of a broken block whose indent fits nothing above it, told from the lines themselves: parsers see it
 * late, at the end of the line before, or as many errors on lines that are correct.
 */
import { type Block, rememberPerBlock } from "./block.ts";
import { readBrackets, readQuoted } from "./kubectl-brackets.ts";
import { RewritingCursor } from "./rewriting-cursor.ts";

/** What such a line holds. Text has left the block scalar that it was a part of. */
export type MisplacedKind = "key" | "dash" | "text";

export interface MisplacedLine {
  readonly kind: MisplacedKind;
  /** Where the line begins, and its content. */
  readonly lineStart: number;
  readonly start: number;
  readonly indent: number;
  /** How many spaces would fit; more than one number if it may belong to either. */
  readonly fitting: readonly number[];
  /** The key whose text it has left, or below which it belongs because it stands under the dash before that. */
  readonly below: string | undefined;
  /** Text that its key has nothing of yet. */
  readonly first: boolean;
  /** Where the line with something on it begins that stands before. */
  readonly lineBefore: number;
}

/** Undefined if there is none, or if something else is broken before it. */
export const misplacedLine = rememberPerBlock((block: Block) => new LineScan(block.text).run());

/** What stands under a key or a dash, as far as that tells what may follow on the next line. */
type Last =
  | { readonly kind: "open" | "plain" | "closed" }
  | { readonly kind: "text"; readonly key: string | undefined; readonly indent: number | undefined };

interface Level {
  readonly kind: "map" | "seq";
  readonly column: number;
  /** Of its first key. */
  readonly key: string;
}

/** Of a document, before its first key. */
const BEGINNING = /\ufeff?(?:[ \t]*(?:#[^\r\n]*)?[\r\n]+)*(?:---[ \t]*(?:#[^\r\n]*)?(?:[\r\n]+|$))?/y;
const DASH = /-(?=[ \t\r\n]|$)/y;
const QUOTED_KEY = /(?:"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\r\n]|'')*')(?=[ \t]*:(?:[ \t\r\n]|$))/y;
/** A key as Kubernetes writes them, rather than words of a text with a colon between them. */
const FIELD = /(?:- +)*[a-z][A-Za-z]*:(?=[ \t\r\n]|$)/y;
const PROPERTY = /[&!][^\s]*[ \t]*/y;
const ALIAS = /\*[^\s,[\]{}]+/y;
const COLON = /[ \t]*:(?=[ \t\r\n]|$)/y;
const BLANKS = /[ \t]*/y;
const NOTHING = /[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|$)/y;
const HEADER = /[|>][-+0-9]*(?=[ \t]*(?:#[^\r\n]*)?(?:[\r\n]|$))/y;
const SPACES = / */y;
const STEP = 2;

class LineScan {
  readonly #cursor: RewritingCursor;
  readonly #levels: Level[] = [];
  #last: Last = { kind: "open" };
  #lineBefore = 0;

  constructor(text: string) {
    this.#cursor = new RewritingCursor(text);
  }

  run(): MisplacedLine | undefined {
    const cursor = this.#cursor;
    cursor.at = cursor.lineStart = cursor.match(BEGINNING)?.length ?? 0;
    while (cursor.at < cursor.text.length) {
      const { lineStart } = cursor;
      cursor.at += cursor.match(SPACES)?.length ?? 0;
      if (cursor.match(NOTHING) === undefined) {
        const found = this.#place();
        if (found === "goes on") cursor.at = this.#plainEnd();
        else if (found !== "fits") return found;
        else if (!this.#read()) return undefined;
        this.#lineBefore = lineStart;
      }
      cursor.at += cursor.match(NOTHING)?.length ?? 0;
      // Something else is wrong here.
      if (!cursor.lineBreak() && cursor.at < cursor.text.length) return undefined;
      if (this.#last.kind === "text" && this.#last.indent === undefined) this.#readText(this.#last.key);
    }
    return undefined;
  }

  /** Finds the level of the line that begins here; undefined if it is no line that a level could be found for. */
  #place(): MisplacedLine | "fits" | "goes on" | undefined {
    const { column } = this.#cursor;
    if (/[\t%?]/.test(this.#cursor.char ?? "") || this.#cursor.atMarker) return undefined;
    const before = [...this.#levels];
    const outermost = before.length === 0;
    while ((this.#levels.at(-1)?.column ?? -1) > column) this.#levels.pop();
    const level = this.#levels.at(-1);
    const kind = this.#kind();
    if (outermost) return "fits";
    if (kind === "text" && this.#last.kind === "text") return this.#leftText(this.#last);
    if (level?.column === column) return this.#inColumn(kind, level, before);
    if (level && this.#levels.length === before.length) {
      if (this.#last.kind === "open") return "fits";
      if (this.#last.kind === "plain" && kind !== "key") return "goes on";
    }
    return kind === "text" ? undefined : this.#misplaced(kind, this.#nearest(kind, before));
  }

  #kind(): MisplacedKind {
    const cursor = this.#cursor;
    const dash = cursor.match(DASH) !== undefined;
    const key = !dash && this.#isKey();
    if (this.#last.kind === "text" && cursor.match(FIELD) === undefined && !this.#fits(dash, key))
      return "text";
    return dash ? "dash" : key ? "key" : "text";
  }

  /** Whether what looks like text is the next key or the next entry of what is open. */
  #fits(dash: boolean, key: boolean): boolean {
    const level = this.#levels.at(-1);
    const isEmpty = this.#last.kind === "text" && this.#last.indent === undefined;
    if (level?.column !== this.#cursor.column || isEmpty) return false;
    return level.kind === "map" ? key : dash;
  }

  #inColumn(kind: MisplacedKind, level: Level, before: readonly Level[]): MisplacedLine | "fits" | undefined {
    if (kind === "text") return undefined;
    if (level.kind === "map") {
      if (kind === "key") return "fits";
      const isOpen = this.#last.kind === "open" && before.length === this.#levels.length;
      return isOpen ? "fits" : this.#misplaced(kind, this.#nearest(kind, before));
    }
    if (kind === "dash") return "fits";
    if (this.#levels.at(-2)?.column === level.column) {
      this.#levels.pop();
      return "fits";
    }
    const item = before[this.#levels.length];
    return item?.kind === "map" ? this.#misplaced(kind, [item.column], item.key) : undefined;
  }

  #leftText({ key, indent }: Extract<Last, { kind: "text" }>): MisplacedLine {
    const owner = this.#levels.at(-1)?.column ?? 0;
    return {
      ...this.#line("text"),
      fitting: [indent ?? owner + STEP],
      below: key,
      first: indent === undefined,
    };
  }

  #misplaced(kind: MisplacedKind, fitting: readonly number[], below?: string): MisplacedLine | undefined {
    return fitting.length === 0 ? undefined : { ...this.#line(kind), fitting, below, first: false };
  }

  #line(kind: MisplacedKind) {
    const { lineStart, at: start, column: indent } = this.#cursor;
    return { kind, lineStart, start, indent, lineBefore: this.#lineBefore };
  }

  /** The columns next to this one where such a line may stand. */
  #nearest(kind: MisplacedKind, levels: readonly Level[]): number[] {
    const { column } = this.#cursor;
    const wanted = kind === "dash" ? "seq" : "map";
    const columns = levels.filter((level) => level.kind === wanted).map((level) => level.column);
    const distance = Math.min(...columns.map((each) => Math.abs(each - column)));
    const nearest = columns.filter((each) => Math.abs(each - column) === distance);
    const innermost = levels.at(-1);
    if (this.#last.kind !== "open" || !innermost) return nearest;
    // More likely it stands below what is still empty.
    return [...new Set([...(distance > STEP ? [] : nearest), innermost.column + STEP])];
  }

  /** Reads what the line holds, and values that go on behind it; false if something is wrong there. */
  #read(): boolean {
    const cursor = this.#cursor;
    let key: string | undefined;
    let begin: number | undefined;
    for (;;) {
      cursor.at += cursor.match(BLANKS)?.length ?? 0;
      if (cursor.match(NOTHING) !== undefined) return this.#hold("open");
      const column = begin ?? cursor.column;
      if (key === undefined && cursor.match(DASH) !== undefined) {
        this.#open({ kind: "seq", column, key: "" });
        cursor.at++;
        continue;
      }
      const property = cursor.match(PROPERTY);
      if (property) {
        begin = column;
        cursor.at += property.length;
        continue;
      }
      if (cursor.char === "?") return false;
      const header = cursor.match(HEADER);
      if (header) {
        cursor.at += header.length;
        this.#last = { kind: "text", key, indent: undefined };
        // Its indent is then not that of its first line.
        return !/[1-9]/.test(header);
      }
      const start = cursor.at;
      const plain = this.#readValue();
      if (plain === undefined) return false;
      const colon = cursor.match(COLON);
      if (colon === undefined) return this.#hold(plain ? "plain" : "closed");
      if (key !== undefined) return false;
      key = cursor.text.slice(start, cursor.at);
      this.#open({ kind: "map", column, key });
      cursor.at += colon.length;
    }
  }

  #hold(kind: "open" | "plain" | "closed"): true {
    this.#last = { kind };
    return true;
  }

  #open(level: Level): void {
    const top = this.#levels.at(-1);
    if (!top || top.column < level.column || top.kind !== level.kind) this.#levels.push(level);
  }

  /** Whether the value is a plain one, which may go on; undefined if it cannot be read. */
  #readValue(): boolean | undefined {
    const cursor = this.#cursor;
    const { char } = cursor;
    const indent = this.#levels.at(-1)?.column ?? -1;
    if (char === '"' || char === "'") return readQuoted(cursor, char, indent) ? false : undefined;
    if (char === "[" || char === "{") return readBrackets(cursor, indent) ? false : undefined;
    const alias = cursor.match(ALIAS);
    if (alias) {
      cursor.at += alias.length;
      return false;
    }
    cursor.at = this.#plainEnd();
    return true;
  }

  #isKey(): boolean {
    const cursor = this.#cursor;
    const { at, char = "" } = cursor;
    if (/[[{]/.test(char)) return false;
    if (/["']/.test(char)) return cursor.match(QUOTED_KEY) !== undefined;
    cursor.at = this.#plainEnd();
    const isKey = cursor.match(COLON) !== undefined;
    cursor.at = at;
    return isKey;
  }

  /** Where a plain value or key ends on this line. */
  #plainEnd(): number {
    const cursor = this.#cursor;
    let end = cursor.at;
    for (let at = end; at < cursor.text.length && !cursor.isLineBreak(at); at++) {
      const char = cursor.text[at];
      if (char === ":" && cursor.isBlank(at + 1)) break;
      if (char === "#" && cursor.isBlank(at - 1)) break;
      if (!cursor.isBlank(at)) end = at + 1;
    }
    return end;
  }

  /** The lines of a block scalar. */
  #readText(key: string | undefined): void {
    const cursor = this.#cursor;
    const owner = this.#levels.at(-1)?.column ?? -1;
    let indent: number | undefined;
    while (cursor.at < cursor.text.length) {
      const spaces = cursor.match(SPACES)?.length ?? 0;
      const isBlank = cursor.isLineBreak(cursor.at + spaces);
      if (!isBlank && spaces < (indent ?? owner + 1)) break;
      if (!isBlank) {
        indent ??= spaces;
        this.#lineBefore = cursor.lineStart;
      }
      cursor.skipComment();
      cursor.lineBreak();
    }
    this.#last = { kind: "text", key, indent };
  }
}
