import assert from "node:assert/strict";
import { diagnose } from "../../../server/src/features/diagnostics.ts";
import { type DocumentSymbol, documentSymbols } from "../../../server/src/features/document-symbols.ts";
import { contentEnd, lineStartsOf } from "../../../server/src/yaml/line-index.ts";
import type { PackFile } from "../../../server/src/yaml/pack-file.ts";
import type { Range } from "../../../server/src/yaml/position.ts";

/** Every range that is shown of a file lies in its text, ends after it starts, and lies in its parent's. */
export function checkRanges(file: PackFile, text: string): void {
  const check = (range: Range, what: string) => checkRange(range, text, what);
  const checkSymbol = (symbol: DocumentSymbol) => {
    check(symbol.range, symbol.name);
    check(symbol.selectionRange, symbol.name);
    assert.ok(
      holds(symbol.range, symbol.selectionRange),
      `${symbol.name}: selectionRange is not inside range`,
    );
    assert.match(symbol.name, /^\S.*$/);
    for (const child of symbol.children ?? []) {
      assert.ok(holds(symbol.range, child.range), `${child.name} is not inside ${symbol.name}`);
      checkSymbol(child);
    }
  };
  for (const { range, related, code } of diagnose(file)) {
    check(range, code);
    if (related) check(related.range, code);
  }
  for (const symbol of documentSymbols(file)) checkSymbol(symbol);
}

function before(a: Range["start"], b: Range["start"]): boolean {
  return a.line < b.line || (a.line === b.line && a.character <= b.character);
}

function holds(outer: Range, inner: Range): boolean {
  return before(outer.start, inner.start) && before(inner.end, outer.end);
}

export function checkRange({ start, end }: Range, text: string, what: string): void {
  const starts = lineStartsOf(text);
  for (const { line, character } of [start, end]) {
    const from = starts[line];
    const next = starts[line + 1] ?? text.length;
    const inside = from !== undefined && character >= 0 && contentEnd(text, from, next) - from >= character;
    assert.ok(inside, `${what}: ${line}:${character} is not in the text`);
  }
  assert.ok(before(start, end), `${what}: ends before it starts`);
}
