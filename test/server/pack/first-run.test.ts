import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { firstRun } from "../../../server/src/pack/first-run.ts";
import { DEFAULT_RELEASE, RELEASES } from "../../../server/src/pack/releases.ts";
import { scheduleOf } from "./schedule-of.ts";

const BEHAVIOUR = RELEASES[DEFAULT_RELEASE];
/** A Sunday. */
const CREATED = new Date("2026-11-22T09:00:00Z");

/** Cron, first run, whether it catches up at once. */
const FIRST: readonly (readonly [string, string, boolean])[] = [
  ["*/30 * * * *", "2026-11-22T09:00:00Z", true],
  ["0 9 * * *", "2026-11-22T09:00:00Z", true],
  ["1 9 * * *", "2026-11-22T09:00:00Z", true],
  ["0 8 * * 1", "2026-11-23T08:00:00Z", false],
  ["0 9 * * 1-5", "2026-11-23T09:00:00Z", false],
  ["0 10 * * 6", "2026-11-22T09:00:00Z", true],
  ["0 9 * * 6", "2026-11-28T09:00:00Z", false],
  ["TZ=Asia/Tokyo 0 18 * * 0", "2026-11-22T09:00:00Z", true],
  ["0 0 29 2 *", "2028-02-29T00:00:00Z", false],
];

describe("firstRun up to v0.8.28", () => {
  for (const [cron, at, immediate] of FIRST) {
    it(cron, () => {
      assert.deepEqual(firstRun(scheduleOf(cron), CREATED, BEHAVIOUR), {
        at: new Date(at),
        immediate,
        endless: false,
      });
    });
  }

  it("runs an impossible cron at once and endlessly, unless the release parks it", () => {
    const schedule = scheduleOf("0 9 31 2 *");
    assert.deepEqual(firstRun(schedule, CREATED, BEHAVIOUR), { at: CREATED, immediate: true, endless: true });
    assert.equal(firstRun(schedule, CREATED, { ...BEHAVIOUR, impossibleCron: "parked" }), undefined);
  });
});
