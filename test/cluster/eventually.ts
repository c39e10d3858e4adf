import { setTimeout as delay } from "node:timers/promises";

const POLL_MS = 50;

/** Repeats the check until it no longer throws; after `limit` milliseconds throws what it threw last. */
export async function eventually<Result>(check: () => Promise<Result>, limit = 20_000): Promise<Result> {
  const end = Date.now() + limit;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await delay(POLL_MS);
  }
}
