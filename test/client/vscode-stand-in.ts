/**
 * What commands and documents need of VS Code, for tests outside it. What imports `vscode` gets this file, if it is
 * loaded by `await import(...)` in a file that imports this one.
 */
import { registerHooks } from "node:module";

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "vscode" ? { url: import.meta.url, shortCircuit: true } : next(specifier, context),
});

export class Disposable {
  readonly #dispose: () => unknown;

  constructor(dispose: () => unknown) {
    this.#dispose = dispose;
  }

  static from(...parts: readonly { dispose(): unknown }[]): Disposable {
    return new Disposable(() => {
      for (const part of parts) part.dispose();
    });
  }

  dispose(): void {
    this.#dispose();
  }
}

export class EventEmitter<Value> {
  readonly #listeners = new Set<(value: Value) => unknown>();

  readonly event = (listener: (value: Value) => unknown): Disposable => {
    this.#listeners.add(listener);
    return new Disposable(() => this.#listeners.delete(listener));
  };

  get listeners(): number {
    return this.#listeners.size;
  }

  fire(value: Value): void {
    for (const listener of [...this.#listeners]) listener(value);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

export class Uri {
  readonly scheme: string;
  readonly path: string;

  private constructor(scheme: string, path: string) {
    this.scheme = scheme;
    this.path = path;
  }

  static from({ scheme, path }: { readonly scheme: string; readonly path: string }): Uri {
    return new Uri(scheme, path);
  }

  toString(): string {
    return `${this.scheme}:${encodeURI(this.path)}`;
  }
}

export class Position {}
export class Range {}
export class Selection {}
export class ThemeColor {}
export class CodeLens {}

export class TabInputText {
  readonly uri: Uri;

  constructor(uri: Uri) {
    this.uri = uri;
  }
}

export const FileType = { File: 1 };
export const FileChangeType = { Changed: 1 };
export const StatusBarAlignment = { Left: 1 };
export const ProgressLocation = { Notification: 15 };

export class FileSystemError extends Error {
  static FileNotFound(uri: Uri): FileSystemError {
    return new FileSystemError(uri.toString());
  }

  static Unavailable(message: string): FileSystemError {
    return new FileSystemError(message);
  }
}

interface Document {
  readonly uri: Uri;
  readonly languageId: string;
  readonly lineCount: number;
  lineAt(): { readonly range: Range };
}

interface Editor {
  readonly document: Document;
  setDecorations(): void;
}

interface QuickPickItem {
  readonly label: string;
  readonly description?: string;
}

const opened = new EventEmitter<Document>();
const closed = new EventEmitter<Document>();
const activeChanged = new EventEmitter<Editor | undefined>();
const visibleChanged = new EventEmitter<readonly Editor[]>();
const tabsChanged = new EventEmitter<{ readonly closed: readonly { readonly input: unknown }[] }>();
const never = () => new Disposable(() => undefined);
const registered = new Map<string, (...args: unknown[]) => unknown>();
let shown: Editor | undefined;

/** What a test does and sees as the user. There is one editor at most. */
export const user = {
  /** The only item of the status bar. */
  statusItem: { name: "", text: "", isShown: false },
  /** As it was last offered. */
  quickPick: { items: [] as readonly QuickPickItem[], placeHolder: "" },
  /** What was last said, and what can be answered. */
  notification: { text: "", items: [] as readonly string[] },
  /** Chosen of the items of the next notification; undefined: it is put away. */
  answer: undefined as string | undefined,

  open(uri: Uri): void {
    const document = { uri, languageId: "plaintext", lineCount: 1, lineAt: () => ({ range: new Range() }) };
    opened.fire(document);
    user.show(document);
  },

  /** One that VS Code has already. */
  show(document: Document): void {
    shown = { document, setDecorations: () => undefined };
    visibleChanged.fire([shown]);
    activeChanged.fire(shown);
  },

  close(): void {
    const document = user.closeTab();
    if (document) closed.fire(document);
  },

  /** VS Code keeps the document, which is returned. */
  closeTab(): Document | undefined {
    const before = shown;
    if (!before) return undefined;
    shown = undefined;
    visibleChanged.fire([]);
    activeChanged.fire(undefined);
    tabsChanged.fire({ closed: [{ input: new TabInputText(before.document.uri) }] });
    return before.document;
  },
};

export const commands = {
  registerCommand(id: string, run: (...args: unknown[]) => unknown): Disposable {
    registered.set(id, run);
    return new Disposable(() => registered.delete(id));
  },
  executeCommand: async (id: string, ...args: unknown[]) => await registered.get(id)?.(...args),
};

export const env = { shell: "/bin/bash" };

export const languages = { registerCodeLensProvider: never };

export const workspace = {
  isTrusted: true,
  textDocuments: [] as { readonly uri: Uri }[],
  registerTextDocumentContentProvider: never,
  registerFileSystemProvider: never,
  onDidOpenTextDocument: opened.event,
  onDidCloseTextDocument: closed.event,
  onDidChangeTextDocument: never,
};

export const window = {
  get activeTextEditor(): Editor | undefined {
    return shown;
  },
  get visibleTextEditors(): readonly Editor[] {
    return shown ? [shown] : [];
  },
  tabGroups: { all: [], onDidChangeTabs: tabsChanged.event },
  onDidChangeActiveTextEditor: activeChanged.event,
  onDidChangeVisibleTextEditors: visibleChanged.event,
  onDidChangeTextEditorVisibleRanges: never,
  createTextEditorDecorationType: never,
  createStatusBarItem() {
    const item = user.statusItem;
    return Object.assign(item, {
      show: () => {
        item.isShown = true;
      },
      hide: () => {
        item.isShown = false;
      },
      dispose: () => undefined,
    });
  },
  async showErrorMessage(text: string, ...items: readonly string[]): Promise<string | undefined> {
    user.notification = { text, items };
    return user.answer;
  },
  async showQuickPick(items: readonly QuickPickItem[], { placeHolder }: { readonly placeHolder: string }) {
    user.quickPick = { items, placeHolder };
    return undefined;
  },
};
