/** What the API server says against a document, among the Problems until the document is edited. */
import {
  Diagnostic,
  type DiagnosticCollection,
  DiagnosticSeverity,
  Disposable,
  languages,
  Range,
  type TextDocument,
  type Uri,
  workspace,
} from "vscode";
import type { ApplyProblem } from "../cluster/actions/apply-problem.ts";
import { placeOf } from "../cluster/actions/document-place.ts";
import type { LocalDocument } from "../cluster/actions/local-document.ts";

export const PROBLEM_SOURCE = "cluster";

export class ApplyProblems implements Disposable {
  readonly #collection: DiagnosticCollection = languages.createDiagnosticCollection("personapack-cluster");
  readonly #listening: Disposable;

  constructor() {
    const forget = (uri: Uri) => this.#collection.delete(uri);
    this.#listening = Disposable.from(
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) forget(document.uri);
      }),
      workspace.onDidCloseTextDocument(({ uri }) => forget(uri)),
    );
  }

  /** Those of the document, or of all of the file. */
  clear({ uri }: TextDocument, document?: LocalDocument): void {
    if (!document) {
      this.#collection.delete(uri);
      return;
    }
    const first = document.line;
    const end = first + document.text.split("\n").length - 1;
    const others = (this.#collection.get(uri) ?? []).filter(
      ({ range }) => range.start.line < first || range.start.line >= end,
    );
    this.#collection.set(uri, others);
  }

  /** Beside those of other documents of the same file. */
  show(source: TextDocument, document: LocalDocument, problems: readonly ApplyProblem[]): void {
    const own = problems.map((problem) => {
      const severity = problem.kind === "conflict" ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error;
      const diagnostic = new Diagnostic(rangeOf(source, document, problem), problem.message, severity);
      diagnostic.source = PROBLEM_SOURCE;
      diagnostic.code = problem.kind;
      return diagnostic;
    });
    this.#collection.set(source.uri, [...(this.#collection.get(source.uri) ?? []), ...own]);
  }

  dispose(): void {
    this.#listening.dispose();
    this.#collection.dispose();
  }
}

function rangeOf(source: TextDocument, document: LocalDocument, { path, part, line }: ApplyProblem): Range {
  if (line !== undefined) {
    const at = Math.min(document.line + line, source.lineCount - 1);
    return source.lineAt(at).range;
  }
  const { start, end } = placeOf(document.text, path, part);
  // The document's text has other line ends than the editor's, perhaps: lines and columns are the same.
  const from = lineAndColumn(document.text, start);
  const to = lineAndColumn(document.text, end);
  const range = new Range(document.line + from.line, from.column, document.line + to.line, to.column);
  return range.isEmpty ? source.lineAt(document.line).range : range;
}

function lineAndColumn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length - 1, column: offset - (before.lastIndexOf("\n") + 1) };
}
