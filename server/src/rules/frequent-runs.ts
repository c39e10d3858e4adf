/** How close a cron's runs are to each other, where that is close. */
import type { CronSchedule } from "../pack/cron.ts";
import { MINUTE_MS } from "../pack/cron-days.ts";
import { shortestGap } from "../pack/cron-frequency.ts";

const ALL_30 = 0x3fffffff;

export function everyMinute({ minutesLow, minutesHigh }: CronSchedule): boolean {
  return minutesLow === ALL_30 && minutesHigh === ALL_30;
}

/** Minutes between the closest runs; undefined if it never runs. */
export function minutesBetween(cron: CronSchedule): number | undefined {
  // With one minute only, as most crons have it, runs are an hour apart or more: no need to look at the days.
  const { minutesLow: low, minutesHigh: high } = cron;
  const single = (low === 0 || high === 0) && ((low | high) & ((low | high) - 1)) === 0;
  if (single) return 60;
  const gap = shortestGap(cron);
  return gap === undefined ? undefined : gap / MINUTE_MS;
}
