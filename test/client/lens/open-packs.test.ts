import assert from "node:assert/strict";
import { test } from "node:test";
import { moved } from "../../../client/src/lens/open-packs.ts";

const PACKS = [
  { documentIndex: 0, line: 2, name: "a" },
  { documentIndex: 1, line: 20, name: "b" },
];

const CASES = [
  ["a word in a line", { first: 5, last: 5, breaks: 0 }, [2, 20]],
  ["a line break between the packs", { first: 5, last: 5, breaks: 1 }, [2, 21]],
  ["a line break in front of both", { first: 0, last: 0, breaks: 3 }, [5, 23]],
  ["lines are taken out", { first: 5, last: 10, breaks: 0 }, [2, 15]],
  ["what a pack begins with is taken out", { first: 18, last: 25, breaks: 0 }, [2, 18]],
  ["a line break in the first line of a pack", { first: 2, last: 2, breaks: 1 }, [2, 21]],
] as const;

for (const [name, change, lines] of CASES) {
  test(name, () => {
    assert.deepEqual(
      moved(PACKS, change).map(({ line }) => line),
      lines,
    );
  });
}
