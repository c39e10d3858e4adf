import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type CronErrorCode, parseCron } from "../../../server/src/pack/cron.ts";
import { type CronLine, oracleLines } from "./oracle-lines.ts";

interface Bad {
  readonly expr: string;
  readonly code: CronErrorCode;
  /** The part of the expression that is marked. */
  readonly marked: string;
  readonly message: RegExp;
  readonly replacement?: string;
}

const BAD: readonly Bad[] = [
  { expr: "", code: "cron-empty", marked: "", message: /write minute, hour/ },
  { expr: "   ", code: "cron-empty", marked: "   ", message: /no schedule here/ },
  {
    expr: "@daily",
    code: "cron-descriptor",
    marked: "@daily",
    message: /^`@daily` is not understood: write 0 0 \* \* \*$/,
    replacement: "0 0 * * *",
  },
  {
    expr: "TZ=Europe/Berlin @hourly",
    code: "cron-descriptor",
    marked: "@hourly",
    message: /write 0 \* \* \* \*/,
    replacement: "TZ=Europe/Berlin 0 * * * *",
  },
  {
    expr: "@every 20m",
    code: "cron-descriptor",
    marked: "@every 20m",
    message: /write \*\/20/,
    replacement: "*/20 * * * *",
  },
  { expr: "@every 45m", code: "cron-descriptor", marked: "@every 45m", message: /write five fields/ },
  { expr: "@reboot", code: "cron-descriptor", marked: "@reboot", message: /write five fields/ },
  { expr: "@ * * * *", code: "cron-descriptor", marked: "@ * * * *", message: /write five fields/ },
  {
    expr: "0 9 * *",
    code: "cron-field-count",
    marked: "0 9 * *",
    message: /exactly 5 fields .* this has 4: write/,
  },
  {
    expr: "0 0 9 * * *",
    code: "cron-field-count",
    marked: "0 0 9 * * *",
    message: /has 6: there are no seconds here/,
    replacement: "0 9 * * *",
  },
  {
    expr: "0 9 * * 1 2026",
    code: "cron-field-count",
    marked: "0 9 * * 1 2026",
    message: /there is no year here/,
    replacement: "0 9 * * 1",
  },
  {
    expr: "0 0 9 ? * MON 2026",
    code: "cron-field-count",
    marked: "0 0 9 ? * MON 2026",
    message: /has 7/,
    replacement: "0 9 ? * MON",
  },
  {
    expr: "0 9 * *  1 -5",
    code: "cron-field-count",
    marked: "0 9 * *  1 -5",
    message: /has 6: a blank ends a field, write 0 9 \* \* 1-5/,
    replacement: "0 9 * * 1-5",
  },
  {
    expr: "0, 30 9 - 17 * * 1 / 2",
    code: "cron-field-count",
    marked: "0, 30 9 - 17 * * 1 / 2",
    message: /a blank ends a field/,
    replacement: "0,30 9-17 * * 1/2",
  },
  {
    expr: "0 9 15 * * 7th",
    code: "cron-field-count",
    marked: "0 9 15 * * 7th",
    message: /has 6: write something like/,
  },
  { expr: "1 2 3 4 5 6 7 8", code: "cron-field-count", marked: "1 2 3 4 5 6 7 8", message: /has 8: write/ },
  { expr: "every 5 minutes", code: "cron-field-count", marked: "every 5 minutes", message: /has 3: write/ },
  {
    expr: "TZ=Europe/Berlin",
    code: "cron-time-zone",
    marked: "Europe/Berlin",
    message: /needs a space after it/,
  },
  {
    expr: "TZ=UTC\t0\t9\t*\t*\t*",
    code: "cron-time-zone",
    marked: "UTC\t0\t9\t*\t*\t*",
    message: /needs a space/,
    replacement: "TZ=UTC 0\t9\t*\t*\t*",
  },
  {
    expr: "TZ=Mars/Olympus 0 9 * * *",
    code: "cron-time-zone",
    marked: "Mars/Olympus",
    message: /no time zone `Mars\/Olympus`: write a name such as/,
  },
  {
    expr: "TZ=europe/berlin 0 9 * * *",
    code: "cron-time-zone",
    marked: "europe/berlin",
    message: /write Europe\/Berlin$/,
    replacement: "TZ=Europe/Berlin 0 9 * * *",
  },
  {
    expr: "CRON_TZ=Berlin 0 9 * * *",
    code: "cron-time-zone",
    marked: "Berlin",
    message: /write Europe\/Berlin$/,
    replacement: "CRON_TZ=Europe/Berlin 0 9 * * *",
  },
  { expr: "TZ=PST 0 9 * * *", code: "cron-time-zone", marked: "PST", message: /no time zone `PST`/ },
  { expr: "TZ=+02:00 0 9 * * *", code: "cron-time-zone", marked: "+02:00", message: /no time zone/ },
  {
    expr: " TZ=UTC 0 9 * * *",
    code: "cron-time-zone",
    marked: "TZ=",
    message: /must come first/,
    replacement: "TZ=UTC 0 9 * * *",
  },
  {
    expr: "tz=UTC 0 9 * * *",
    code: "cron-time-zone",
    marked: "tz=",
    message: /in capitals/,
    replacement: "TZ=UTC 0 9 * * *",
  },
  {
    expr: "0 9 * * 7",
    code: "cron-weekday-seven",
    marked: "7",
    message: /^7 is not a day of the week here: write 0 for Sunday$/,
    replacement: "0 9 * * 0",
  },
  {
    expr: "0 9 * * 0-7",
    code: "cron-weekday-seven",
    marked: "0-7",
    message: /write 0 for Sunday/,
    replacement: "0 9 * * 0-6",
  },
  {
    expr: "0 9 * * 1-7",
    code: "cron-weekday-seven",
    marked: "1-7",
    message: /write 0 for Sunday/,
    replacement: "0 9 * * 0-6",
  },
  {
    expr: "0 9 * * fri-7,3",
    code: "cron-weekday-seven",
    marked: "fri-7",
    message: /write 0 for Sunday/,
    replacement: "0 9 * * 5-6,0,3",
  },
  {
    expr: "0 9 * * 1-7/2",
    code: "cron-weekday-seven",
    marked: "1-7/2",
    message: /write 0 for Sunday/,
    replacement: "0 9 * * 1,3,5,0",
  },
  {
    expr: "0 9 * * 7/2",
    code: "cron-weekday-seven",
    marked: "7/2",
    message: /write 0 for Sunday/,
    replacement: "0 9 * * 0",
  },
  {
    expr: "60 * * * *",
    code: "cron-out-of-range",
    marked: "60",
    message: /^60 is not a minute: write 0 to 59$/,
  },
  {
    expr: "0 24 * * *",
    code: "cron-out-of-range",
    marked: "24",
    message: /write 0 for midnight/,
    replacement: "0 0 * * *",
  },
  {
    expr: "0 9 0 * *",
    code: "cron-out-of-range",
    marked: "0",
    message: /0 is not a day of the month: write 1 to 31/,
  },
  {
    expr: "0 9 1-32 * *",
    code: "cron-out-of-range",
    marked: "1-32",
    message: /32 is not a day of the month/,
  },
  { expr: "0 9 * 13 *", code: "cron-out-of-range", marked: "13", message: /1 to 12 or jan to dec/ },
  { expr: "0 9 * * 8", code: "cron-out-of-range", marked: "8", message: /0 to 6 or sun to sat/ },
  {
    expr: "5-1 * * * *",
    code: "cron-reversed-range",
    marked: "5-1",
    message: /runs backwards/,
    replacement: "5-59,0-1 * * * *",
  },
  {
    expr: "0 22-6 * * *",
    code: "cron-reversed-range",
    marked: "22-6",
    message: /write 22-23,0-6/,
    replacement: "0 22-23,0-6 * * *",
  },
  {
    expr: "0 9 * * mon-sun",
    code: "cron-reversed-range",
    marked: "mon-sun",
    message: /write 1-6,0/,
    replacement: "0 9 * * 1-6,0",
  },
  { expr: "0 20-4/2 * * *", code: "cron-reversed-range", marked: "20-4/2", message: /smaller end first/ },
  { expr: "*/0 * * * *", code: "cron-step", marked: "0", message: /step of 0/ },
  {
    expr: "*/ * * * *",
    code: "cron-step",
    marked: "*/",
    message: /leave the slash out/,
    replacement: "* * * * *",
  },
  { expr: "*/-5 * * * *", code: "cron-step", marked: "-5", message: /step of -5/ },
  { expr: "*/5m * * * *", code: "cron-step", marked: "5m", message: /not a step/ },
  {
    expr: "*/9223372036854775808 * * * *",
    code: "cron-step",
    marked: "9223372036854775808",
    message: /not a step/,
  },
  { expr: "*/5/2 * * * *", code: "cron-syntax", marked: "*/5/2", message: /more than one slash/ },
  { expr: "1-2-3 * * * *", code: "cron-syntax", marked: "1-2-3", message: /too many hyphens/ },
  {
    expr: "/5 * * * *",
    code: "cron-syntax",
    marked: "/5",
    message: /write \*\/5/,
    replacement: "*/5 * * * *",
  },
  {
    expr: "- * * * *",
    code: "cron-syntax",
    marked: "-",
    message: /beside the hyphen: write both ends, such as 0-59/,
  },
  { expr: "0 -/2 * * *", code: "cron-syntax", marked: "-/2", message: /beside the hyphen: .* 0-23/ },
  {
    expr: "-5 * * * *",
    code: "cron-syntax",
    marked: "-5",
    message: /write both ends, such as 0-5/,
    replacement: "0-5 * * * *",
  },
  {
    expr: "0 8- * * *",
    code: "cron-syntax",
    marked: "8-",
    message: /such as 8-23/,
    replacement: "0 8-23 * * *",
  },
  {
    expr: "0 9 * * sunday",
    code: "cron-name",
    marked: "sunday",
    message: /three letters, write sun/,
    replacement: "0 9 * * sun",
  },
  {
    expr: "0 9 * 1,March *",
    code: "cron-name",
    marked: "March",
    message: /write mar/,
    replacement: "0 9 * 1,mar *",
  },
  {
    expr: "0 9 * mon *",
    code: "cron-name",
    marked: "mon",
    message: /`mon` is a day of the week, not a month/,
  },
  { expr: "0 9 L * *", code: "cron-unsupported", marked: "L", message: /another cron dialect/ },
  { expr: "0 9 15W * *", code: "cron-unsupported", marked: "15W", message: /another cron dialect/ },
  { expr: "0 9 * * 1#2", code: "cron-unsupported", marked: "1#2", message: /another cron dialect/ },
  { expr: "H/15 9 * * *", code: "cron-unsupported", marked: "H", message: /another cron dialect/ },
  { expr: "0x5 * * * *", code: "cron-value", marked: "0x5", message: /`0x5` is not a minute: write 0 to 59/ },
  { expr: "0 9 * * \u{1f600}", code: "cron-value", marked: "\u{1f600}", message: /is not a day of the week/ },
  { expr: "60 24 * * *", code: "cron-out-of-range", marked: "60", message: /60 is not a minute/ },
];

