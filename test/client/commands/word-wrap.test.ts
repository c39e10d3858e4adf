import assert from "node:assert/strict";
import { test } from "node:test";
import { wordWrapped } from "../../../client/src/commands/word-wrap.ts";

for (const { text, lines } of [
  { text: "", lines: [""] },
  { text: "one", lines: ["one"] },
  { text: "one two three", lines: ["one two", "three"] },
  { text: "a-very-long-word of it", lines: ["a-very-long-word", "of it"] },
  { text: "12345678 9", lines: ["12345678", "9"] },
]) {
  test(`“${text}” in ${lines.length} lines`, () => assert.deepEqual(wordWrapped(text, 8), lines));
}
