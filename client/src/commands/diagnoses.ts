/** Documents with the diagnosis of a pack. While one is to be seen the cluster is followed, and so are its findings. */
import {
  CodeLens,
  type CodeLensProvider,
  Disposable,
  EventEmitter,
  languages,
  Range,
  type TextDocument,
  type TextDocumentContentProvider,
  type TextEditor,
  ThemeColor,
  Uri,
  window,
  workspace,
} from "vscode";
import { diagnose } from "../cluster/actions/diagnose/checks.ts";
import type { ClusterClient } from "../cluster/cluster-client.ts";
import type { SessionClient } from "../cluster/cluster-session.ts";
import { systemSkillPacks } from "../cluster/skill-packs.ts";
import type { ClusterView } from "../tree/cluster-view.ts";
import {
  DIAGNOSIS_SCHEME,
  type DiagnosisAddress,
  diagnosisAddress,
  diagnosisOf,
} from "./diagnosis-address.ts";
import { type DiagnosisReport, diagnosisReport, type FindingState, MARKS } from "./diagnosis-report.ts";
import { followCluster } from "./follow-cluster.ts";
import { whileOpen, whileVisible } from "./open-documents.ts";

/** Of package.json: long lines are wrapped, and what can be clicked is shown. */
const REPORT_LANGUAGE = "personapack-report";
/** A run becomes overdue without anything happening in the cluster. */
const LOOK_AGAIN_MS = 30_000;

const COLORS: Readonly<Record<FindingState, string>> = {
  ok: "testing.iconPassed",
  warning: "problemsWarningIcon.foreground",
  problem: "testing.iconFailed",
  unknown: "descriptionForeground",
};

export class Diagnoses implements TextDocumentContentProvider, CodeLensProvider, Disposable {
  readonly #view: ClusterView;
  readonly #changed = new EventEmitter<Uri>();
  readonly #lensesChanged = new EventEmitter<void>();
  /** By URI of an open document, as it was last shown. */
  readonly #reports = new Map<string, DiagnosisReport>();
  readonly #colors = (Object.keys(MARKS) as FindingState[]).map((state) => ({
    state,
    type: window.createTextEditorDecorationType({ color: new ThemeColor(COLORS[state]), fontWeight: "bold" }),
  }));
  readonly #headings = window.createTextEditorDecorationType({ fontWeight: "bold" });
  /** By context, as they were when a diagnosis came to be seen, or the connection was made. */
  readonly #systemSkillPacks = new Map<string, ReadonlySet<string>>();
  readonly #listening: Disposable;

  constructor(view: ClusterView) {
    this.#view = view;
    this.#listening = Disposable.from(
      ...this.#colors.map(({ type }) => type),
      this.#headings,
      workspace.registerTextDocumentContentProvider(DIAGNOSIS_SCHEME, this),
      languages.registerCodeLensProvider({ scheme: DIAGNOSIS_SCHEME }, this),
      whileVisible(DIAGNOSIS_SCHEME, (uri) => this.#follow(uri)),
      whileOpen(DIAGNOSIS_SCHEME, (uri) => new Disposable(() => this.#reports.delete(uri.toString()))),
      workspace.onDidChangeTextDocument(({ document }) => this.#color(document)),
      window.onDidChangeVisibleTextEditors((editors) => {
        for (const editor of editors) this.#colorEditor(editor);
      }),
    );
  }

  get onDidChange(): EventEmitter<Uri>["event"] {
    return this.#changed.event;
  }

  get onDidChangeCodeLenses(): EventEmitter<void>["event"] {
    return this.#lensesChanged.event;
  }

  /** An open one is shown as it is now. */
  async show(address: DiagnosisAddress): Promise<void> {
    const uri = Uri.from(diagnosisAddress(address));
    this.#refresh(uri);
    const document = await workspace.openTextDocument(uri);
    if (document.languageId !== REPORT_LANGUAGE) {
      await languages.setTextDocumentLanguage(document, REPORT_LANGUAGE);
    }
    this.#colorEditor(await window.showTextDocument(document, { preview: false }));
  }

  provideTextDocumentContent(uri: Uri): string {
    const report = this.#reportOf(uri);
    if (typeof report === "string") {
      this.#reports.delete(uri.toString());
      return report;
    }
    this.#reports.set(uri.toString(), report);
    this.#lensesChanged.fire();
    return report.text;
  }

  provideCodeLenses({ uri }: TextDocument): CodeLens[] {
    const { fixes = [] } = this.#reports.get(uri.toString()) ?? {};
    return fixes.map(
      ({ line, title, command, target }) =>
        new CodeLens(new Range(line, 0, line, 0), {
          title,
          command,
          ...(target && { arguments: [target] }),
        }),
    );
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changed.dispose();
    this.#lensesChanged.dispose();
    this.#reports.clear();
  }

  #reportOf({ path }: Uri): DiagnosisReport | string {
    const address = diagnosisOf(path);
    if (!address) return "This is no address of a diagnosis.\n";
    const { context, namespace, name } = address;
    const snapshot = this.#view.manager.snapshot.current;
    if (snapshot.scope?.context !== context) {
      return `The cluster view does not show the context ${context}: once it does, the diagnosis of ${name} is here again.\n`;
    }
    const subject = { context, namespace, kind: "PersonaPack", name, pack: name };
    const answers = diagnose(snapshot, namespace, name, new Date(), this.#systemSkillPacks.get(context));
    return diagnosisReport(answers, subject);
  }

  #follow(uri: Uri): Disposable {
    const abort = new AbortController();
    let asked: ClusterClient | undefined;
    const refresh = () => this.#refresh(uri);
    const changed = () => {
      refresh();
      const session = this.#view.manager.client;
      if (!session || session.client === asked) return;
      asked = session.client;
      void this.#lookForSkillPacks(session, abort.signal).then(refresh);
    };
    const following = followCluster(this.#view, changed);
    changed();
    const timer = setInterval(refresh, LOOK_AGAIN_MS);
    return Disposable.from(following, {
      dispose: () => {
        abort.abort();
        clearInterval(timer);
      },
    });
  }

  /** Where one namespace is shown, Sympozium's own is not followed. */
  async #lookForSkillPacks({ client, scope }: SessionClient, signal: AbortSignal): Promise<void> {
    const names = await systemSkillPacks(client, signal);
    if (names) this.#systemSkillPacks.set(scope.context, names);
  }

  /** A text that stays as it is would lose its selection. */
  #refresh(uri: Uri): void {
    const report = this.#reportOf(uri);
    const text = typeof report === "string" ? report : report.text;
    if (this.#reports.get(uri.toString())?.text !== text) this.#changed.fire(uri);
  }

  #color(document: TextDocument): void {
    for (const editor of window.visibleTextEditors) {
      if (editor.document === document) this.#colorEditor(editor);
    }
  }

  #colorEditor(editor: TextEditor): void {
    const { uri, lineCount } = editor.document;
    if (uri.scheme !== DIAGNOSIS_SCHEME) return;
    const { marks = [] } = this.#reports.get(uri.toString()) ?? {};
    for (const { state, type } of this.#colors) {
      const own = marks.filter((mark) => mark.state === state && mark.line < lineCount);
      editor.setDecorations(
        type,
        own.map(({ line }) => new Range(line, 0, line, 3)),
      );
    }
    const marked = new Set(marks.map(({ line }) => line));
    const headings = Array.from({ length: lineCount }, (_, line) => line).filter(
      (line) => line !== 1 && !marked.has(line),
    );
    editor.setDecorations(
      this.#headings,
      headings.map((line) => editor.document.lineAt(line).range),
    );
  }
}
