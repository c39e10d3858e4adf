import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { bucketWords, overlapWords, rowLabel, summary } from "../../../../client/webview/timeline/words.ts";
import type { CalendarRow } from "../../../../server/src/protocol.ts";

const from = Date.parse("2026-11-23T00:00:00Z");
const week = { from, to: from + 7 * 86_400_000, bucketMinutes: 60 };
const start = { line: 0, character: 0 };
const row = (title: string, more: Partial<CalendarRow> = {}): CalendarRow => ({
  name: title.toLowerCase(),
  title,
  range: { start, end: start },
  runs: 0,
  buckets: [],
  ...more,
});

describe("bucketWords", () => {
  test("one run: its very time, in the chosen zone", () => {
    const bucket = { bucket: 9, count: 1, minutes: [571] };
    assert.deepEqual(bucketWords(bucket, "A", week, "UTC"), { head: "Mon 23 Nov, 09:31 UTC", lines: ["A"] });
    assert.equal(bucketWords(bucket, "A", week, "Asia/Kolkata").head, "Mon 23 Nov, 15:01 Asia/Kolkata");
  });

  test("several runs: all times, or the first and how many more", () => {
    const lines = (count: number, minutes: number[]) =>
      bucketWords({ bucket: 9, count, minutes }, "A", week, "UTC");
    assert.deepEqual(lines(2, [540, 570]), {
      head: "Mon 23 Nov, 09:00–10:00 UTC",
      lines: ["A", "2 runs: 09:00, 09:30"],
    });
    assert.deepEqual(lines(60, [540, 541, 542, 543, 544, 545, 546]).lines, [
      "A",
      "60 runs: 09:00, 09:01, 09:02, 09:03, 09:04 and 55 more",
    ]);
  });
});

test("overlapWords: who runs at once, in the worst minute of several", () => {
  const rows = [row("A"), row("B")];
  const overlap = { bucket: 9, count: 1, minute: 540, most: 2, rows: [0, 1] };
  assert.deepEqual(overlapWords(overlap, { rows }, week, "UTC"), {
    head: "Mon 23 Nov, 09:00 UTC",
    lines: ["2 personas at once: A, B"],
  });
  assert.deepEqual(overlapWords({ ...overlap, count: 3, most: 14 }, { rows }, week, "UTC").lines, [
    "14 personas at once: A, B and 12 more",
    "The most of 3 such minutes in 09:00–10:00",
  ]);
});

test("rowLabel: schedule and runs, or the reason for none", () => {
  assert.equal(rowLabel(row("A", { words: "daily 09:00", runs: 7, name: "A" })), "A, daily 09:00: 7 runs");
  assert.equal(rowLabel(row("A", { reason: "no schedule" })), "A (a): no schedule");
});

test("summary", () => {
  const rows = [row("A", { runs: 1000 }), row("B", { runs: 13 }), row("C", { reason: "excluded" })];
  const overlaps = [{ bucket: 0, count: 2, minute: 0, most: 2, rows: [0, 1] }];
  assert.equal(
    summary({ rows, overlaps }),
    "3 personas, 1 without runs · 1,013 runs · several at once in 2 minutes",
  );
  assert.equal(summary({ rows: [], overlaps: [] }), "0 personas · 0 runs · never two at once");
});
