import { inTurns, type Scenario } from "../scenario.ts";
import { TypedKey } from "../typed-key.ts";

const samples: Record<string, number> = { "20": 12, "200": 9, "1000": 8 };

/** One key and at once a completion request, in the last persona. */
export const keystrokeCompletion: Scenario = {
  name: "keystroke-completion",
  title: "keystroke + completion, last persona",
  unit: "ms",
  cases: [
    { documents: "20", limit: { ratio: 0.3 } },
    { documents: "200", limit: { ratio: 0.05 } },
    { documents: "1000", limit: { ratio: 0.02 } },
  ],
  async run(documents, bench) {
    const ours = await TypedKey.open(await bench.start(bench.ours), documents, "we");
    const peer = await TypedKey.open(await bench.start(bench.peer), documents, "we");
    const sample = async (typed: TypedKey): Promise<number> => {
      await typed.reset();
      return typed.key("b");
    };
    const counts = { samples: bench.samples(samples[documents] ?? 8), warmUps: 2 };
    return inTurns(
      counts,
      () => sample(ours),
      () => sample(peer),
    );
  },
};
