import { codeLenses, lensText } from "../../../server/src/features/code-lens.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";
import { packText } from "../packs.ts";
import { inTurns, type Scenario } from "../scenario.ts";
import { parseTime } from "../yaml-parse.ts";

/**
 * All code lenses of a pack and the text of the topmost after a keystroke in the middle, against the time in which the
 * library `yaml` only parses the text of the pack. Both in this process.
 */
export const codeLensesAfterKey: Scenario = {
  name: "code-lenses",
  title: "code lenses after a keystroke",
  unit: "ms",
  cases: [{ documents: "1000", limit: { ratio: 0.1 } }],
  async run(documents, bench) {
    const text = packText(documents);
    const file = new PackFile("file:///bench/pack.yaml", 1, text);
    const at = { line: text.split("\n").length >> 1, character: 12 };
    const now = Date.parse("2025-11-24T09:17:20Z");
    return inTurns(
      { samples: bench.samples(9), warmUps: 4 },
      async (index) => {
        const start = performance.now();
        file.edit("x", { start: at, end: at });
        const lenses = codeLenses(file);
        const first = lensText(file, { document: 0 }, { now: new Date(now + index * 60_000) });
        const took = performance.now() - start;
        if (lenses.length !== 1001 || !first?.title.includes("next run"))
          throw new Error("lenses are missing");
        return took;
      },
      () => parseTime(text),
    );
  },
};
