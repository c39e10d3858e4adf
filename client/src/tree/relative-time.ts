/** How far away an instant is, in words that stay right for a while. */

const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;

export interface RelativeTime {
  /** "in 12 min", "just now", "3 h ago", "2 days ago". */
  readonly text: string;
  /** Epoch ms when another text becomes right. */
  readonly staleAt: number;
}

/** Both in epoch ms. Minutes to come are rounded up, those that have passed are rounded down. */
export function relativeTime(at: number, now: number): RelativeTime {
  const minutes = Math.ceil((at - now) / MINUTE_MS);
  if (minutes > 0) {
    const { words, count, unit } = inWords(minutes);
    return { text: `in ${words}`, staleAt: at - (count * unit - 1) * MINUTE_MS };
  }
  const passed = Math.abs(minutes);
  if (passed === 0) return { text: "just now", staleAt: at + MINUTE_MS };
  const { words, count, unit } = inWords(passed);
  return { text: `${words} ago`, staleAt: at + (count + 1) * unit * MINUTE_MS };
}

function inWords(minutes: number): { words: string; count: number; unit: number } {
  if (minutes < HOUR_MINUTES) return { words: `${minutes} min`, count: minutes, unit: 1 };
  const isDays = minutes >= DAY_MINUTES;
  const unit = isDays ? DAY_MINUTES : HOUR_MINUTES;
  const count = Math.floor(minutes / unit);
  return { words: isDays ? `${count} day${count === 1 ? "" : "s"}` : `${count} h`, count, unit };
}
