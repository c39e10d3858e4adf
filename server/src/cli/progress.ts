/** Says on a terminal how far a long run has come, on one line that comes and goes. */

/** A run that ends sooner needs no progress. */
const QUIET_MS = 800;
const PAUSE_MS = 100;

export class Progress {
  readonly #shown = process.stderr.isTTY === true;
  #next = performance.now() + QUIET_MS;
  #visible = false;

  report(text: () => string): void {
    if (!this.#shown) return;
    const now = performance.now();
    if (now < this.#next) return;
    this.#next = now + PAUSE_MS;
    this.#visible = true;
    process.stderr.write(`\r\x1b[2K${text()}`);
  }

  /** Before anything else is written. */
  clear(): void {
    if (!this.#visible) return;
    this.#visible = false;
    process.stderr.write("\r\x1b[2K");
  }
}
