import { setTimeout as sleep } from "node:timers/promises";
import { inTurns, type Scenario } from "../scenario.ts";
import { TypedKey } from "../typed-key.ts";

const typed = "webEndpoin";
const pause = 120;

/** Ten keys at 120 ms each, a completion request with each: the slowest completion of the ten. */
export const typingBurst: Scenario = {
  name: "typing-burst",
  title: "ten keys at 120 ms with completion: worst completion",
  unit: "ms",
  cases: [{ documents: "1000", limit: { ratio: 0.01 } }],
  async run(documents, bench) {
    const ours = await TypedKey.open(await bench.start(bench.ours), documents, "");
    const peer = await TypedKey.open(await bench.start(bench.peer), documents, "");
    const counts = { samples: bench.samples(3), warmUps: 1 };
    return inTurns(
      counts,
      () => burst(ours),
      () => burst(peer),
    );
  },
};

/** The keys come by the clock, whether or not the completions before have been answered. */
async function burst(key: TypedKey): Promise<number> {
  await key.reset();
  const start = performance.now();
  const answers: Promise<number>[] = [];
  for (const [index, character] of [...typed].entries()) {
    await sleep(Math.max(0, start + index * pause - performance.now()));
    const answer = key.key(character);
    // Awaited below; a rejection before that must not end the process.
    answer.catch(() => undefined);
    answers.push(answer);
  }
  return Math.max(...(await Promise.all(answers)));
}
