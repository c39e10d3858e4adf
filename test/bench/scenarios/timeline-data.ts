import { CronExpressionParser } from "cron-parser";
import { readPersonaPack } from "../../../server/src/pack/persona-pack.ts";
import { runCalendar } from "../../../server/src/pack/run-calendar.ts";
import { packData } from "../../../server/src/yaml/pack-data.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";
import { generate } from "../packs.ts";
import { inTurns, type Scenario } from "../scenario.ts";

const from = new Date("2026-11-23T00:00:00Z");
const to = new Date("2026-11-30T00:00:00Z");

/** All runs of 50 personas in a week, against cron-parser iterating the same crons over the same runs. */
export const timelineData: Scenario = {
  name: "timeline-data",
  title: "runs of 50 personas in a week",
  unit: "ms",
  cases: [{ documents: "50", limit: { ratio: 0.02 } }],
  async run(_documents, bench) {
    const text = generate({ documents: 1, personasPerDocument: 50, aliases: false }, 1);
    const [document] = new PackFile("file:///bench/pack.yaml", 1, text).documents;
    if (!document) throw new Error("the pack has no document");
    const { pack } = readPersonaPack(packData(document));
    const crons = runCalendar(pack, { from, to }).map(({ cron }) => cron ?? "");
    let expected = 0;
    return inTurns(
      { samples: bench.samples(15), warmUps: 5 },
      async () => {
        const start = performance.now();
        const calendar = runCalendar(pack, { from, to });
        const took = performance.now() - start;
        expected = calendar.reduce((sum, { runs }) => sum + runs.length, 0);
        return took;
      },
      async () => {
        const start = performance.now();
        const found = crons.reduce((sum, cron) => sum + runsByLibrary(cron), 0);
        const took = performance.now() - start;
        if (found !== expected) throw new Error(`cron-parser finds ${found} runs, the calendar ${expected}`);
        return took;
      },
    );
  },
};

function runsByLibrary(cron: string): number {
  const before = new Date(from.getTime() - 1);
  const iterator = CronExpressionParser.parse(cron, { currentDate: before, endDate: to, tz: "UTC" });
  let runs = 0;
  while (iterator.hasNext() && iterator.next().getTime() < to.getTime()) runs++;
  return runs;
}
