import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { diagnose, findingsOf } from "../../../server/src/features/diagnostics.ts";
import { documentSymbols } from "../../../server/src/features/document-symbols.ts";
import { foldingRanges } from "../../../server/src/features/folding-ranges.ts";
import { inlayHints } from "../../../server/src/features/inlay-hints.ts";
import { ALL_RULES } from "../../../server/src/rules/registry.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";
import { comparePositions, type Position, type Range } from "../../../server/src/yaml/position.ts";
import { mutatedPacks } from "./any-shape.ts";

const NOW = new Date("2025-11-24T09:17:20Z");

describe("any shape of any field", () => {
  it("makes no rule, fix or feature throw, and nothing points outside of the text", () => {
    const heard = new Set<string>();
    let count = 0;
    for (const { title, text } of mutatedPacks()) {
      count++;
      try {
        for (const code of examine(text)) heard.add(code);
      } catch (error) {
        throw new Error(`${title}: ${error instanceof Error ? error.stack : error}\n${text}`);
      }
    }
    assert.ok(count > 5000, `${count} mutations`);
    // The others need values that belong together, or broken text: their own tests have these.
    assert.ok(heard.size > ALL_RULES.length / 2, `only these rules spoke: ${[...heard].join(", ")}`);
  });
});

function examine(text: string): string[] {
  const file = new PackFile("file:///pack.yaml", 1, text);
  const lines = text.split("\n").map((line) => line.length);
  const whole = { start: { line: 0, character: 0 }, end: { line: lines.length, character: 0 } };
  const isIn = ({ line, character }: Position) => character >= 0 && character <= (lines[line] ?? -1);
  const expectIn = ({ start, end }: Range, what: string) => {
    const place = `${what} ${start.line}:${start.character}-${end.line}:${end.character}`;
    assert.ok(isIn(start) && isIn(end) && comparePositions(start, end) <= 0, place);
  };
  const diagnostics = diagnose(file);
  for (const { range, related, code, message } of diagnostics) {
    expectIn(range, code);
    if (related) expectIn(related.range, `${code} related`);
    assert.ok(message.length < 600 && !/undefined|\[object/.test(message), message);
  }
  for (const { finding } of findingsOf(file)) {
    for (const fix of finding.fixes?.() ?? []) {
      const placed = fix.placed ?? finding.placed;
      for (const edit of fix.edits) {
        const own = edit.placed ?? placed;
        assert.ok(edit.start >= 0 && edit.end <= own.block.text.length, fix.title);
        expectIn(own.rangeOf(edit), fix.title);
      }
    }
  }
  for (const symbol of documentSymbols(file)) expectIn(symbol.range, symbol.name);
  foldingRanges(file);
  inlayHints(file, whole, { now: NOW, timeZone: "UTC", cron: true, interval: true });
  return diagnostics.map(({ code }) => code);
}
