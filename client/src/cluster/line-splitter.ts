/** Cuts text that comes in parts into lines. */
export class LineSplitter {
  readonly #onLine: (line: string) => void;
  #parts: string[] = [];

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  push(text: string): void {
    let from = 0;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", from)) {
      this.#parts.push(text.slice(from, end));
      from = end + 1;
      const line = this.#parts.join("");
      this.#parts = [];
      if (line !== "") this.#onLine(line);
    }
    if (from < text.length) this.#parts.push(text.slice(from));
  }
}
