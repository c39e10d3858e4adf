import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  axisTicks,
  type Span,
  shareOf,
  timeWindow,
  weekends,
  windowTitle,
} from "../../../../client/webview/timeline/time-window.ts";

const NOW = Date.parse("2026-11-25T07:30:00Z");
const iso = (instant: number): string => new Date(instant).toISOString().slice(0, 16);

describe("timeWindow", () => {
  const cases: [span: Span, zone: string, moved: number, from: string, to: string, title: string][] = [
    ["day", "UTC", 0, "2026-11-25T00:00", "2026-11-26T00:00", "Wed 25 Nov 2026"],
    ["day", "America/New_York", -1, "2026-11-24T05:00", "2026-11-25T05:00", "Tue 24 Nov 2026"],
    ["week", "UTC", 0, "2026-11-23T00:00", "2026-11-30T00:00", "23 Nov – 29 Nov 2026"],
    ["week", "Asia/Kolkata", 1, "2026-11-29T18:30", "2026-12-06T18:30", "30 Nov – 6 Dec 2026"],
    ["weeks", "UTC", 0, "2026-11-23T00:00", "2026-12-21T00:00", "23 Nov – 20 Dec 2026"],
    ["weeks", "UTC", -1, "2026-10-26T00:00", "2026-11-23T00:00", "26 Oct – 22 Nov 2026"],
  ];
  for (const [span, zone, moved, from, to, title] of cases) {
    test(`${span} ${moved} in ${zone}`, () => {
      const window = timeWindow(span, NOW, zone, moved);
      assert.deepEqual([iso(window.from), iso(window.to), windowTitle(window)], [from, to, title]);
    });
  }

  test("a day on which the clocks change has 23 or 25 hours", () => {
    const hours = (day: string): number => {
      const { from, to } = timeWindow("day", Date.parse(`${day}T12:00:00Z`), "Europe/Berlin");
      return (to - from) / 3_600_000;
    };
    assert.deepEqual([hours("2026-03-29"), hours("2026-10-25")], [23, 25]);
  });
});

describe("axisTicks", () => {
  test("a week has a tick for each day, which opens it", () => {
    const ticks = axisTicks(timeWindow("week", NOW, "UTC"));
    assert.deepEqual(
      ticks.map(({ label }) => label),
      ["Mon 23", "Tue 24", "Wed 25", "Thu 26", "Fri 27", "Sat 28", "Sun 29"],
    );
    assert.deepEqual(ticks[2]?.opens, { span: "day", instant: Date.parse("2026-11-25T00:00:00Z") });
    assert.equal(ticks[0]?.at, 0);
  });

  test("four weeks have one for each week, a day one for every three hours", () => {
    const labels = (span: Span): string[] =>
      axisTicks(timeWindow(span, NOW, "UTC")).map(({ label }) => label);
    assert.deepEqual(labels("weeks"), ["23 Nov", "30 Nov", "7 Dec", "14 Dec"]);
    assert.deepEqual(labels("day"), ["00:00", "03:00", "06:00", "09:00", "12:00", "15:00", "18:00", "21:00"]);
  });
});

test("the present lies in its window only", () => {
  assert.equal(shareOf(timeWindow("day", NOW, "UTC"), NOW), 7.5 / 24);
  assert.equal(shareOf(timeWindow("day", NOW, "UTC", 1), NOW), undefined);
});

test("a week ends with its weekend, a day has none", () => {
  assert.deepEqual(weekends(timeWindow("week", NOW, "UTC")), [[5 / 7, 2 / 7]]);
  assert.equal(weekends(timeWindow("weeks", NOW, "UTC")).length, 4);
  assert.deepEqual(weekends(timeWindow("day", NOW, "UTC")), []);
});
