/** How the bench talks with the process of the cluster view. */

export type ViewCommand =
  /** Ms until everything is there and drawn. */
  | "look"
  | "hide"
  /** How many there are. */
  | "objects"
  /** Bytes in use. */
  | "heap"
  /** Makes so many requests at once; how many of them were answered. */
  | "requests"
  /** Open sockets and timers. */
  | "handles"
  /** Ms of work so far. */
  | "cpu"
  /** Ms for each of the keys of a filter that is typed. */
  | "filter";

export type ViewMessage =
  | { readonly answer: number | readonly number[] }
  | { readonly error: string }
  /** A line of the tree shows this mark. */
  | { readonly mark: number };

/** Packs that the view shows with all that is below them. */
export const EXPANDED_PACKS = 20;
/** That the command `requests` makes at once. */
export const REQUESTS = 20;

const DAY_MS = 86_400_000;

/** A mark is the time of the last run of a Schedule, as so many days ago: that is seen in its line. */
export function timeOfMark(mark: number): string {
  return new Date(Date.now() - (mark + 0.5) * DAY_MS).toISOString();
}

export function markIn(description: string): number | undefined {
  const days = /last (\d+) days? ago/.exec(description)?.[1];
  return days === undefined ? undefined : Number(days);
}
