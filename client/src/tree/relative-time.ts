/** How far away an instant is, in words that stay right for a while. */
import { timeWords } from "../../../server/src/pack/time-words.ts";

const MINUTE_MS = 60_000;

export interface RelativeTime {
  /** "in 12 min", "just now", "3 h ago", "2 days ago". */
  readonly text: string;
  /** Epoch ms when another text becomes right. */
  readonly staleAt: number;
}

/** Both in epoch ms. Minutes to come are rounded up, those that have passed are rounded down. */
export function relativeTime(at: number, now: number): RelativeTime {
  const ahead = Math.ceil((at - now) / MINUTE_MS);
  if (ahead > 0) {
    const { text, minutes } = timeWords(ahead);
    return { text: `in ${text}`, staleAt: at - (minutes - 1) * MINUTE_MS };
  }
  const passed = Math.abs(ahead);
  if (passed === 0) return { text: "just now", staleAt: at + MINUTE_MS };
  const { text, minutes, unitMinutes } = timeWords(passed);
  return { text: `${text} ago`, staleAt: at + (minutes + unitMinutes) * MINUTE_MS };
}
