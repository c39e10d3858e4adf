/** Documents with the log of a container, which grow while it runs. Nothing of a log is ever stored. */
import {
  Disposable,
  EventEmitter,
  Position,
  Range,
  Selection,
  type TextDocument,
  type TextDocumentContentProvider,
  type TextEditor,
  Uri,
  window,
  workspace,
} from "vscode";
import { contextLeft } from "../cluster/actions/current-session.ts";
import { followLog, type LogState } from "../cluster/actions/follow-log.ts";
import { LogText } from "../cluster/actions/log-text.ts";
import { systemClock } from "../cluster/clock.ts";
import { ClusterError } from "../cluster/cluster-error.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import { followCluster } from "./follow-cluster.ts";
import { LOG_SCHEME, type LogAddress, logAddress, logOf } from "./log-address.ts";
import { whileOpen } from "./open-documents.ts";

/** What somebody reads; more is a matter for kubectl. */
const MOST_LINES = 5000;
const MOST_CHARACTERS = 1_000_000;
/** VS Code is given the whole text anew each time: a long one less often. */
const PAUSE_MS = 250;
const PAUSE_PER_CHARACTER_MS = 0.002;

interface Followed {
  readonly text: LogText;
  state: LogState;
  abort: AbortController;
  /** The reader stays at the end, as long as they have not gone elsewhere. */
  atEnd: boolean;
  /** That is to be seen. */
  firstLine: number;
  drawing: NodeJS.Timeout | undefined;
}

export class LogDocuments implements TextDocumentContentProvider, Disposable {
  readonly #view: ClusterView;
  readonly #changed = new EventEmitter<Uri>();
  readonly #stateChanged = new EventEmitter<void>();
  /** By URI of an open document. */
  readonly #followed = new Map<string, Followed>();
  readonly #listening: Disposable;

  constructor(view: ClusterView) {
    this.#view = view;
    this.#listening = Disposable.from(
      workspace.registerTextDocumentContentProvider(LOG_SCHEME, this),
      whileOpen(LOG_SCHEME, (uri) => this.#open(uri)),
      workspace.onDidChangeTextDocument(({ document }) => this.#keepAtEnd(document)),
      window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => this.#scrolled(textEditor)),
    );
  }

  get onDidChange(): EventEmitter<Uri>["event"] {
    return this.#changed.event;
  }

  /** Of some log. */
  get onDidChangeState(): EventEmitter<void>["event"] {
    return this.#stateChanged.event;
  }

  /** Undefined for what is no open log. */
  stateOf(uri: Uri): LogState | undefined {
    return this.#followed.get(uri.toString())?.state;
  }

  async show(address: LogAddress): Promise<void> {
    const uri = Uri.from(logAddress(address));
    const followed = this.#followed.get(uri.toString());
    if (followed?.state.phase === "ended") this.follow(uri);
    const document = await workspace.openTextDocument(uri);
    toEnd(await window.showTextDocument(document, { preview: false }));
  }

  /** From the beginning, where it was stopped or has ended. */
  follow(uri: Uri): void {
    const address = logOf(uri.path);
    const followed = this.#followed.get(uri.toString());
    if (!address || !followed) return;
    followed.abort.abort();
    followed.abort = new AbortController();
    followed.text.clear();
    void this.#run(uri, address, followed);
  }

  stop(uri: Uri): void {
    const followed = this.#followed.get(uri.toString());
    if (!followed) return;
    followed.abort.abort();
    this.#enter(uri, followed, { phase: "ended", reason: "No longer followed." });
  }

  provideTextDocumentContent(uri: Uri): string {
    const { text, state } = this.#followed.get(uri.toString()) ?? {};
    if (!text || !state) return "";
    const words = stateWords(state, text.isEmpty);
    return `${text.toString()}${words === "" ? "" : `── ${words}\n`}`;
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changed.dispose();
    this.#stateChanged.dispose();
  }

  #open(uri: Uri): Disposable | undefined {
    const address = logOf(uri.path);
    if (!address) return undefined;
    const followed: Followed = {
      text: new LogText(MOST_LINES, MOST_CHARACTERS),
      state: { phase: "connecting" },
      abort: new AbortController(),
      atEnd: true,
      firstLine: 0,
      drawing: undefined,
    };
    this.#followed.set(uri.toString(), followed);
    const look = followCluster(this.#view);
    void this.#run(uri, address, followed);
    return Disposable.from(look, {
      dispose: () => {
        followed.abort.abort();
        clearTimeout(followed.drawing);
        this.#followed.delete(uri.toString());
        this.#stateChanged.fire();
      },
    });
  }

  async #run(uri: Uri, address: LogAddress, followed: Followed): Promise<void> {
    const { signal } = followed.abort;
    const sink = {
      lines: (lines: readonly string[]) => {
        if (signal.aborted) return;
        followed.text.add(lines);
        this.#draw(uri, followed);
      },
      state: (state: LogState) => {
        if (!signal.aborted) this.#enter(uri, followed, state);
      },
    };
    const options = { signal, clock: systemClock, random: Math.random, tailLines: MOST_LINES };
    await followLog(this.#clientFor(address), address, sink, options);
  }

  /** Whatever connection there is to that context when something is asked: refreshing the view makes a new one. */
  #clientFor({ context }: LogAddress): Parameters<typeof followLog>[0] {
    const client = () => {
      const { manager } = this.#view;
      const { scope, connection } = manager.snapshot.current;
      // A manager that has only just begun does not know yet what it will show.
      const isUnknown = !scope && connection.phase === "connecting";
      if (!isUnknown && scope?.context !== context) {
        throw contextLeft(context);
      }
      if (manager.client) return manager.client.client;
      throw new ClusterError("offline", "The cluster is not connected.");
    };
    return {
      get: async (...request) => await client().get(...request),
      readLog: async (...request) => await client().readLog(...request),
    };
  }

