/** Every fix of a file that is good unseen, as one edit. */
import { textEdits } from "../rules/finding.ts";
import type { PackFile } from "../yaml/pack-file.ts";
import { comparePositions, rangesTouch, type TextEdit } from "../yaml/position.ts";
import { type DiagnosticOptions, findingsOf } from "./diagnostics.ts";

/**
 * One safe fix for each finding that has one. Of two fixes that touch the same text the first is made; the other
 * is found again afterwards, if it is still needed.
 */
export function safeFixEdits(file: PackFile, options: DiagnosticOptions = {}): TextEdit[] {
  const edits: TextEdit[] = [];
  for (const { finding } of findingsOf(file, options)) {
    const fix = finding.fixes?.().find(({ safe }) => safe === true);
    if (!fix) continue;
    const own = textEdits(fix, finding.placed);
    // Of two insertions at one place it would be chance which comes first.
    if (own.every(({ range }) => edits.every((other) => !rangesTouch(range, other.range))))
      edits.push(...own);
  }
  return edits.sort((a, b) => comparePositions(a.range.start, b.range.start));
}
