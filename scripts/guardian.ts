/**
 * Ends processes and removes folders once the process that is responsible for them is gone, however it ended:
 * SIGKILL, for one, leaves it no time to do that. A small process of its own waits for that moment.
 */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Writable } from "node:stream";
import { fileURLToPath } from "node:url";

export interface Charge {
  /** Process id of the leader of a process group; on Windows, which has none, of one process. */
  group?: number;
  /** Absolute path. */
  folder?: string;
}

export interface Guarded {
  /** Says more of it. */
  set(charge: Charge): void;
  /** The caller has ended and removed it. */
  release(): Promise<void>;
}

const charges = new Set<Charge>();
let guardian: ChildProcessByStdio<Writable, null, null> | undefined;

/** `charge` ends with this process, unless it is released before. */
export function endWithThisProcess(charge: Charge): Guarded {
  const kept = { ...charge };
  charges.add(kept);
  report();
  return {
    set(more) {
      Object.assign(kept, more);
      report();
    },
    async release() {
      if (!charges.delete(kept)) return;
      report();
      if (charges.size === 0) await dismiss();
    },
  };
}

function report(): void {
  guardian ??= start();
  guardian.stdin.write(`${JSON.stringify([...charges])}\n`);
}

function start() {
  // A session of its own: the signals of a terminal end those around it, not the guardian.
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url)], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  child.unref();
  // Without a guardian everything still works, as long as this process ends in an orderly way.
  child.stdin.on("error", () => {
    guardian = undefined;
  });
  return child;
}

async function dismiss(): Promise<void> {
  const child = guardian;
  guardian = undefined;
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.ref();
  child.stdin.end();
  await ended;
}

/** False when no process of the group is left. */
export function signalGroup(group: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(process.platform === "win32" ? group : -group, signal);
  } catch {
    return false;
  }
}

async function guard(): Promise<void> {
  let last = "[]";
  for await (const line of createInterface({ input: process.stdin })) last = line;
  const left = JSON.parse(last) as Charge[];
  for (const { group } of left) if (group !== undefined) signalGroup(group, "SIGKILL");
  for (const { folder } of left) {
    if (folder !== undefined)
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

if (import.meta.main) await guard();
