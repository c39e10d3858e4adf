import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runsPerDay, shortestGap } from "../../../server/src/pack/cron-frequency.ts";
import { scheduleOf } from "./schedule-of.ts";

/** Cron, shortest gap in minutes, runs per day. */
const FREQUENCIES: readonly (readonly [string, number | undefined, number])[] = [
  ["* * * * *", 1, 1440],
  ["*/7 * * * *", 4, 216],
  ["*/59 * * * *", 1, 48],
  ["0,58 3 * * *", 58, 2],
  ["0 */5 * * *", 240, 5],
  ["59,0 0,23 * * *", 1, 4],
  ["0 9 * * *", 1440, 1],
  ["0 9 * * 1", 10080, 1 / 7],
  ["0 9 * * 1,4", 3 * 1440, 2 / 7],
  ["0 0 29 2 *", 1461 * 1440, 1 / 1461],
  ["0 0 31 2 *", undefined, 0],
  [", * * * *", undefined, 0],
];

describe("how often a schedule runs", () => {
  for (const [cron, gap, perDay] of FREQUENCIES) {
    it(cron, () => {
      const schedule = scheduleOf(cron);
      assert.equal(shortestGap(schedule), gap === undefined ? undefined : gap * 60_000);
      assert.ok(Math.abs(runsPerDay(schedule) - perDay) < 1e-9, `${runsPerDay(schedule)}`);
    });
  }
});
