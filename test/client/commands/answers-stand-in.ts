/** What messages and wizards need of VS Code beside the stand-in: loaded like that, and first. */
import { registerHooks } from "node:module";
import { window as base, Disposable, EventEmitter, languages } from "../vscode-stand-in.ts";

export * from "../vscode-stand-in.ts";

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "vscode" && context.parentURL !== import.meta.url
      ? { url: import.meta.url, shortCircuit: true }
      : next(specifier, context),
});

export const QuickInputButtons = { Back: {} };
export const QuickPickItemKind = { Separator: -1 };
export const DiagnosticSeverity = { Error: 0 };
export class Diagnostic {}

/** A message that nobody has put away yet. */
export interface Message {
  readonly text: string;
  readonly offers: readonly string[];
  readonly answer: (offer: string | undefined) => void;
}

export const messages: Message[] = [];

/** A page of a wizard. */
export class Page {
  title = "";
  value = "";
  items: readonly { readonly label: string }[] = [];
  activeItems: Page["items"] = [];
  selectedItems: Page["items"] = [];
  canSelectMany = false;
  readonly #accepted = new EventEmitter<void>();
  readonly #hidden = new EventEmitter<void>();
  readonly onDidAccept = this.#accepted.event;
  readonly onDidHide = this.#hidden.event;
  readonly onDidTriggerButton = new EventEmitter<unknown>().event;
  readonly onDidChangeValue = new EventEmitter<string>().event;

  show(): void {
    queueMicrotask(() => pages.shown(this));
  }

  enter(): void {
    if (!this.canSelectMany) this.selectedItems = [this.activeItems[0] ?? this.items[0] ?? { label: "" }];
    this.#accepted.fire();
  }

  hide(): void {
    this.#hidden.fire();
  }

  dispose(): void {}
}

/** What the user does with each page; set by the test. */
export const pages: { shown: (page: Page) => void } = { shown: (page) => page.enter() };

function show(text: string, ...offers: readonly string[]): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  messages.push({ text, offers, answer: resolve });
  return promise;
}

const token = { onCancellationRequested: () => new Disposable(() => undefined) };

Object.assign(base, {
  showInformationMessage: show,
  showWarningMessage: show,
  showErrorMessage: show,
  setStatusBarMessage: () => undefined,
  createQuickPick: () => new Page(),
  createInputBox: () => new Page(),
  withProgress: async (_options: unknown, work: (progress: unknown, token: unknown) => unknown) =>
    await work({ report: () => undefined }, token),
});
Object.assign(languages, {
  createDiagnosticCollection: () => ({ delete: () => undefined, dispose: () => undefined }),
});
