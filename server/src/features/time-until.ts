/** How far off an instant is, in words that stay true for a while. */
import { timeWords } from "../pack/time-words.ts";

const MINUTE_MS = 60_000;

export interface TimeUntil {
  /** "12 min", "3 h", "2 days". */
  readonly text: string;
  /** When another text becomes right; milliseconds since 1970. */
  readonly staleAt: number;
}

/** Both in milliseconds since 1970, `at` after `now`. Minutes are rounded up, as clocks count down. */
export function timeUntil(at: number, now: number): TimeUntil {
  const { text, minutes } = timeWords(Math.max(1, Math.ceil((at - now) / MINUTE_MS)));
  return { text, staleAt: at - (minutes - 1) * MINUTE_MS };
}
