import assert from "node:assert/strict";
import { test } from "node:test";
import { escaped, tooltip } from "../../../client/src/tree/tooltip.ts";

test("a heading, the facts that are known, sentences", () => {
  assert.equal(
    tooltip("Run a-1", { Phase: "Failed", Pod: "", Ended: undefined }, ["No key", "Try again"]),
    "**Run a\\-1**\n\nPhase: Failed\n\n- No key\n- Try again",
  );
  assert.equal(tooltip("X", {}), "**X**");
});

test("marks are escaped, lines joined, long texts cut", () => {
  assert.equal(escaped("a *b* [c](d)\n\n<e> $(f)"), "a \\*b\\* \\[c\\]\\(d\\) \\<e\\> \\$\\(f\\)");
  assert.equal(escaped(`${"x".repeat(599)}😀`).length, 600);
  assert.equal(escaped("é 日本 😀"), "é 日本 😀");
});
