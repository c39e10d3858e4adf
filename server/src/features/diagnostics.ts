/**
 * Everything that is wrong in a file. Findings of a block are kept with it, so that an edit costs the
 * block that it touches; a finding is a fact about a block and moves with it.
 */
import type { BlockRule, Finding, Severity } from "../rules/finding.ts";
import { BLOCK_RULES } from "../rules/registry.ts";
import type { PlacedBlock } from "../yaml/pack-document.ts";
import { MAX_FILE_LENGTH, type PackFile } from "../yaml/pack-file.ts";
import type { Range } from "../yaml/position.ts";
import { rememberPerContext } from "../yaml/remember.ts";

export interface Diagnostic {
  readonly range: Range;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly related?: { readonly range: Range; readonly message: string };
}

/** A finding and the block that it is about. */
export interface PlacedFinding {
  readonly rule: BlockRule;
  readonly finding: Finding;
  readonly placed: PlacedBlock;
}

/** More problems in one file help nobody and choke the editor. */
export const MAX_DIAGNOSTICS = 1000;

export interface DiagnosticOptions {
  /** Leaves out what another YAML extension reports. */
  readonly withoutGeneric?: boolean;
  /** Only blocks that stand on these lines, both included. */
  readonly lines?: { readonly first: number; readonly last: number };
  readonly isCancelled?: () => boolean;
}

export function findingsOf(file: PackFile, options: DiagnosticOptions = {}): PlacedFinding[] {
  const found: PlacedFinding[] = [];
  for (const document of file.documents) {
    if (!document.isPack) continue;
    for (const placed of document.blocks) {
      if (options.isCancelled?.()) return found;
      if (options.lines && !standsOn(placed, options.lines)) continue;
      for (const { rule, finding } of blockFindings(document, placed.block)) {
        if (!(options.withoutGeneric && rule.generic)) found.push({ rule, finding, placed });
      }
    }
  }
  return found;
}

export function diagnose(file: PackFile, options: DiagnosticOptions = {}): Diagnostic[] {
  if (file.length > MAX_FILE_LENGTH) return [tooLong()];
  const findings = findingsOf(file, options);
  const shown = findings.slice(0, MAX_DIAGNOSTICS).map(toDiagnostic);
  if (findings.length > MAX_DIAGNOSTICS) shown.push(tooMany(findings.length));
  return shown;
}

function standsOn(placed: PlacedBlock, { first, last }: { first: number; last: number }): boolean {
  const lines = placed.block.lineStarts.length;
  return placed.fileLine(0) <= last && placed.fileLine(lines - 1) >= first;
}

type RuleFinding = { readonly rule: BlockRule; readonly finding: Finding };

const blockFindings = rememberPerContext((document, block): readonly RuleFinding[] =>
  BLOCK_RULES.flatMap((rule) => rule.check(document, block).map((finding) => ({ rule, finding }))),
);

export function toDiagnostic({ rule, finding, placed }: PlacedFinding): Diagnostic {
  const { related } = finding;
  return {
    range: placed.rangeOf(finding.span),
    severity: rule.severity,
    code: finding.code,
    message: finding.message,
    ...(related ? { related: { range: placed.rangeOf(related.span), message: related.message } } : {}),
  };
}

const TOP: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };

function tooLong(): Diagnostic {
  const limit = MAX_FILE_LENGTH / (1024 * 1024);
  const message = `This file is longer than ${limit} MB: it is not checked.`;
  return { range: TOP, severity: "warning", code: "file-limit", message };
}

function tooMany(count: number): Diagnostic {
  const message = `${count} problems; the first ${MAX_DIAGNOSTICS} are shown.`;
  return { range: TOP, severity: "information", code: "problem-limit", message };
}
