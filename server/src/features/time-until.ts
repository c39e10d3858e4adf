/** How far off an instant is, in words that stay true for a while. */

const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;

export interface TimeUntil {
  /** "12 min", "3 h", "2 days". */
  readonly text: string;
  /** When another text becomes right; milliseconds since 1970. */
  readonly staleAt: number;
}

/** Both in milliseconds since 1970, `at` after `now`. Minutes are rounded up, as clocks count down. */
export function timeUntil(at: number, now: number): TimeUntil {
  const minutes = Math.max(1, Math.ceil((at - now) / MINUTE_MS));
  if (minutes < HOUR_MINUTES) return { text: `${minutes} min`, staleAt: at - (minutes - 1) * MINUTE_MS };
  const isDays = minutes >= DAY_MINUTES;
  const unit = isDays ? DAY_MINUTES : HOUR_MINUTES;
  const count = Math.floor(minutes / unit);
  const staleAt = at - (count * unit - 1) * MINUTE_MS;
  return { text: isDays ? `${count} day${count === 1 ? "" : "s"}` : `${count} h`, staleAt };
}
