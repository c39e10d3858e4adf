/** Reading this many files at a time keeps the disk busy and the memory flat. */
const AT_A_TIME = 8;

/** Runs a task for each item, a few at a time, until all are done or it is cancelled. */
export async function forEachBounded<T>(
  items: Iterable<T>,
  task: (item: T) => Promise<void>,
  isCancelled: () => boolean,
): Promise<void> {
  const rest = items[Symbol.iterator]();
  const work = async () => {
    for (let next = rest.next(); !next.done && !isCancelled(); next = rest.next()) await task(next.value);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
}
