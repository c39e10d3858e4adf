import assert from "node:assert/strict";
import { test } from "node:test";
import { countTests } from "../../scripts/tally.ts";

const nodeSummary = (pass: number, fail: number, skipped = 0): string =>
  `ℹ tests ${pass + fail}\nℹ suites 1\nℹ pass ${pass}\nℹ fail ${fail}\nℹ cancelled 0\nℹ skipped ${skipped}\nℹ todo 0\n`;

const table: [name: string, output: string, succeeded: boolean, passed: number, failed: number][] = [
  ["node, all passed", nodeSummary(12, 0), true, 12, 0],
  ["node, some failed", nodeSummary(10, 2), false, 10, 2],
  ["node, skipped", nodeSummary(10, 0, 1), true, 10, 1],
  ["mocha, all passed", "    ✔ one\n  3 passing (2s)\n", true, 3, 0],
  ["mocha, some failed", "  3 passing (2s)\n  1 failing\n", false, 3, 1],
  ["mocha, pending", "  3 passing (2s)\n  1 pending\n", true, 3, 1],
  ["no test found", nodeSummary(0, 0), true, 0, 1],
  ["the runner did not start", "Error: no such file\n", false, 0, 1],
  ["all passed, then the runner crashed", "  3 passing (2s)\n", false, 3, 1],
];

for (const [name, output, succeeded, passed, failed] of table) {
  test(name, () => {
    assert.deepEqual(countTests(output, succeeded), { passed, failed });
  });
}
