import assert from "node:assert/strict";
import { test } from "node:test";
import { previewAddress, previewState, previewTitle } from "../../../client/src/preview/preview-state.ts";

test("the address of a preview carries its state", () => {
  const state = { source: "file:///a%20b/ü.yaml", documentIndex: 1, persona: "x?y#z", exclude: ["a", "ü"] };
  assert.deepEqual(previewState(previewAddress("title", state)), state);
});

test("the last part of its path is the title", () => {
  const address = previewAddress(previewTitle("a/b", "c"), { source: "file:///a.yaml", documentIndex: 0 });
  assert.match(address.path, /^\/c \(a[^/]b\) — generated resources\.yaml$/);
  assert.equal(previewTitle("data-team"), "data-team — generated resources");
  assert.equal(previewTitle(""), "PersonaPack — generated resources");
});
