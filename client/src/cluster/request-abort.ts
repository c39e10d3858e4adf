/** Ends a request when one of several signals, or its time limit, says so, and remembers which. */
export class RequestAbort {
  readonly #controller = new AbortController();
  readonly #signals: readonly AbortSignal[];
  readonly #onAbort = () => this.#controller.abort();
  #timer: NodeJS.Timeout | undefined;
  #timedOut: number | undefined;

  constructor(signals: readonly AbortSignal[]) {
    this.#signals = signals;
    if (this.cancelled) this.#controller.abort();
    // AbortSignal.any would keep every request of a long-lived signal in memory.
    for (const signal of signals) signal.addEventListener("abort", this.#onAbort);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get cancelled(): boolean {
    return this.#signals.some(({ aborted }) => aborted);
  }

  /** The time limit in ms, if that has ended the request. */
  get timedOut(): number | undefined {
    return this.#timedOut;
  }

  /** Sets the limit anew, from now on; none if undefined. */
  limit(timeoutMs: number | undefined): void {
    clearTimeout(this.#timer);
    if (timeoutMs === undefined) return;
    this.#timer = setTimeout(() => {
      if (!this.cancelled) this.#timedOut = timeoutMs;
      this.#controller.abort();
    }, timeoutMs);
  }

  /** Stops waiting for what cannot itself be stopped. */
  async race<T>(work: Promise<T>): Promise<T> {
    const { promise, reject } = Promise.withResolvers<never>();
    const stop = () => reject(this.signal.reason);
    if (this.signal.aborted) stop();
    this.signal.addEventListener("abort", stop);
    try {
      return await Promise.race([work, promise]);
    } finally {
      this.signal.removeEventListener("abort", stop);
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const signal of this.#signals) signal.removeEventListener("abort", this.#onAbort);
  }
}
