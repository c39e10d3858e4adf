/** What the rules about text and shape say of a pack, and what their fixes make of it. */
import assert from "node:assert/strict";
import { type QuickFix, quickFixes } from "../../../server/src/features/code-actions.ts";
import { type Diagnostic, diagnose } from "../../../server/src/features/diagnostics.ts";
import { BLOCK_RULES } from "../../../server/src/rules/registry.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";
import type { Range, TextEdit } from "../../../server/src/yaml/position.ts";
import { readMarkers } from "../marked-text.ts";

/** Not about shape: they have tests of their own. */
const ABOUT_MEANING: ReadonlySet<string> = new Set(["api-key-in-yaml", "ignored-field"]);

const CODES = new Set(BLOCK_RULES.map((rule) => rule.code).filter((code) => !ABOUT_MEANING.has(code)));

/** A whole pack with `fields` as further fields of its only persona (which has a name, but no prompt). */
export function persona(fields: string): string {
  const indented = fields.replace(/(^|\n)(?=[^\r\n])/g, "$1      ");
  return `apiVersion: sympozium.ai/v1alpha1
kind: PersonaPack
metadata:
  name: data-team
spec:
  personas:
    - name: monitor
${indented}`;
}

/** The same with a prompt: nothing is missing. */
export function fullPersona(fields: string): string {
  return persona(`systemPrompt: Watch.\n${fields}`);
}

/** A whole pack with `fields` as further fields of its `spec`. */
export function spec(fields: string): string {
  const indented = fields.replace(/(^|\n)(?=[^\r\n])/g, "$1  ");
  return `apiVersion: sympozium.ai/v1alpha1
kind: PersonaPack
metadata:
  name: data-team
spec:
  personas: []
${indented}`;
}

export function crlf(text: string): string {
  return text.replaceAll("\n", "\r\n");
}

/** Expects the marked diagnostics and no others. */
export function check(marked: string): void {
  const { text, markers } = readMarkers(marked);
  const found = diagnosticsOf(text);
  assert.deepEqual(
    found.map(({ code, range }) => `${show(range)} ${code}`).sort(),
    markers.map(({ code, range }) => `${show(range)} ${code}`).sort(),
    found.map(({ range, code, message }) => `${show(range)} ${code}: ${message}`).join("\n"),
  );
  for (const marker of markers) {
    const same = found.filter((each) => each.code === marker.code && show(each.range) === show(marker.range));
    assert.ok(
      same.some(({ message }) => message.includes(marker.message)),
      `"${marker.message}" is not in: ${same.map(({ message }) => message).join("\n")}`,
    );
  }
}

/** The titles of all fixes in a text, in their order. */
export function fixTitles(text: string): string[] {
  return fixesIn(text).map((fix) => fix.title);
}

/**
 * Applies the first fix of that title and expects `after`. Its finding must be gone then, and nothing may
 * have come in its place.
 */
export function checkFix(before: string, title: string, after: string): void {
  const fixes = fixesIn(before);
  const named = fixes.filter((fix) => fix.title === title);
  assert.ok(named.length > 0, `fixes: ${fixes.map((fix) => fix.title).join(" | ") || "none"}`);
  const [fix] = named;
  assert.ok(fix);
  const fixed = applyEdits(before, fix.edits);
  assert.equal(fixed, after);
  const remaining = diagnosticsOf(before).map(({ code, message }) => `${code}: ${message}`);
  const now = diagnosticsOf(fixed).map(({ code, message }) => `${code}: ${message}`);
  for (const each of now) {
    const at = remaining.indexOf(each);
    assert.ok(at >= 0, `the fix brings a new finding, ${each}`);
    remaining.splice(at, 1);
  }
  const mended = `${fix.diagnostic.code}: ${fix.diagnostic.message}`;
  assert.ok(remaining.includes(mended), `the fix leaves its finding, ${mended}`);
}

function fixesIn(text: string): QuickFix[] {
  return quickFixes(open(text), wholeRange(text)).filter(({ diagnostic }) => CODES.has(diagnostic.code));
}

export function diagnosticsOf(text: string): Diagnostic[] {
  return diagnose(open(text)).filter(({ code }) => CODES.has(code));
}

function open(text: string): PackFile {
  return new PackFile("file:///pack.yaml", 1, text);
}

function wholeRange(text: string): Range {
  return { start: { line: 0, character: 0 }, end: { line: text.split("\n").length, character: 0 } };
}

export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const starts = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map((match) => match.index + match[0].length)];
  const offset = ({ line, character }: TextEdit["range"]["start"]) =>
    (starts[line] ?? text.length) + character;
  const sorted = edits
    .map(({ range, newText }) => ({ start: offset(range.start), end: offset(range.end), newText }))
    .sort((a, b) => b.start - a.start);
  return sorted.reduce((sum, edit) => sum.slice(0, edit.start) + edit.newText + sum.slice(edit.end), text);
}

function show({ start, end }: Range): string {
  const last = end.line === start.line ? "" : `${end.line + 1}:`;
  return `${start.line + 1}:${start.character}-${last}${end.character}`;
}
