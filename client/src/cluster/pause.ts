import type { Clock } from "./clock.ts";

/** Waits that end by time, by hand, or with a signal, whichever is first; nothing of them stays behind. */
export class Pause {
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  #end: (() => void) | undefined;

  constructor(clock: Clock, signal: AbortSignal) {
    this.#clock = clock;
    this.#signal = signal;
  }

  /** Without `milliseconds` only `end` and the signal end it. One wait at a time. */
  async wait(milliseconds?: number): Promise<void> {
    if (this.#signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const end = () => resolve();
    this.#end = end;
    const callOff = milliseconds === undefined ? undefined : this.#clock.after(milliseconds, end);
    this.#signal.addEventListener("abort", end, { once: true });
    await promise;
    this.#signal.removeEventListener("abort", end);
    callOff?.();
    this.#end = undefined;
  }

  end(): void {
    this.#end?.();
  }
}
