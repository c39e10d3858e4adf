/**
 * kubectl's YAML reader asks for less than YAML 1.2: what stands in brackets or quotes may go on at any indent
 * or behind a tab, `*a:` ends an alias at its colon, `[-]` holds a dash. This rewrites such text for parsers
 * that follow YAML 1.2. The facts are recorded in test/fixtures/oracle/yaml-syntax.jsonl.
 */
import { readBrackets, readName, readQuoted } from "./kubectl-brackets.ts";
import { RewritingCursor } from "./rewriting-cursor.ts";

/**
 * The same text for a parser that follows YAML 1.2, with every character at its place: tabs that separate, line
 * breaks and comments within brackets and quotes become spaces, other characters become ones that the parser takes
 * for text. So its offsets are good for `text`, and values are to be read there. Text that kubectl refuses stays as
 * it is from the part on that is broken; so does what needs no change.
 */
export function inYaml12(text: string): string {
  return new Dialect(text).rewritten();
}

const REST_OF_LINE = /[ \t]*(?=#|[\r\n]|$)/y;
const TAG = /![^\s]*/y;
const BLOCK_SCALAR_HEADER = /[|>](?:[-+]?([1-9]?)|([1-9])[-+]?)[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r|$)/y;
const LINE = /( *)([^\r\n]*)(\r\n|\n|\r|$)/y;

class Dialect {
  readonly #cursor: RewritingCursor;
  /** Columns of the block collections around the place. */
  readonly #indents: number[] = [];
  /** Whether a key without `?` may begin here. */
  #keyAllowed = true;
  /** What becomes a key if a colon follows on the same line. */
  #key: { readonly column: number; readonly lineStart: number } | undefined;
  #tokenEnd = 0;

  constructor(text: string) {
    this.#cursor = new RewritingCursor(text);
  }

  rewritten(): string {
    let certain = 0;
    while (this.#token()) certain = this.#cursor.changes;
    return this.#cursor.rewritten(certain);
  }

  get #indent(): number {
    return this.#indents.at(-1) ?? -1;
  }

  /** Reads one token in block context; false at the end, or where kubectl refuses to read on. */
  #token(): boolean {
    const cursor = this.#cursor;
    this.#skipBlanks();
    while (this.#indents.length > 0 && this.#indent > cursor.column) this.#indents.pop();
    const { char } = cursor;
    if (char === undefined || (char === "%" && cursor.column === 0)) return false;
    if (cursor.atMarker) return char === "-" && this.#separator();
    const read = this.#tokenAt(char);
    this.#tokenEnd = cursor.at;
    return read;
  }

  #tokenAt(char: string): boolean {
    const cursor = this.#cursor;
    switch (char) {
      case "[":
      case "{":
        return this.#valueOfLines(() => readBrackets(cursor, this.#indent));
      case '"':
      case "'":
        return this.#valueOfLines(() => readQuoted(cursor, char, this.#indent));
      case "-":
      case "?":
        return cursor.isBlank(cursor.at + 1) ? this.#indicator() : this.#plain();
      case ":":
        return cursor.isBlank(cursor.at + 1) ? this.#colon() : this.#plain();
      case "&":
      case "*":
        this.#beginValue();
        return readName(cursor);
      case "!":
        this.#beginValue();
        return this.#tag();
      case "|":
      case ">":
        return this.#blockScalar();
      case "\t":
      case "]":
      case "}":
      case ",":
      case "%":
      case "@":
      case "`":
        return false;
      default:
        return this.#plain();
    }
  }

  #separator(): boolean {
    this.#indents.length = 0;
    this.#cursor.at += "---".length;
    this.#keyAllowed = false;
    return true;
  }

  #skipBlanks(): void {
    const cursor = this.#cursor;
    if (cursor.at === 0 && cursor.char === "\ufeff") cursor.lineStart = cursor.at = 1;
    let start = cursor.at;
    for (;;) {
      if (cursor.char === " " || (cursor.char === "\t" && !this.#keyAllowed)) {
        cursor.at++;
        continue;
      }
      // Else the fast parser takes it for the indent of a bracket behind it, as in `key:\t[a]`.
      if (cursor.text.slice(start, cursor.at).includes("\t")) cursor.blankOut(start);
      if (cursor.char === "#") cursor.skipComment();
      else if (cursor.lineBreak()) this.#keyAllowed = true;
      else return;
      start = cursor.at;
    }
  }

  #beginValue(): void {
    const { column, lineStart } = this.#cursor;
    if (this.#keyAllowed) this.#key = { column, lineStart };
    this.#keyAllowed = false;
  }

  #openCollection(column: number): void {
    if (this.#indent < column) this.#indents.push(column);
  }

  /** A dash, or a `?`. */
  #indicator(): boolean {
    this.#openCollection(this.#cursor.column);
    this.#cursor.at++;
    this.#keyAllowed = true;
    return true;
  }

  #colon(): boolean {
    if (this.#key?.lineStart === this.#cursor.lineStart) {
      this.#openCollection(this.#key.column);
      this.#keyAllowed = false;
    } else if (this.#keyAllowed) this.#openCollection(this.#cursor.column);
    else return false;
    this.#key = undefined;
    this.#cursor.at++;
    return true;
  }

  /** A value that may have several lines. One whose lines were joined cannot have been a key. */
  #valueOfLines(read: () => boolean): boolean {
    const { changes, lineStart } = this.#cursor;
    this.#beginValue();
    if (!read()) return false;
    if (this.#cursor.changes === changes || this.#cursor.lineStart === lineStart) return true;
    return this.#cursor.match(REST_OF_LINE) !== undefined;
  }

  #tag(): boolean {
    const tag = this.#cursor.match(TAG) ?? "";
    if (/[{}]/.test(tag)) return false;
    const allowed = tag.replace(/[,[\]]/g, "x");
    if (allowed !== tag) this.#cursor.rewrite(this.#cursor.at, allowed);
    this.#cursor.at += tag.length;
    return true;
  }

  #plain(): boolean {
    const cursor = this.#cursor;
    this.#beginValue();
    for (;;) {
      this.#plainLine();
      const { at, lineStart } = cursor;
      cursor.skipBlanksAndLines();
      const atColon = cursor.char === ":" && cursor.isBlank(cursor.at + 1);
      const ends = cursor.char === undefined || cursor.char === "#" || atColon || cursor.atMarker;
      if (lineStart < cursor.lineStart && cursor.column > this.#indent && !ends) continue;
      cursor.at = at;
      cursor.lineStart = lineStart;
      return true;
    }
  }

  /** To the end of what stands on this line, the blanks behind it left out. */
  #plainLine(): void {
    const cursor = this.#cursor;
    let end = cursor.at;
    for (let at = cursor.at; at < cursor.text.length && !cursor.isLineBreak(at); at++) {
      const char = cursor.text[at];
      if (char === ":" && cursor.isBlank(at + 1)) break;
      if (char === "#" && at > cursor.at && cursor.isBlank(at - 1)) break;
      if (!cursor.isBlank(at)) end = at + 1;
    }
    cursor.at = end;
  }

  #blockScalar(): boolean {
    const cursor = this.#cursor;
    const header = cursor.match(BLOCK_SCALAR_HEADER);
    if (!header) return false;
    // Where its key stands, or its dash: further left than YAML 1.2 wants.
    if (cursor.column <= this.#indent && this.#tokenEnd < cursor.lineStart) cursor.blankOut(this.#tokenEnd);
    const digit = /[1-9]/.exec(header.replace(/#.*/s, ""))?.[0];
    cursor.at += header.length;
    const indent = digit === undefined ? this.#contentIndent() : Math.max(0, this.#indent) + Number(digit);
    for (;;) {
      cursor.lineStart = cursor.at;
      LINE.lastIndex = cursor.at;
      const [line = "", spaces = "", content = ""] = LINE.exec(cursor.text) ?? [];
      if (line === "" || (content !== "" && spaces.length < indent)) break;
      cursor.at += line.length;
    }
    this.#key = undefined;
    this.#keyAllowed = true;
    return true;
  }

  /** Set by the first line with text, and by longer blank ones before it. */
  #contentIndent(): number {
    const { text } = this.#cursor;
    let indent = Math.max(1, this.#indent + 1);
    for (let at = this.#cursor.at; at < text.length; ) {
      LINE.lastIndex = at;
      const [line = "", spaces = "", content = ""] = LINE.exec(text) ?? [];
      indent = Math.max(indent, spaces.length);
      if (content !== "") break;
      at += line.length;
    }
    return indent;
  }
}
