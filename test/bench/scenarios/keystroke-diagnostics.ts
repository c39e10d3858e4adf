import { type Bench, type Figures, inTurns, type Scenario } from "../scenario.ts";
import { FlippingDocument } from "../schema-error.ts";

const samples: Record<string, number> = { "2": 14, "20": 14, "200": 12, "1000": 10, "5000": 8, "200x2": 10 };

/** One key that brings or removes a schema error in the middle persona, until the diagnostics say so. */
export const keystrokeDiagnostics: Scenario = {
  name: "keystroke-diagnostics",
  title: "keystroke → its diagnostics",
  unit: "ms",
  cases: [
    { documents: "2", limit: { ratio: 0.03 } },
    { documents: "20", limit: { ratio: 0.03 } },
    { documents: "200", limit: { ratio: 0.03 } },
    { documents: "1000", limit: { ratio: 0.015 } },
    { documents: "5000", limit: { ratio: 0.01 } },
    { documents: "200x2", limit: { ratio: 0.03 } },
  ],
  run: (documents, bench) => typeInBoth(documents, bench, samples[documents] ?? 10),
};

/** The same where every persona but the first is an alias of the first one's tool policy. */
export const aliasDiagnostics: Scenario = {
  name: "alias-diagnostics",
  title: "one alias per persona: keystroke → diagnostics",
  unit: "ms",
  cases: [{ documents: "200 aliases", limit: { ratio: 0.02 } }],
  run: (documents, bench) => typeInBoth(documents, bench, 8),
};

async function typeInBoth(documents: string, bench: Bench, full: number): Promise<Figures> {
  const ours = await FlippingDocument.open(await bench.start(bench.ours), documents);
  const peer = await FlippingDocument.open(await bench.start(bench.peer), documents);
  const counts = { samples: bench.samples(full), warmUps: 3 };
  return inTurns(
    counts,
    () => ours.key(),
    () => peer.key(),
  );
}
