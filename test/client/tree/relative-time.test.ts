import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { relativeTime } from "../../../client/src/tree/relative-time.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const cases: readonly [offset: number, text: string][] = [
  [1, "in 1 min"],
  [MINUTE, "in 1 min"],
  [MINUTE + 1, "in 2 min"],
  [12 * MINUTE, "in 12 min"],
  [59 * MINUTE + 1, "in 1 h"],
  [2 * HOUR - MINUTE, "in 1 h"],
  [DAY, "in 1 day"],
  [3 * DAY + HOUR, "in 3 days"],
  [0, "just now"],
  [-59 * SECOND, "just now"],
  [-MINUTE, "1 min ago"],
  [-59 * MINUTE, "59 min ago"],
  [-HOUR, "1 h ago"],
  [-23 * HOUR, "23 h ago"],
  [-2 * DAY, "2 days ago"],
];

describe("an instant in words", () => {
  const now = Date.UTC(2026, 0, 1);
  for (const [offset, text] of cases) {
    test(`${offset} ms: ${text}, until another text is right`, () => {
      const { text: actual, staleAt } = relativeTime(now + offset, now);
      assert.equal(actual, text);
      assert.ok(staleAt > now);
      assert.equal(relativeTime(now + offset, staleAt - 1).text, text);
      assert.notEqual(relativeTime(now + offset, staleAt).text, text);
    });
  }
});
