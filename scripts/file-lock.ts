/** A lock between processes: a file that holds the id of the process which has it. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

const POLL_MS = 1000;

/**
 * Runs `action` while no other process that uses the same `file` does. A lock whose process has ended is taken over.
 * `waiting` is called once, with the id of the other process, if there is a wait, which `signal` breaks off.
 */
export async function withLock<Result>(
  file: string,
  waiting: (holder: number) => void,
  action: () => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  let told = false;
  while (!take(file)) {
    const holder = holderOf(file);
    if (holder === undefined) {
      rmSync(file, { force: true });
      continue;
    }
    if (!told) waiting(holder);
    told = true;
    await delay(POLL_MS, undefined, { ...(signal && { signal }) });
  }
  try {
    return await action();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** Undefined if the process with the lock has ended. */
function holderOf(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, "utf8"));
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    // EPERM: it runs, under another user.
    if (codeOf(error) === "EPERM") return Number(readFileSync(file, "utf8"));
    return undefined;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
