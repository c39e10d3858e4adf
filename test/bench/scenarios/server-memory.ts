import { readFileSync } from "node:fs";
import type { ServerCommand } from "../language-client.ts";
import { type Bench, inTurns, type Scenario } from "../scenario.ts";
import { FlippingDocument } from "../schema-error.ts";

/** Resident memory of the server (and of processes it started) with the pack open, after six keystrokes in it. */
export const serverMemory: Scenario = {
  name: "server-memory",
  title: "server memory with the pack open",
  unit: "MB",
  cases: [{ documents: "1000", limit: { ratio: 0.35 } }],
  async run(documents, bench) {
    return inTurns(
      { samples: bench.samples(3), warmUps: 0 },
      () => memory(bench, bench.ours, documents),
      () => memory(bench, bench.peer, documents),
    );
  },
};

async function memory(bench: Bench, server: ServerCommand, documents: string): Promise<number> {
  const client = await bench.start(server);
  const pack = await FlippingDocument.open(client, documents);
  for (let key = 0; key < 6; key++) await pack.key();
  await client.settle();
  const megabytes = residentBytes(client.pid) / 1e6;
  await bench.stop(client);
  return megabytes;
}

function residentBytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  if (kilobytes === undefined) throw new Error(`/proc/${pid}/status has no VmRSS`);
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
  return children.reduce((sum, child) => sum + residentBytes(Number(child)), Number(kilobytes) * 1024);
}
