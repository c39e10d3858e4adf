/**
 * Text on the line of a `---`, a directive, or a document that starts with `...`.
 *
 * Why: kubectl cuts a file at every line that starts with `---` and rejects it if anything but a comment
 * follows on that line; it reads no `%` directives.
 *
 * Bad:
 *     --- # comments are fine, values are not
 *     --- {apiVersion: sympozium.ai/v1alpha1}
 *
 * Good:
 *     ---
 *     apiVersion: sympozium.ai/v1alpha1
 */
import type { BlockRule, Finding } from "./finding.ts";

const SEPARATOR = /^\uFEFF?---(?![ \t]*(?:#|\r|$))([ \t]*)([^\r\n]*[^\s])/gm;
/** The first line that is neither blank nor a comment. */
const OPENING = /^\uFEFF?(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r))*([^\r\n]*)/;

export const documentMarker: BlockRule = {
  code: "document-marker",
  severity: "error",
  check(_document, block) {
    const findings: Finding[] = [];
    const { text } = block;
    for (const match of text.includes("---") ? text.matchAll(SEPARATOR) : []) {
      const [whole, gap = "", rest = ""] = match;
      const end = match.index + whole.length;
      const start = end - rest.length;
      const newline = text.includes("\r\n") ? "\r\n" : "\n";
      const edits = [{ start: start - gap.length, end: start, newText: newline }];
      const message = "kubectl rejects text on the line of a `---`. Put it on the next line.";
      const fixes = () => [{ title: "Put it on the next line", edits, preferred: true }];
      findings.push({ code: this.code, message, span: { start, end }, fixes });
    }
    const opening = OPENING.exec(text);
    const line = opening?.[1] ?? "";
    const start = (opening?.[0].length ?? 0) - line.length;
    const span = { start, end: start + line.trimEnd().length };
    const fixes = () => [{ title: "Remove this line", edits: [{ ...span, newText: "" }], preferred: true }];
    if (line.startsWith("%")) {
      const message = "kubectl reads no YAML directives. Remove this line.";
      findings.push({ code: this.code, message, span, fixes });
    } else if (/^\.\.\.(?:\s|$)/.test(line)) {
      const message = "`...` ends a document, but none has begun. Remove this line.";
      findings.push({ code: this.code, message, span, fixes });
    }
    return findings;
  },
};
