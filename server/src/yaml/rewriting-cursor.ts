/** A place in a text that moves on, and the changes that were made behind it, which move nothing. */

interface Rewrite {
  readonly start: number;
  /** As long as what it replaces. */
  readonly text: string;
}

/** A line that begins so is no text wherever it stands. */
const MARKER = /(?:---|\.\.\.)(?=[ \t\r\n]|$)/y;

export class RewritingCursor {
  readonly text: string;
  at = 0;
  lineStart = 0;
  readonly #rewrites: Rewrite[] = [];

  constructor(text: string) {
    this.text = text;
  }

  get char(): string | undefined {
    return this.text[this.at];
  }

  get column(): number {
    return this.at - this.lineStart;
  }

  /** How many changes there are. */
  get changes(): number {
    return this.#rewrites.length;
  }

  rewrite(start: number, text: string): void {
    this.#rewrites.push({ start, text });
  }

  /** Makes spaces of all from `start` to here. */
  blankOut(start: number): void {
    this.rewrite(start, " ".repeat(this.at - start));
  }

  /** The text with its first `changes` changes. */
  rewritten(changes: number): string {
    const parts: string[] = [];
    let end = 0;
    for (const { start, text } of this.#rewrites.slice(0, changes)) {
      parts.push(this.text.slice(end, start), text);
      end = start + text.length;
    }
    parts.push(this.text.slice(end));
    return parts.join("");
  }

  /** What a sticky pattern finds here. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text)?.[0];
  }

  /** `---` or `...` at the start of a line. */
  get atMarker(): boolean {
    return this.at === this.lineStart && this.match(MARKER) !== undefined;
  }

  isLineBreak(at = this.at): boolean {
    const char = this.text[at];
    return char === "\n" || char === "\r";
  }

  /** Whether a blank or a line break stands there, or nothing. */
  isBlank(at = this.at): boolean {
    const char = this.text[at];
    return char === undefined || char === " " || char === "\t" || char === "\n" || char === "\r";
  }

  /** Steps over a line break, if one stands here. */
  lineBreak(): boolean {
    if (!this.isLineBreak()) return false;
    this.at += this.text.startsWith("\r\n", this.at) ? 2 : 1;
    this.lineStart = this.at;
    return true;
  }

  skipBlanksAndLines(): void {
    while (this.at < this.text.length && this.isBlank()) if (!this.lineBreak()) this.at++;
  }

  skipComment(): void {
    while (this.at < this.text.length && !this.isLineBreak()) this.at++;
  }
}
