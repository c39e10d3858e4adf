import { type CronSchedule, parseCron } from "../../../server/src/pack/cron.ts";

/** The schedule of a cron that must be valid. */
export function scheduleOf(expression: string): CronSchedule {
  const result = parseCron(expression);
  if (!result.valid) throw new Error(`${expression}: ${result.error.message}`);
  return result.schedule;
}
