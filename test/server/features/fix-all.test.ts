/** All safe fixes of a file at once, and what is left alone. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { safeFixEdits } from "../../../server/src/features/fix-all.ts";
import { comparePositions } from "../../../server/src/yaml/position.ts";
import { openFile, packOf } from "./pointer.ts";

function fixed(text: string, severities: Record<string, "off"> = {}): string {
  const file = openFile(text);
  const edits = safeFixEdits(file, { severities });
  const fromTheEnd = edits.toSorted((a, b) => comparePositions(b.range.start, a.range.start));
  for (const { range, newText } of fromTheEnd) file.edit(newText, range);
  return file.text;
}

const both = ["systemPrompt: x", "schedule:", "  cron: 0 9 * * *", "  interval: 30m", "  task: look"];
const cronOnly = both.filter((line) => !line.includes("interval"));
const spelledOut = ["systemPrompt: x", "schedule:", "  interval: 30 min", "  task: look"];

suite("fix all", () => {
  test("mends every persona that has a fault with one safe fix", () => {
    assert.equal(fixed(packOf(both, both)), packOf(cronOnly, cronOnly));
  });

  test("keeps line breaks of Windows", () => {
    const crlf = (text: string) => text.replaceAll("\n", "\r\n");
    assert.equal(fixed(crlf(packOf(both))), crlf(packOf(cronOnly)));
  });

  test("is done after it was applied", () => {
    const once = fixed(packOf(both, spelledOut));
    assert.equal(fixed(once), once);
  });

  test("leaves a choice between several to the author", () => {
    const text = packOf(["systemPrompt: x", "schedule:", "  interval: 45m", "  task: look"]);
    assert.equal(fixed(text), text);
  });

  test("leaves rules alone that are off, and those that a comment silences", () => {
    const text = packOf(both);
    assert.equal(fixed(text, { "interval-shadowed": "off" }), text);
    const silenced = text.replace(
      "        interval",
      "        # personapack-ignore: interval-shadowed\n        interval",
    );
    assert.equal(fixed(silenced), silenced);
  });
});
