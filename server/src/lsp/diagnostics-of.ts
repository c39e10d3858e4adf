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

let opened = 0;
const openings = new WeakMap<PackFile, number>();

/**
 * Names the results of an open file: another id for another text, other settings, or the file opened once more,
 * for then its versions begin anew.
 */
export function resultIdOf(file: PackFile, settings: Settings, withoutGeneric: boolean): string {
  const opening = openings.get(file) ?? ++opened;
  openings.set(file, opening);
  return `open ${opening}.${file.version} ${settingsId(settings, withoutGeneric)}`;
}

/** Names the results of a file that is not open; `stamp` is another one when the file has changed. */
export function resultIdOfClosed(stamp: string, settings: Settings, withoutGeneric: boolean): string {
  return `closed ${stamp} ${settingsId(settings, withoutGeneric)}`;
}

function settingsId({ validate, release, rules }: Settings, withoutGeneric: boolean): string {
  return JSON.stringify([validate, withoutGeneric, release, rules]);
}
