import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { cronWords } from "../../../server/src/pack/cron-words.ts";
import { scheduleOf } from "./schedule-of.ts";

const WORDS: readonly (readonly [string, string])[] = [
  ["* * * * *", "Every minute"],
  ["*/30 * * * *", "Every 30 minutes"],
  ["0/30 * * * *", "Every 30 minutes"],
  ["2/30 * * * *", "At 2 and 32 minutes past the hour"],
  ["1/5 * * * *", "Every 5 minutes, starting at 1 minute past the hour"],
  ["*/59 * * * *", "At 0 and 59 minutes past the hour"],
  ["*/7 * * * *", "At 0, 7, 14, 21, 28, 35, 42, 49, and 56 minutes past the hour"],
  ["*/61 * * * *", "Every hour"],
  ["4 */6 * * *", "At 4 minutes past the hour, every 6 hours"],
  ["0 */5 * * *", "At 00:00, 05:00, 10:00, 15:00 and 20:00"],
  ["0 9 * * MON-fri", "At 09:00, Monday through Friday"],
  ["0 9 1 * 1", "At 09:00, on day 1 of the month, or on Monday"],
  ["0 9 1 * 1-5", "At 09:00, on day 1 of the month, or Monday through Friday"],
  ["0 9 1-31 * 1", "At 09:00"],
  ["0 9 */1 * 1", "At 09:00, only on Monday"],
  ["0 9 * * 1/2", "At 09:00, only on Monday, Wednesday, and Friday"],
  ["0 9 ? 6 ?", "At 09:00, only in June"],
  ["0 0 31 2 *", "Never: there is no such date and time"],
  ["TZ=Europe/Berlin 0 9 * * *", "At 09:00 (Europe/Berlin)"],
];

describe("cronWords", () => {
  for (const [cron, words] of WORDS) it(cron, () => assert.equal(cronWords(scheduleOf(cron)), words));
});
