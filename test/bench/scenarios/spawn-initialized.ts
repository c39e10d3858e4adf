import type { ServerCommand } from "../language-client.ts";
import { type Bench, inTurns, type Scenario } from "../scenario.ts";

/** From starting the process to the reply to `initialize`. */
export const spawnInitialized: Scenario = {
  name: "spawn-initialized",
  title: "spawn → initialized",
  unit: "ms",
  cases: [{ documents: "-", limit: { ratio: 0.4 } }],
  async run(_documents, bench) {
    const counts = { samples: bench.samples(9), warmUps: 1 };
    return inTurns(
      counts,
      () => spawn(bench, bench.ours),
      () => spawn(bench, bench.peer),
    );
  },
};

async function spawn(bench: Bench, server: ServerCommand): Promise<number> {
  const start = performance.now();
  const client = bench.spawn(server);
  await client.initialize();
  const took = performance.now() - start;
  await bench.stop(client);
  return took;
}
