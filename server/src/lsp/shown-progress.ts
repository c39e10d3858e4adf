/** Progress in the editor, for work that takes long enough to be noticed. */
import type { WorkDoneProgressReporter, WorkDoneProgressServerReporter } from "vscode-languageserver/node";

const NOTICED_AFTER_MS = 500;

export interface ProgressOptions {
  readonly title: string;
  /** The client's own, which came with its request. */
  readonly given: WorkDoneProgressReporter | undefined;
  /** Asks the client for one; undefined if it shows none. */
  readonly create: (() => Promise<WorkDoneProgressServerReporter>) | undefined;
  readonly onCancel: () => void;
}

export class ShownProgress {
  readonly #options: ProgressOptions;
  readonly #timer: NodeJS.Timeout;
  #reporter: WorkDoneProgressReporter | undefined;
  #isDone = false;

  constructor(options: ProgressOptions) {
    this.#options = options;
    this.#timer = setTimeout(() => void this.#begin(), NOTICED_AFTER_MS);
  }

  report(done: number, all: number): void {
    this.#reporter?.report(Math.round((100 * done) / Math.max(1, all)), `${done} of ${all} files`);
  }

  /** May be said more than once. */
  done(): void {
    if (this.#isDone) return;
    clearTimeout(this.#timer);
    this.#isDone = true;
    this.#reporter?.done();
  }

  async #begin(): Promise<void> {
    const { title, given, create, onCancel } = this.#options;
    const own = given ? undefined : await create?.().catch(() => undefined);
    const reporter = given ?? own;
    own?.token.onCancellationRequested(onCancel);
    reporter?.begin(title, 0, undefined, true);
    // It may have ended while the client was asked.
    if (this.#isDone) reporter?.done();
    else this.#reporter = reporter;
  }
}
