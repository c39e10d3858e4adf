import {
  CodeAction,
  CodeActionKind,
  type CodeActionProvider,
  type Disposable,
  languages,
  type TextDocument,
} from "vscode";
import { localDocuments } from "../cluster/actions/local-document.ts";
import { PROBLEM_SOURCE } from "./apply-problems.ts";
import { APPLY_DOCUMENT, COMPARE_WITH_CLUSTER } from "./command-ids.ts";

/** For fields that others manage: what to do about them, where they are underlined. */
export function registerTakeOverActions(): Disposable {
  const provider: CodeActionProvider = {
    provideCodeActions(document, _range, { diagnostics }) {
      const conflicts = diagnostics.filter(
        ({ source, code }) => source === PROBLEM_SOURCE && code === "conflict",
      );
      const [first] = conflicts;
      if (!first) return [];
      const place = {
        uri: document.uri.toString(),
        documentIndex: indexAt(document, first.range.start.line),
      };
      return [
        {
          title: "Apply, and take over what others have set…",
          command: APPLY_DOCUMENT,
          argument: { ...place, takeOver: true },
        },
        { title: "Compare with the cluster", command: COMPARE_WITH_CLUSTER, argument: place },
      ].map(({ title, command, argument }) => {
        const action = new CodeAction(title, CodeActionKind.QuickFix);
        action.diagnostics = conflicts;
        action.command = { title, command, arguments: [argument] };
        return action;
      });
    },
  };
  const metadata = { providedCodeActionKinds: [CodeActionKind.QuickFix] };
  return languages.registerCodeActionsProvider("*", provider, metadata);
}

/** Of the document that the line is in. */
function indexAt(document: TextDocument, line: number): number {
  return localDocuments(document.getText()).findLastIndex((one) => one.line <= line);
}
