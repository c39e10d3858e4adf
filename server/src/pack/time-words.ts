/** Lengths of time in words that stay true for a while. */
import { counted } from "./counted.ts";

const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;

export interface TimeWords {
  /** "12 min", "3 h", "2 days". */
  readonly text: string;
  /** Minutes that the words stand for at least; with `unitMinutes` more, others are right. */
  readonly minutes: number;
  readonly unitMinutes: number;
}

/** `minutes` is a positive whole number; hours and days are rounded down. */
export function timeWords(minutes: number): TimeWords {
  const unitMinutes = minutes < HOUR_MINUTES ? 1 : minutes < DAY_MINUTES ? HOUR_MINUTES : DAY_MINUTES;
  const count = Math.floor(minutes / unitMinutes);
  return { text: words(count, unitMinutes), minutes: count * unitMinutes, unitMinutes };
}

function words(count: number, unitMinutes: number): string {
  if (unitMinutes === DAY_MINUTES) return counted(count, "day");
  return `${count} ${unitMinutes === HOUR_MINUTES ? "h" : "min"}`;
}
