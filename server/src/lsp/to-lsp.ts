/** Plain data of the features to the protocol's types. */
import { pathToFileURL } from "node:url";
import {
  type CodeAction,
  CodeActionKind,
  DiagnosticSeverity,
  type Diagnostic as LspDiagnostic,
} from "vscode-languageserver/node";
import type { QuickFix } from "../features/code-actions.ts";
import type { Diagnostic } from "../features/diagnostics.ts";
import type { Severity } from "../rules/finding.ts";
import type { PackFile } from "../yaml/pack-file.ts";
import type { ClientAbilities } from "./session.ts";
import { workspaceEdit } from "./workspace-edit.ts";

export const DIAGNOSTIC_SOURCE = "personapack";

const SEVERITIES: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** The pages of the rules lie beside the bundle, so that they open without a network. */
const RULE_PAGES = pathToFileURL(`${import.meta.dirname}/../docs/rules/`);

export function toDiagnostic(uri: string, diagnostic: Diagnostic): LspDiagnostic {
  const { range, severity, code, message, related } = diagnostic;
  return {
    range,
    severity: SEVERITIES[severity],
    code,
    codeDescription: { href: new URL(`${code}.md`, RULE_PAGES).href },
    source: DIAGNOSTIC_SOURCE,
    message,
    ...(related
      ? { relatedInformation: [{ location: { uri, range: related.range }, message: related.message }] }
      : {}),
  };
}

export function toCodeAction(file: PackFile, fix: QuickFix, client: ClientAbilities): CodeAction {
  return {
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [toDiagnostic(file.uri, fix.diagnostic)],
    ...(fix.preferred ? { isPreferred: true } : {}),
    edit: workspaceEdit(file, fix.edits, client),
  };
}
