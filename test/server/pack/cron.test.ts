import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseCron } from "../../../server/src/pack/cron.ts";
import { type CronLine, oracleLines } from "./oracle-lines.ts";
import { scheduleOf } from "./schedule-of.ts";

describe("parseCron", () => {
  it("agrees with the controller on what is valid", () => {
    const lines = oracleLines<CronLine>("cron.jsonl");
    assert.equal(lines.length, 866);
    for (const { expr, valid } of lines) assert.equal(parseCron(expr).valid, valid, expr);
  });

  it("reads the bits of every field", () => {
    assert.deepEqual(scheduleOf("0,29-31,59 0,23 1,31 1,dec sun,6"), {
      text: "0,29-31,59 0,23 1,31 1,dec sun,6",
      minutesLow: 1 | (1 << 29),
      minutesHigh: 0b11 | (1 << 29),
      hours: 1 | (1 << 23),
      daysOfMonth: 1 | (1 << 30),
      months: 1 | (1 << 11),
      daysOfWeek: 1 | (1 << 6),
      starDayOfMonth: false,
      starDayOfWeek: false,
      zone: undefined,
    });
  });

  it("sees a star only without a step above 1", () => {
    for (const [day, star] of [
      ["*", true],
      ["?", true],
      ["*/1", true],
      ["*,5", true],
      ["*-5", true],
      ["*/2", false],
      ["1-31", false],
      ["1", false],
    ] as const) {
      assert.equal(scheduleOf(`0 9 ${day} * 1`).starDayOfMonth, star, day);
    }
  });

  it("takes the zones of the time zone database in their exact case, and UTC as no zone", () => {
    const zones = [
      ["UTC", undefined],
      ["", undefined],
      ["Local", undefined],
      ["Asia/Kolkata", "Asia/Kolkata"],
      ["US/Eastern", "US/Eastern"],
      ["EST5EDT", "EST5EDT"],
      ["Europe/Kyiv", "Europe/Kyiv"],
    ] as const;
    for (const [name, zone] of zones) assert.equal(scheduleOf(`TZ=${name} 0 9 * * *`).zone, zone);
    for (const name of ["us/eastern", "JST", "SystemV/EST5", "utc"])
      assert.ok(!parseCron(`TZ=${name} 0 9 * * *`).valid, name);
  });

  it("knows the blanks of the controller", () => {
    assert.ok(parseCron("\u00a00\u20039\t*\u0085*\n* ").valid);
    assert.ok(!parseCron("0\ufeff9 * * *").valid);
  });
});
