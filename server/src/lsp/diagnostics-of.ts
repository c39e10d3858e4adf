/** The problems of a file as the settings want them, in the protocol's types. */
import type { Diagnostic as LspDiagnostic } from "vscode-languageserver/node";
import { type DiagnosticOptions, diagnose } from "../features/diagnostics.ts";
import type { KnownCluster } from "../pack/known-cluster.ts";
import type { Settings } from "../protocol.ts";
import type { PackFile } from "../yaml/pack-file.ts";
import { toDiagnostic } from "./to-lsp.ts";

/** What problems depend on besides the file and its settings. */
export interface DiagnosticsSurroundings {
  isYamlExtensionActive(): boolean;
  cluster(): KnownCluster;
}

export function diagnosticOptions(
  { release, rules }: Settings,
  surroundings: DiagnosticsSurroundings,
  isCancelled?: () => boolean,
): DiagnosticOptions {
  return {
    release,
    cluster: surroundings.cluster(),
    severities: rules,
    withoutGeneric: surroundings.isYamlExtensionActive(),
    ...(isCancelled ? { isCancelled } : {}),
  };
}

export function diagnosticsOf(
  file: PackFile,
  settings: Settings,
  surroundings: DiagnosticsSurroundings,
  isCancelled?: () => boolean,
): LspDiagnostic[] {
  if (!settings.validate) return [];
  const found = diagnose(file, diagnosticOptions(settings, surroundings, isCancelled));
  return found.map((diagnostic) => toDiagnostic(file.uri, diagnostic));
}

let clusters = 0;
const clusterNumbers = new WeakMap<KnownCluster, number>();

function numberOf(cluster: KnownCluster): number {
  const number = clusterNumbers.get(cluster) ?? ++clusters;
  clusterNumbers.set(cluster, number);
  return number;
}

let opened = 0;
const openings = new WeakMap<PackFile, number>();

/**
 * Names the results of an open file: another id for another text, other settings, another cluster, or the file
 * opened once more, for then its versions begin anew.
 */
export function resultIdOf(
  file: PackFile,
  settings: Settings,
  surroundings: DiagnosticsSurroundings,
): string {
  const opening = openings.get(file) ?? ++opened;
  openings.set(file, opening);
  return `open ${opening}.${file.version}${file.isPatch ? " patch" : ""} ${checksId(settings, surroundings)}`;
}

/** Names the results of a file that is not open; `stamp` is another one when the file has changed. */
export function resultIdOfClosed(
  stamp: string,
  settings: Settings,
  surroundings: DiagnosticsSurroundings,
): string {
  return `closed ${stamp} ${checksId(settings, surroundings)}`;
}

function checksId({ validate, release, rules }: Settings, surroundings: DiagnosticsSurroundings): string {
  const cluster = numberOf(surroundings.cluster());
  return JSON.stringify([validate, surroundings.isYamlExtensionActive(), release, rules, cluster]);
}
