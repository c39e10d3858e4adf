import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { timeline } from "../../../server/src/features/timeline.ts";
import { DEFAULT_RELEASE } from "../../../server/src/pack/releases.ts";
import type { CalendarRow, RunCalendar } from "../../../server/src/protocol.ts";
import { HEADER, openFile, packOf, textIn } from "./pointer.ts";

const MONDAY = Date.parse("2026-03-02T00:00:00Z");
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function calendarOf(text: string, hours = 24): RunCalendar {
  const params = { from: MONDAY, to: MONDAY + hours * HOUR, bucketMinutes: 60 };
  const calendar = timeline(openFile(text), params, DEFAULT_RELEASE);
  assert.ok(calendar);
  return calendar;
}

function cron(text: string): string[] {
  return [`schedule: {type: scheduled, cron: "${text}", task: t}`];
}

/** `bucket:count@minute,minute…` */
function shown({ buckets }: CalendarRow): string[] {
  return buckets.map(({ bucket, count, minutes }) => `${bucket}:${count}@${minutes.join()}`);
}

describe("timeline", () => {
  test("counts the runs in equal parts of the window, with the minutes of the first", () => {
    const { rows, buckets, pack } = calendarOf(packOf(cron("0,20 9-10 * * 1"), cron("* 8 * * *")));
    assert.deepEqual([pack, buckets], ["data-team", 24]);
    assert.deepEqual(rows[0] && shown(rows[0]), ["9:2@540,560", "10:2@600,620"]);
    assert.deepEqual(rows[1] && shown(rows[1]), ["8:60@480,481,482,483,484,485,486,487,488,489,490,491"]);
    assert.deepEqual(
      rows.map(({ runs }) => runs),
      [4, 60],
    );
  });

  const idle: [what: string, lines: string[], spec: string, reason: RegExp][] = [
    ["no schedule", [], "", /^no schedule$/],
    ["excluded", cron("* * * * *"), "  excludePersonas: [agent-1]\n", /^excluded/],
    [
      "a web endpoint",
      [...cron("* * * * *"), "webEndpoint: {enabled: true}"],
      "",
      /^never runs by schedule: serves/,
    ],
    ["a policy that refuses", cron("* * * * *"), "  policyRef: restrictive\n", /^never runs: its policy/],
    [
      "a schedule that is refused",
      ["schedule:", "  cron: 7", "  task: x"],
      "",
      /^its schedule is refused by the API server/,
    ],
    ["an invalid cron", cron("61 * * * *"), "", /^never runs: its cron is not valid: .+/],
    ["no such date", cron("0 0 31 2 *"), "", /^runs without end/],
  ];
  for (const [what, lines, spec, reason] of idle) {
    test(`says why nothing runs: ${what}`, () => {
      const { rows, overlaps } = calendarOf(packOf(lines, cron("0 0 * * *")) + spec);
      assert.match(rows[0]?.reason ?? "", reason);
      assert.deepEqual(rows[0]?.buckets, []);
      assert.deepEqual(overlaps, []);
    });
  }

  test("a persona without a name keeps its place in the list", () => {
    const file = openFile(`${HEADER}  personas:\n    - displayName: A\n    - name: b\n`);
    const calendar = timeline(file, { from: MONDAY, to: MONDAY + DAY, bucketMinutes: 60 }, DEFAULT_RELEASE);
    assert.deepEqual(
      calendar?.rows.map(({ name, title, range }) => [name, title, textIn(file, range)]),
      [
        ["persona 1", "A", "displayName: A"],
        ["b", "b", "b"],
      ],
    );
  });

  test("overlaps: the minute in which most personas run, and which they are", () => {
    const text = packOf(cron("0 9 * * *"), cron("0,30 9 * * *"), cron("30 9 * * *"), cron("30 9,11 * * *"));
    assert.deepEqual(calendarOf(text).overlaps, [
      { bucket: 9, count: 2, minute: 570, most: 3, rows: [1, 2, 3] },
    ]);
  });

  test("the answer to fifty personas that run every minute is as small as the picture", () => {
    const text = packOf(...Array.from({ length: 50 }, () => cron("* * * * *")));
    const { rows, overlaps } = calendarOf(text, 7 * 24);
    assert.ok(rows.every((row) => row.runs === 10_080 && row.buckets.length === 168));
    assert.deepEqual(overlaps[0], {
      bucket: 0,
      count: 60,
      minute: 0,
      most: 50,
      rows: Array.from({ length: 12 }, (_, i) => i),
    });
  });

  test("windows and parts that make no sense, or no picture, are refused or cut off", () => {
    const file = openFile(packOf(cron("0 * * * *")));
    const ask = (to: number, bucketMinutes: number) =>
      timeline(file, { from: MONDAY, to, bucketMinutes }, DEFAULT_RELEASE);
    assert.equal(ask(MONDAY, 60), undefined);
    assert.equal(ask(Number.NaN, 60), undefined);
    assert.equal(ask(MONDAY + DAY, Number.NaN)?.bucketMinutes, 1);
    assert.equal(ask(MONDAY + 1000 * DAY, 60)?.to, MONDAY + 62 * DAY);
    const long = ask(MONDAY + 62 * DAY, 1);
    assert.deepEqual([long?.bucketMinutes, long?.buckets], [45, 1984]);
  });

  test("the last part may be shorter", () => {
    const file = openFile(packOf(cron("30 22 * * *")));
    const calendar = timeline(
      file,
      { from: MONDAY, to: MONDAY + 23 * HOUR, bucketMinutes: 240 },
      DEFAULT_RELEASE,
    );
    assert.equal(calendar?.buckets, 6);
    assert.equal(calendar?.rows[0]?.buckets[0]?.bucket, 5);
  });

  test("of several packs it is the one that is pointed at; where there is none, nothing", () => {
    const second = packOf(cron("0 0 * * *")).replace("data-team", "second");
    const file = openFile(`${packOf()}---\n${second}---\na: 1\n`);
    const ask = (place: { documentIndex?: number; position?: { line: number; character: number } }) =>
      timeline(file, { ...place, from: MONDAY, to: MONDAY + DAY, bucketMinutes: 1440 }, DEFAULT_RELEASE);
    assert.deepEqual(
      [ask({}), ask({ position: { line: 8, character: 0 } }), ask({ documentIndex: 2 })].map((c) => c?.pack),
      ["data-team", "second", undefined],
    );
  });
});
