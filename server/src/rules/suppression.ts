/**
 * Findings that the author has seen and wants to keep: a comment on the line before names their codes, or
 * none for all of that line.
 *
 *     # personapack-ignore: interval-fallback
 *     interval: 45m
 */
import { type Block, rememberPerBlock } from "../yaml/block.ts";
import type { Span } from "../yaml/position.ts";

const MARK = /^[ \t]*#[ \t]*personapack-ignore(?:[ \t]*:[ \t]*([\w-]+(?:[ \t]*,[ \t]*[\w-]+)*))?[ \t]*\r?$/;

/** Codes by the line that they are kept quiet on; an empty set stands for all codes. */
const suppressedLines = rememberPerBlock((block): ReadonlyMap<number, ReadonlySet<string>> => {
  const lines = new Map<number, ReadonlySet<string>>();
  if (!block.text.includes("personapack-ignore")) return lines;
  for (const [line, text] of block.text.split(/\r\n|\r|\n/).entries()) {
    const mark = MARK.exec(text);
    if (mark) lines.set(line + 1, new Set(mark[1]?.split(",").map((code) => code.trim())));
  }
  return lines;
});

export function isSuppressed(block: Block, finding: { readonly code: string; readonly span: Span }): boolean {
  const lines = suppressedLines(block);
  if (lines.size === 0) return false;
  const codes = lines.get(block.positionAt(finding.span.start).line);
  return codes !== undefined && (codes.size === 0 || codes.has(finding.code));
}
