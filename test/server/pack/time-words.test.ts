import assert from "node:assert/strict";
import { test } from "node:test";
import { timeWords } from "../../../server/src/pack/time-words.ts";

for (const [minutes, text, least, unit] of [
  [1, "1 min", 1, 1],
  [59, "59 min", 59, 1],
  [60, "1 h", 60, 60],
  [119, "1 h", 60, 60],
  [120, "2 h", 120, 60],
  [1439, "23 h", 1380, 60],
  [1440, "1 day", 1440, 1440],
  [2880, "2 days", 2880, 1440],
] as const) {
  test(`${minutes} minutes are ${text}`, () => {
    assert.deepEqual(timeWords(minutes), { text, minutes: least, unitMinutes: unit });
  });
}
