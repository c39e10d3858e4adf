/**
 * `npm run bench [-- options]`: speed and size of the server against yaml-language-server's, row by row.
 * Ends with 1 if a limit is exceeded or a row could not be measured; the figures go to test-results/bench.json.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bounded } from "./bounded.ts";
import { failed, measured, type Row, table } from "./report.ts";
import { Bench, type Scenario } from "./scenario.ts";
import { scenarios } from "./scenarios/index.ts";
import { ownServer, peerServer } from "./servers.ts";

const usage = `npm run bench -- [options]
  --only <row>      only rows whose name/documents contain this, such as hover-interval or keystroke-diagnostics/1000
                    (may be repeated)
  --quick           a third of the samples
  --ours <script>   our server, run by Node: path and arguments (default "server/dist/server.cjs --stdio")
  --ours peer       the peer on both sides, to try the bench itself
  --schema <file>   schema for the peer (default schemas/personapack.schema.json)
  --list            names of the rows`;

const rowLimit = 240_000;
const preparationLimit = 600_000;

const { values: options } = parseArgs({
  options: {
    only: { type: "string", multiple: true },
    quick: { type: "boolean", default: false },
    ours: { type: "string" },
    schema: { type: "string", default: "schemas/personapack.schema.json" },
    list: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

const root = fileURLToPath(new URL("../..", import.meta.url));
const all = scenarios.flatMap((scenario) =>
  scenario.cases.map((row) => ({ scenario, row, id: `${scenario.name}/${row.documents}` })),
);
const chosen = all.filter(({ id }) => !options.only || options.only.some((part) => selects(part, id)));

if (options.help) {
  console.log(usage);
} else if (options.list) {
  console.log(chosen.map(({ id }) => id).join("\n"));
} else if (chosen.length === 0) {
  console.error(`no row contains ${options.only?.join(" or ")}\n${usage}`);
  process.exitCode = 2;
} else {
  await run();
}

/** A full name selects its row alone: keystroke-diagnostics/20 is also the start of other names. */
function selects(part: string, id: string): boolean {
  return all.some((row) => row.id === part) ? id === part : id.includes(part);
}

async function run(): Promise<void> {
  const peer = peerServer(root, resolve(root, options.schema));
  const ours = options.ours === "peer" ? { ...peer, name: "ours" } : ownServer(root, options.ours);
  const bench = new Bench({ ours, peer, root, quick: options.quick });
  process.once("SIGINT", () => {
    bench.end().finally(() => process.exit(130));
  });
  const started = performance.now();
  const rows: Row[] = [];
  for (const { scenario, row, id } of chosen) {
    const from = performance.now();
    rows.push(await measure(scenario, row, bench));
    console.error(`${id}: ${((performance.now() - from) / 1000).toFixed(1)} s`);
  }
  await bench.end();
  console.log(table(rows));
  const seconds = Math.round((performance.now() - started) / 1000);
  const misses = rows.filter((row) => !row.ok).length;
  console.log(`${rows.length - misses} of ${rows.length} rows within their limits, ${seconds} s`);
  const results = join(root, "test-results");
  mkdirSync(results, { recursive: true });
  const record = {
    node: process.version,
    date: new Date().toISOString(),
    quick: options.quick,
    seconds,
    rows,
  };
  writeFileSync(join(results, "bench.json"), `${JSON.stringify(record, null, 2)}\n`);
  if (misses > 0) process.exitCode = 1;
}

/** The row; one that rejects, or that takes too long in all, is a failed one. No server outlives its row. */
async function measure(scenario: Scenario, row: Scenario["cases"][number], bench: Bench): Promise<Row> {
  try {
    if (scenario.prepare) {
      await bounded(scenario.prepare(bench), preparationLimit, () => "the preparation is not finished");
    }
    const figures = await bounded(
      scenario.run(row.documents, bench),
      rowLimit,
      () => "the row is not finished",
    );
    return measured(scenario, row, figures);
  } catch (error) {
    return failed(scenario, row, error instanceof Error ? error.message : String(error));
  } finally {
    await bench.stopAll();
  }
}
