import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CronExpressionParser } from "cron-parser";
import { neverFires } from "../../../server/src/pack/cron-days.ts";
import { nextRuns, runsBetween } from "../../../server/src/pack/cron-runs.ts";
import { plainExpression } from "../../../server/src/pack/cron-words.ts";
import { type CronLine, oracleLines } from "./oracle-lines.ts";
import { scheduleOf } from "./schedule-of.ts";

const iso = (date: Date): string => date.toISOString().replace(".000Z", "Z");
const runs = (expr: string, from: string, count: number): string[] =>
  nextRuns(scheduleOf(expr), new Date(from), count).map(iso);

describe("nextRuns", () => {
  // cron-clock-changes.jsonl: answers of robfig/cron v3.0.1 around clock changes in 16 zones.
  for (const file of ["cron.jsonl", "cron-clock-changes.jsonl"]) {
    it(`gives the five runs of every line of ${file}`, () => {
      for (const { expr, valid, never, from, next } of oracleLines<CronLine>(file)) {
        if (!valid) continue;
        assert.deepEqual(runs(expr, from, 5), next ?? [], `${expr} from ${from}`);
        if (file === "cron.jsonl") assert.equal(neverFires(scheduleOf(expr)), never === true, expr);
      }
    });
  }

  it("skips a time that the clocks leave out and repeats one that comes twice", () => {
    assert.deepEqual(runs("TZ=America/New_York 30 2 * * *", "2026-03-07T12:00:00Z", 1), [
      "2026-03-09T06:30:00Z",
    ]);
    assert.deepEqual(runs("TZ=America/New_York 30 1 * * *", "2026-11-01T00:00:00Z", 2), [
      "2026-11-01T05:30:00Z",
      "2026-11-01T06:30:00Z",
    ]);
  });

  it("starts strictly after the given time, whatever its seconds", () => {
    for (const zone of ["", "TZ=Etc/GMT "]) {
      assert.deepEqual(runs(`${zone}* * * * *`, "2026-11-22T09:00:00Z", 1), ["2026-11-22T09:01:00Z"]);
      assert.deepEqual(runs(`${zone}* * * * *`, "2026-11-22T08:59:59.999Z", 1), ["2026-11-22T09:00:00Z"]);
    }
  });

  it("gives up after five years, as the controller does: there is no 29 February 2100", () => {
    assert.deepEqual(runs("0 0 29 2 *", "2092-03-01T00:00:00Z", 5), ["2096-02-29T00:00:00Z"]);
    assert.deepEqual(runs("TZ=Europe/Berlin 0 0 29 2 *", "2096-03-01T00:00:00Z", 5), []);
  });

  it("gives nothing for an invalid date or a count of zero", () => {
    assert.deepEqual(nextRuns(scheduleOf("* * * * *"), new Date(Number.NaN), 5), []);
    assert.deepEqual(runs("* * * * *", "2026-11-22T09:00:00Z", 0), []);
  });

  it("agrees with cron-parser on UTC schedules that both understand", () => {
    const from = new Date("2026-11-22T09:00:30Z");
    let compared = 0;
    for (const { expr, valid, never } of oracleLines<CronLine>("cron.jsonl").slice(100, 400)) {
      if (!valid || never || expr.includes("TZ=")) continue;
      const schedule = scheduleOf(expr);
      const peer = CronExpressionParser.parse(plainExpression(schedule), { currentDate: from, tz: "UTC" });
      assert.deepEqual(
        nextRuns(schedule, from, 3),
        peer.take(3).map((date) => date.toDate()),
        expr,
      );
      compared++;
    }
    assert.ok(compared > 150);
  });
});

describe("runsBetween", () => {
  it("includes the first instant and excludes the last", () => {
    const day = (from: string, to: string): number[] =>
      runsBetween(scheduleOf("0 */12 * * *"), new Date(from), new Date(to));
    assert.deepEqual(day("2026-11-22T00:00:00Z", "2026-11-23T00:00:00Z"), [
      Date.UTC(2026, 10, 22),
      Date.UTC(2026, 10, 22, 12),
    ]);
    assert.deepEqual(day("2026-11-22T00:00:01Z", "2026-11-22T12:00:00Z"), []);
  });

  it("equals stepping with nextRuns, in UTC and in a zone, over a clock change", () => {
    const from = new Date("2026-10-24T00:00:00Z");
    const to = new Date("2026-11-03T00:00:00Z");
    for (const expr of [
      "*/7 8-10 * * *",
      "TZ=Europe/Berlin 15,45 1-3 * * *",
      "TZ=America/New_York 30 1 1 * *",
    ]) {
      const schedule = scheduleOf(expr);
      const stepped = nextRuns(schedule, new Date(from.getTime() - 1), 500)
        .map(Number)
        .filter((run) => run < to.getTime());
      assert.ok(stepped.length > 0);
      assert.deepEqual(runsBetween(schedule, from, to), stepped, expr);
    }
  });

  it("gives a week of a run each minute, and nothing for an empty window", () => {
    const schedule = scheduleOf("* * * * *");
    assert.equal(
      runsBetween(schedule, new Date("2026-11-23T00:00:00Z"), new Date("2026-11-30T00:00:00Z")).length,
      10080,
    );
    assert.deepEqual(
      runsBetween(schedule, new Date("2026-11-30T00:00:00Z"), new Date("2026-11-23T00:00:00Z")),
      [],
    );
  });
});
