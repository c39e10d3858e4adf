import { contentEnd, lineOf, lineStartsOf, offsetAt } from "../yaml/line-index.ts";
import type { Position, Range } from "../yaml/position.ts";

/**
 * A text in the shape that yaml-language-server asks for (the interface `TextDocument` of its protocol
 * package, and `getLineOffsets`, which it calls besides).
 */
export class WindowText {
  readonly languageId = "yaml";
  readonly uri: string;
  readonly version: number;
  readonly #text: string;
  readonly #lineStarts: number[];

  constructor(uri: string, version: number, text: string) {
    this.uri = uri;
    this.version = version;
    this.#text = text;
    this.#lineStarts = lineStartsOf(text);
  }

  get lineCount(): number {
    return this.#lineStarts.length;
  }

  getText(range?: Range): string {
    return range ? this.#text.slice(this.offsetAt(range.start), this.offsetAt(range.end)) : this.#text;
  }

  getLineOffsets(): number[] {
    return this.#lineStarts;
  }

  /** A line without its line break. */
  getLineRange(line: number): Range {
    return { start: this.positionAt(this.#lineStart(line)), end: this.positionAt(this.#lineEnd(line)) };
  }

  getEOLCharacters(line: number): string {
    return this.#text.slice(this.#lineEnd(line), this.#lineStart(line + 1));
  }

  positionAt(offset: number): Position {
    const line = lineOf(this.#lineStarts, Math.max(offset, 0));
    const start = this.#lineStart(line);
    return { line, character: Math.min(Math.max(offset, 0), this.#lineEnd(line)) - start };
  }

  offsetAt(position: Position): number {
    return offsetAt(this.#text, this.#lineStarts, position);
  }

  #lineStart(line: number): number {
    return this.#lineStarts[line] ?? this.#text.length;
  }

  #lineEnd(line: number): number {
    return contentEnd(this.#text, this.#lineStart(line), this.#lineStart(line + 1));
  }
}