describe("what parseCron says of a bad cron", () => {
  for (const { expr, code, marked, message, replacement } of BAD) {
    it(`refuses ${JSON.stringify(expr)}`, () => {
      const result = parseCron(expr);
      assert.ok(!result.valid);
      assert.equal(result.error.code, code);
      assert.match(result.error.message, message);
      assert.equal(expr.slice(result.error.start, result.error.end), marked);
      assert.equal(result.error.replacement, replacement);
      if (replacement !== undefined) assert.ok(parseCron(replacement).valid);
    });
  }

  it("marks every refused line of the oracle inside the expression, and replaces it only by a valid cron", () => {
    for (const { expr } of oracleLines<CronLine>("cron.jsonl")) {
      const result = parseCron(expr);
      if (result.valid) continue;
      const { start, end, message, replacement } = result.error;
      assert.ok(start >= 0 && end <= expr.length && (start < end || expr === ""), expr);
      assert.match(message, /write|leave/, expr);
      if (replacement !== undefined) assert.ok(parseCron(replacement).valid, replacement);
    }
  });

  it("explains a very long list of faults without delay, and gives no replacement that mends only one of them", () => {
    const result = parseCron(`0 9 * * ${"7,".repeat(20_000)}`);
    assert.ok(!result.valid);
    assert.equal(result.error.code, "cron-weekday-seven");
    assert.equal(result.error.replacement, undefined);
  });
});
