import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { cronLabel } from "../../../server/src/pack/cron-label.ts";
import { scheduleOf } from "./schedule-of.ts";

const LABELS: readonly (readonly [string, string])[] = [
  ["* * * * *", "every minute"],
  ["*/15 * * * *", "every 15 min"],
  ["0 * * * *", "hourly"],
  ["4 * * * *", "hourly at :04"],
  ["2/30 * * * *", "hourly at :02, :32"],
  ["0 */6 * * *", "every 6 h"],
  ["4 */6 * * *", "every 6 h at :04"],
  ["0 0 * * *", "daily 00:00"],
  ["30 8,17 * * *", "daily 08:30, 17:30"],
  ["0 9 * * 1-5", "weekdays 09:00"],
  ["0 9 * * sat,sun", "weekends 09:00"],
  ["0 9 * * 1,3", "Mon, Wed 09:00"],
  ["0 9 * * 1-4", "Mon-Thu 09:00"],
  ["*/5 * * * 1-5", "weekdays every 5 min"],
  ["0 9 1 * *", "day 1 09:00"],
  ["0 9 1,15 * *", "days 1, 15 09:00"],
  ["0 9 1 1-3,6 *", "day 1 09:00 in Jan-Mar, Jun"],
  ["TZ=Europe/Berlin 0 9 * * *", "daily 09:00 Europe/Berlin"],
  ["0 9 1 * 1", "at 09:00, on day 1 of the month, or on Monday"],
  ["0 9 1-31 * 1", "daily 09:00"],
  ["0 */5 * * *", "at 00:00, 05:00, 10:00, 15:00 and 20:00"],
  ["0 9 1,3,5,7 * *", "at 09:00, on day 1, 3, 5, and 7 of the month"],
];

describe("cronLabel", () => {
  for (const [cron, label] of LABELS) it(cron, () => assert.equal(cronLabel(scheduleOf(cron)), label));
});
