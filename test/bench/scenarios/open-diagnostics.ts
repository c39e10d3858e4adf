import type { ServerCommand } from "../language-client.ts";
import { packText } from "../packs.ts";
import { type Bench, inTurns, type Scenario } from "../scenario.ts";
import { oneErrorAt, schemaErrorOffset } from "../schema-error.ts";

/** The first document of a fresh, idle server: from `didOpen` to the diagnostics, which hold one planted error. */
export const openDiagnostics: Scenario = {
  name: "open-diagnostics",
  title: "open → first diagnostics",
  unit: "ms",
  cases: [
    { documents: "2", limit: { ratio: 0.4 } },
    { documents: "20", limit: { ratio: 0.4 } },
    { documents: "200", limit: { ratio: 0.4 } },
    { documents: "1000", limit: { ratio: 0.5 } },
  ],
  async run(documents, bench) {
    const text = packText(documents);
    const offset = schemaErrorOffset(text);
    const broken = `${text.slice(0, offset)}x${text.slice(offset)}`;
    const line = text.slice(0, offset).split("\n").length - 1;
    return inTurns(
      { samples: bench.samples(5), warmUps: 0 },
      () => open(bench, bench.ours, broken, line),
      () => open(bench, bench.peer, broken, line),
    );
  },
};

async function open(bench: Bench, server: ServerCommand, text: string, line: number): Promise<number> {
  const client = await bench.start(server);
  const start = performance.now();
  const document = client.open("file:///bench/pack.yaml", text);
  await client.diagnostics(document, 1, oneErrorAt(line), "planted error of the opened pack");
  const took = performance.now() - start;
  await bench.stop(client);
  return took;
}
