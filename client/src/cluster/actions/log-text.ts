/** The newest lines of a log, as many as memory allows. */
export class LogText {
  readonly #mostLines: number;
  readonly #mostCharacters: number;
  #lines: string[] = [];
  #characters = 0;
  #omitted = 0;

  constructor(mostLines: number, mostCharacters: number) {
    this.#mostLines = mostLines;
    this.#mostCharacters = mostCharacters;
  }

  add(lines: readonly string[]): void {
    for (const line of lines) {
      this.#lines.push(line);
      this.#characters += line.length + 1;
    }
    let first = 0;
    while (this.#lines.length - first > this.#mostLines || this.#characters > this.#mostCharacters) {
      this.#characters -= (this.#lines[first]?.length ?? 0) + 1;
      first += 1;
    }
    if (first === 0) return;
    this.#lines = this.#lines.slice(first);
    this.#omitted += first;
  }

  clear(): void {
    this.#lines = [];
    this.#characters = 0;
    this.#omitted = 0;
  }

  get isEmpty(): boolean {
    return this.#lines.length === 0;
  }

  /** In characters. */
  get length(): number {
    return this.#characters;
  }

  /** Ends with a line end unless it is empty. */
  toString(): string {
    const words = this.#omitted === 1 ? "earlier line is" : "earlier lines are";
    const first = this.#omitted > 0 ? [`… ${this.#omitted} ${words} left out.`] : [];
    return [...first, ...this.#lines].map((line) => `${line}\n`).join("");
  }
}
