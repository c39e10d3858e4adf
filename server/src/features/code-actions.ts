/** Quick fixes: the fixes of the findings that touch a range, computed from the findings themselves. */

import { withoutKeys } from "../rules/api-key-patterns.ts";
import { textEdits } from "../rules/finding.ts";
import type { PackFile } from "../yaml/pack-file.ts";
import { type Range, rangesTouch, type TextEdit } from "../yaml/position.ts";
import { type Diagnostic, type DiagnosticOptions, findingsOf, toDiagnostic } from "./diagnostics.ts";

export interface QuickFix {
  readonly title: string;
  readonly diagnostic: Diagnostic;
  readonly edits: readonly TextEdit[];
  readonly preferred: boolean;
}

export function quickFixes(file: PackFile, range: Range, options: DiagnosticOptions = {}): QuickFix[] {
  const fixes: QuickFix[] = [];
  const lines = { first: range.start.line, last: range.end.line };
  for (const found of findingsOf(file, { ...options, lines })) {
    const diagnostic = toDiagnostic(found);
    if (!rangesTouch(diagnostic.range, range)) continue;
    for (const fix of found.finding.fixes?.() ?? []) {
      const edits = textEdits(fix, found.finding.placed);
      fixes.push({ title: withoutKeys(fix.title), diagnostic, edits, preferred: fix.preferred === true });
    }
  }
  return fixes;
}