  #enter(uri: Uri, followed: Followed, state: LogState): void {
    followed.state = state;
    this.#stateChanged.fire();
    this.#draw(uri, followed);
  }

  #draw(uri: Uri, followed: Followed): void {
    followed.drawing ??= setTimeout(
      () => {
        followed.drawing = undefined;
        this.#changed.fire(uri);
      },
      PAUSE_MS + followed.text.length * PAUSE_PER_CHARACTER_MS,
    );
  }

  #keepAtEnd(document: TextDocument): void {
    if (!this.#followed.get(document.uri.toString())?.atEnd) return;
    for (const editor of window.visibleTextEditors) if (editor.document === document) toEnd(editor);
  }

  /** Who scrolls up wants to read; who is at the end again wants to see what comes. */
  #scrolled({ document, visibleRanges }: TextEditor): void {
    const followed = this.#followed.get(document.uri.toString());
    const first = visibleRanges[0]?.start.line;
    const last = visibleRanges.at(-1)?.end.line;
    if (!followed || first === undefined || last === undefined) return;
    if (last >= document.lineCount - 2) followed.atEnd = true;
    // A text that has grown leaves the first line where it is.
    else if (first < followed.firstLine) followed.atEnd = false;
    followed.firstLine = first;
  }
}

function toEnd(editor: TextEditor): void {
  const end = new Position(Math.max(0, editor.document.lineCount - 1), 0);
  editor.selection = new Selection(end, end);
  editor.revealRange(new Range(end, end));
}

function stateWords(state: LogState, isEmpty: boolean): string {
  switch (state.phase) {
    case "connecting":
      return "Asking for the log…";
    case "waiting":
      return `Waiting for the container${state.reason === "" ? "" : `: ${state.reason}`}`;
    case "following":
      return isEmpty ? "The container has written nothing yet." : "";
    case "reconnecting":
      return `${state.reason} Trying again…`;
    case "ended":
      return isEmpty ? `${state.reason} It has written nothing.` : state.reason;
  }
}
