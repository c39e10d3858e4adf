import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseCron } from "../../../server/src/pack/cron.ts";
import { intervalToCron, KNOWN_INTERVALS, nearestInterval } from "../../../server/src/pack/interval.ts";
import { type IntervalLine, oracleLines } from "./oracle-lines.ts";

/** Interval as written, minutes, known intervals to use, cron that does exactly that. */
const NEAREST: readonly (readonly [string, number, readonly string[], string | undefined])[] = [
  ["45m", 45, ["1h", "30m"], undefined],
  ["20m", 20, ["15m", "30m"], "*/20 * * * *"],
  ["8h", 480, ["6h", "12h"], "0 */8 * * *"],
  ["60min", 60, ["1h"], "0 * * * *"],
  ["1hr", 60, ["1h"], "0 * * * *"],
  ["30 m", 30, ["30m"], "*/30 * * * *"],
  ["every 5 minutes", 5, ["5m"], "*/5 * * * *"],
  ["1h30m", 90, ["2h", "1h"], undefined],
  ["PT30M", 30, ["30m"], "*/30 * * * *"],
  ["daily", 1440, ["1d"], "0 0 * * *"],
  ["@daily", 1440, ["1d"], "0 0 * * *"],
  ["1w", 10080, ["1d"], "0 0 * * 0"],
  ["7d", 10080, ["1d"], "0 0 * * 0"],
  ["2 days", 2880, ["1d"], undefined],
  ["30s", 0.5, ["1m"], undefined],
];

describe("intervalToCron", () => {
  it("gives the cron of every line of the oracle", () => {
    const lines = oracleLines<IntervalLine>("interval.jsonl");
    assert.equal(lines.length, 588);
    for (const { interval, index, cron } of lines) {
      assert.equal(intervalToCron(interval, index).cron, cron, `${JSON.stringify(interval)} at ${index}`);
    }
  });

  it("says whether it knows the interval", () => {
    for (const text of [" 30M ", "\t1d\t", "60m"]) assert.equal(intervalToCron(text, 0).kind, "known");
    for (const text of ["30 m", "45m ", "0 9 * * *"])
      assert.deepEqual(intervalToCron(text, 3), { cron: text, kind: "verbatim" });
    for (const text of ["", "45m", "45m\t", "daily"])
      assert.deepEqual(intervalToCron(text, 3), { cron: "6 * * * *", kind: "fallback" });
  });

  it("knows every spelling that it lists", () => {
    for (const { spellings } of KNOWN_INTERVALS) {
      for (const spelling of spellings) {
        const { cron, kind } = intervalToCron(spelling, 7);
        assert.equal(kind, "known");
        assert.ok(parseCron(cron).valid);
      }
    }
  });
});

describe("nearestInterval", () => {
  for (const [text, minutes, intervals, cron] of NEAREST) {
    it(text, () => assert.deepEqual(nearestInterval(text), { minutes, intervals, cron }));
  }
  it("has nothing to say to what is no length of time", () => {
    for (const text of ["", "often", "0m", "-5m", "5", "5x", "３０m"])
      assert.equal(nearestInterval(text), undefined, text);
  });
});
