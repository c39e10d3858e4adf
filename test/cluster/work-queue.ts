/** Does one piece of work at a time; work that waits already is not queued twice, work that fails is tried again. */
import { RestError } from "./rest-client.ts";

const RETRY_MS = 200;

export class WorkQueue {
  readonly #waiting = new Map<string, () => Promise<void>>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #working: Promise<void> | undefined;
  #closed = false;

  get isWorking(): boolean {
    return this.#working !== undefined;
  }

  add(key: string, work: () => Promise<void>): void {
    if (this.#closed) return;
    this.#waiting.set(key, work);
    this.#working ??= this.#drain();
  }

  /** Later, unless it is to be later or earlier by another call since. */
  addLater(key: string, work: () => Promise<void>, milliseconds: number): void {
    clearTimeout(this.#timers.get(key));
    if (this.#closed) return;
    const timer = setTimeout(() => {
      this.#timers.delete(key);
      this.add(key, work);
    }, milliseconds);
    this.#timers.set(key, timer);
  }

  /** Done when the work at hand is; no more starts. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#waiting.clear();
    for (const timer of this.#timers.values()) clearTimeout(timer);
    await this.#working;
  }

  async #drain(): Promise<void> {
    for (const [key, work] of this.#waiting) {
      this.#waiting.delete(key);
      try {
        await work();
      } catch (error) {
        // A conflict, or the server is away. What the server refuses for good is no reason to ask again.
        if (!(error instanceof RestError) || error.status === 409 || error.status >= 429) {
          this.addLater(`retry ${key}`, work, RETRY_MS);
        }
      }
    }
    this.#working = undefined;
  }
}
