/**
 * A character that may not stand in YAML, or that ends a line for kubectl only.
 *
 * Why: kubectl reads no control characters, not even in comments and quotes. It takes U+2028, U+2029 and
 * U+0085 (they come with text pasted from chats and web pages) for line breaks, so that what follows
 * them is a line of its own.
 *
 * Bad: a prompt pasted from a terminal, with its colour codes.
 *
 * Good: the same text without them, or with `\e` in double quotes.
 */
import { visitNodes } from "../yaml/ast.ts";
import type { Block } from "../yaml/block.ts";
import type { Span } from "../yaml/position.ts";
import type { BlockRule, Finding, Fix, Severity } from "./finding.ts";

/** Lone surrogates are left out: saving the file replaces them. */
const NOT_ALLOWED = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/g;
const LINE_BREAK = /[\x85\u2028\u2029]/g;
const MAX_FINDINGS = 20;

export const controlCharacter: BlockRule = {
  code: "control-character",
  severity: "error",
  check(_document, block) {
    const found: Finding[] = [];
    const add = (at: number, message: string, fix: Fix, severity?: Severity) => {
      const span = { start: at, end: at + 1 };
      found.push({ code: this.code, message, span, fixes: () => [fix], ...(severity && { severity }) });
    };
    for (const { index, 0: character } of block.text.matchAll(NOT_ALLOWED)) {
      if (found.length >= MAX_FINDINGS) return found;
      const name = nameOf(character);
      const message = `kubectl rejects a file that holds the control character ${name}. Remove it.`;
      add(index, message, replacement(`Remove ${name}`, index, ""));
    }
    // The lines that kubectl sees may be YAML as well.
    const severity = block.problems.length === 0 ? "warning" : undefined;
    for (const at of lineBreaks(block)) {
      if (found.length >= MAX_FINDINGS) return found;
      const name = nameOf(block.text[at] ?? "");
      const message = `kubectl takes ${name} for the end of the line. Write a blank or a line break instead.`;
      add(at, message, replacement("Replace with a blank", at, " "), severity);
    }
    return found;
  },
};

/** True if a problem at this place is one of these characters, which the parsers name in other words. */
export function isControlCharacter(text: string, at: number): boolean {
  return text.slice(at, at + 1).search(NOT_ALLOWED) === 0;
}

/** The line breaks of YAML 1.1 outside of quotes; inside they are folded and harmless. */
function lineBreaks(block: Block): number[] {
  const found = [...block.text.matchAll(LINE_BREAK)].map(({ index }) => index);
  if (found.length === 0 || !block.root) return found;
  const quoted: Span[] = [];
  visitNodes(block.root, (node) => {
    if (node.kind === "scalar" && (node.style === "single" || node.style === "double")) quoted.push(node);
  });
  return found.filter((at) => !quoted.some(({ start, end }) => start < at && at < end));
}

function nameOf(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

function replacement(title: string, at: number, newText: string): Fix {
  return { title, edits: [{ start: at, end: at + 1, newText }], preferred: true };
}
