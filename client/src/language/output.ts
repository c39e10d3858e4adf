import { type Disposable, type LogOutputChannel, window } from "vscode";

/** The output channel of the extension. Made when first written to or shown: plain YAML users get none. */
export class Output implements Disposable {
  #channel: LogOutputChannel | undefined;

  get channel(): LogOutputChannel {
    this.#channel ??= window.createOutputChannel("PersonaPack", { log: true });
    return this.#channel;
  }

  dispose(): void {
    this.#channel?.dispose();
    this.#channel = undefined;
  }
}
