export type AfterEnd = "restart" | "too-many-ends" | "never-ready";

/**
 * When a server that ended by itself is started again: at most `limit` times within `windowMs`, and never
 * when it ended before it was ready, because it would end there again.
 */
export class RestartPolicy {
  readonly #limit: number;
  readonly #windowMs: number;
  readonly #now: () => number;
  #ends: number[] = [];
  #ready = false;

  /** @param now milliseconds on any clock that only goes forward */
  constructor(limit: number, windowMs: number, now: () => number) {
    this.#limit = limit;
    this.#windowMs = windowMs;
    this.#now = now;
  }

  /** The server answered `initialize`. */
  becameReady(): void {
    this.#ready = true;
  }

  /** The server ended by itself. */
  afterEnd(): AfterEnd {
    const wasReady = this.#ready;
    this.#ready = false;
    const now = this.#now();
    this.#ends = [...this.#ends.filter((end) => now - end < this.#windowMs), now];
    if (!wasReady) return "never-ready";
    return this.#ends.length <= this.#limit ? "restart" : "too-many-ends";
  }
}
