import { fileURLToPath } from "node:url";
import type { LanguageClient, ServerCommand } from "../language-client.ts";
import { generate } from "../packs.ts";
import type { Scenario } from "../scenario.ts";
import { noError } from "../schema-error.ts";

const packs = 200;
/** 48 personas are 60 KB. */
const shape = { documents: 1, personasPerDocument: 48, aliases: false };

/** Heap in use after 200 packs were opened, checked and closed, less what was in use after the first three. */
export const heapAfterClose: Scenario = {
  name: "heap-after-close",
  title: "heap kept after closing 200 packs of 60 KB",
  unit: "MB",
  cases: [{ documents: "200 files", limit: { absolute: 5 } }],
  async run(_documents, bench) {
    const client = await bench.start(withProbe(bench.ours));
    await openAndClose(client, 3, 1);
    const before = await heap(client);
    await openAndClose(client, packs, 1_000);
    const after = await heap(client);
    return { ours: [(after - before) / 1e6] };
  },
};

function withProbe(server: ServerCommand): ServerCommand {
  const probe = fileURLToPath(new URL("../heap-probe.ts", import.meta.url));
  return { ...server, args: ["--expose-gc", "--import", probe, ...server.args] };
}

/** All are open at the same time before the first one is closed. */
async function openAndClose(client: LanguageClient, count: number, seed: number): Promise<void> {
  const documents = [];
  for (let index = 0; index < count; index++) {
    const document = client.open(`file:///bench/pack-${seed + index}.yaml`, generate(shape, seed + index));
    await client.diagnostics(document, 1, noError, `empty diagnostics of pack ${index}`);
    documents.push(document);
  }
  for (const document of documents) document.close();
  await client.settle();
}

async function heap(client: LanguageClient): Promise<number> {
  const match = await client.signal("SIGUSR2", /bench-heap (\d+)/);
  return Number(match[1]);
}
