/**
 * Inlay hints and code lenses name the next run, which passes. This asks the editor for new ones when the
 * earliest of what it was told has passed, but not more often than a reader would notice.
 */
const SHORTEST_MS = 30_000;
/** Timers cannot wait longer; hints and lenses are asked for again long before. */
const LONGEST_MS = 24 * 60 * 60 * 1000;

export class RefreshClock {
  readonly #refresh: () => Promise<void>;
  #timer: NodeJS.Timeout | undefined;
  #due = Number.POSITIVE_INFINITY;

  constructor(refresh: () => Promise<void>) {
    this.#refresh = refresh;
  }

  /** `at`: milliseconds since 1970. */
  refreshAt(at: number): void {
    if (at >= this.#due) return;
    clearTimeout(this.#timer);
    this.#due = at;
    const wait = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, at - Date.now()));
    this.#timer = setTimeout(() => {
      this.#due = Number.POSITIVE_INFINITY;
      // A client that is closing refuses; then there is nothing to renew either.
      this.#refresh().catch(() => undefined);
    }, wait).unref();
  }
}
