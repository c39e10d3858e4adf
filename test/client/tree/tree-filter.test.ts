import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  filterWords,
  isFiltering,
  NO_FILTER,
  storedFilter,
  type TreeFilter,
} from "../../../client/src/tree/tree-filter.ts";
import { KEYLESS, PackWorld, persona } from "../cluster/pack-world.ts";
import { rootsOf } from "./tree-lines.ts";

const world = new PackWorld({ context: "kind", namespace: undefined });
world.installed("data-team", { ...KEYLESS, personas: [persona("monitor")] });
world.installed("broken", { ...KEYLESS, policyRef: "none", personas: [persona("a")] });
world.pack("catalogue", { personas: [persona("Reviewer")] }, { phase: "Inactive" });

const cases: readonly [TreeFilter, readonly string[], words: string][] = [
  [NO_FILTER, ["broken", "catalogue", "data-team"], ""],
  [{ text: "TEAM", state: "all" }, ["data-team"], "“TEAM”"],
  [{ text: " monitor ", state: "all" }, ["data-team"], "“monitor”"],
  [{ text: "review", state: "all" }, ["catalogue"], "“review”"],
  [{ text: "ns/b", state: "all" }, ["broken"], "“ns/b”"],
  [{ text: "", state: "failing" }, ["broken"], "failing"],
  [{ text: "", state: "active" }, ["broken", "data-team"], "active"],
  [{ text: "", state: "inactive" }, ["catalogue"], "inactive"],
  [{ text: "data", state: "failing" }, [], "failing “data”"],
];

describe("a filter", () => {
  for (const [filter, shown, words] of cases) {
    test(words === "" ? "that is none" : words, () => {
      assert.deepEqual(
        rootsOf(world, filter).map(({ label }) => label),
        shown,
      );
      assert.equal(filterWords(filter), words);
      assert.equal(isFiltering(filter), words !== "");
    });
  }
});

const stored: readonly [unknown, TreeFilter][] = [
  [undefined, NO_FILTER],
  [null, NO_FILTER],
  ["x", NO_FILTER],
  [{ text: 1, state: "other" }, NO_FILTER],
  [{ text: "a" }, { text: "a", state: "all" }],
  [
    { text: "a", state: "failing", more: 1 },
    { text: "a", state: "failing" },
  ],
];

describe("what was kept of a filter", () => {
  for (const [value, filter] of stored) {
    test(JSON.stringify(value) ?? "nothing", () => assert.deepEqual(storedFilter(value), filter));
  }
});
