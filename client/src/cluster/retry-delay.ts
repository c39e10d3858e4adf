/** How long to leave an API server alone that did not answer, or not as it should. */
const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;
/** A server that asks for more than this is asked again nevertheless. */
const LONGEST_ASKED_MS = 300_000;

/** Between two looks for what is not installed: somebody may be about to. */
export const INSTALL_POLL_MS = 15_000;

/**
 * Milliseconds before the next attempt after that many failures in a row (from 1): twice as long each time, and up
 * to twice as long again by chance, so that clients do not come back together. `asked` is what the server says.
 */
export function retryDelay(failures: number, random: () => number, asked = 0): number {
  const least = Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS / 2);
  const delay = Math.max(least * (1 + random()), Math.min(asked, LONGEST_ASKED_MS));
  return Math.round(delay);
}
