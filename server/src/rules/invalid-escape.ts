/**
 * An escape in double quotes that kubectl does not know: `\/`, or half of a character written as `\ud83d`.
 *
 * Why: JSON has these escapes, and YAML parsers that follow JSON read them. kubectl rejects the file.
 *
 * Bad:
 *     task: "Report \ud83d\ude00 in reports\/daily"
 *
 * Good:
 *     task: "Report \U0001F600 in reports/daily"
 */
import { visitNodes } from "../yaml/ast.ts";
import type { BlockRule, Finding } from "./finding.ts";
import { isReadAsJson } from "./json-document.ts";

const ESCAPE =
  /\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|u[dD][89a-fA-F][0-9a-fA-F]{2}|U[0-9a-fA-F]{8}|[\s\S])/g;
const LAST_CODE_POINT = 0x10ffff;

export const invalidEscape: BlockRule = {
  code: "invalid-escape",
  severity: "error",
  check(_document, block) {
    const findings: Finding[] = [];
    if (!block.root || !block.text.includes("\\") || isReadAsJson(block)) return findings;
    visitNodes(block.root, (node) => {
      if (node.kind !== "scalar" || node.style !== "double") return;
      for (const match of block.text.slice(node.start, node.end).matchAll(ESCAPE)) {
        const [written, high, low] = match;
        const newText = replacementOf(written, high, low);
        if (newText === undefined) continue;
        const span = { start: node.start + match.index, end: node.start + match.index + written.length };
        const message = `kubectl does not know the escape \`${written}\`. Write \`${newText}\`.`;
        const fix = { title: `Write ${newText}`, edits: [{ ...span, newText }], preferred: true };
        findings.push({ code: this.code, message, span, fixes: () => [fix] });
      }
    });
    return findings;
  },
};

/** What kubectl reads instead; undefined for escapes that it knows. */
function replacementOf(written: string, high?: string, low?: string): string | undefined {
  if (written === "\\/") return "/";
  if (high !== undefined && low !== undefined) {
    const codePoint =
      String.fromCharCode(Number.parseInt(high, 16), Number.parseInt(low, 16)).codePointAt(0) ?? 0;
    return `\\U${codePoint.toString(16).toUpperCase().padStart(8, "0")}`;
  }
  const digits = /^\\[uU]([0-9a-fA-F]{4,8})$/.exec(written)?.[1];
  return digits !== undefined && isNoCharacter(Number.parseInt(digits, 16)) ? "\\uFFFD" : undefined;
}

function isNoCharacter(code: number): boolean {
  return code > LAST_CODE_POINT || (code >= 0xd800 && code <= 0xdfff);
}
