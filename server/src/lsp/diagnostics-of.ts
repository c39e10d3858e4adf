/** The problems of a file as the settings want them, in the protocol's types. */
import type { Diagnostic as LspDiagnostic } from "vscode-languageserver/node";
import { type DiagnosticOptions, diagnose } from "../features/diagnostics.ts";
import type { Settings } from "../protocol.ts";
import type { PackFile } from "../yaml/pack-file.ts";
import { toDiagnostic } from "./to-lsp.ts";

export function diagnosticOptions(
  { release, rules }: Settings,
  withoutGeneric: boolean,
  isCancelled?: () => boolean,
): DiagnosticOptions {
  return { release, severities: rules, withoutGeneric, ...(isCancelled ? { isCancelled } : {}) };
}

export function diagnosticsOf(
  file: PackFile,
  settings: Settings,
  withoutGeneric: boolean,
  isCancelled?: () => boolean,
): LspDiagnostic[] {
  if (!settings.validate) return [];
  const found = diagnose(file, diagnosticOptions(settings, withoutGeneric, isCancelled));
  return found.map((diagnostic) => toDiagnostic(file.uri, diagnostic));
}
