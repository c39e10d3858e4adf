import type { CancellationToken } from "vscode-languageserver/node";

/** Counts changes, and lets somebody wait for the next one. */
export class ChangeSignal {
  #count = 0;
  readonly #waiting = new Set<() => void>();

  get count(): number {
    return this.#count;
  }

  fire(): void {
    this.#count++;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }

  /** Until the next change, or until the request is cancelled. */
  next(token: CancellationToken): Promise<void> {
    return new Promise((resolve) => {
      const subscription = token.onCancellationRequested(() => wake());
      const wake = () => {
        this.#waiting.delete(wake);
        subscription.dispose();
        resolve();
      };
      this.#waiting.add(wake);
    });
  }
}
