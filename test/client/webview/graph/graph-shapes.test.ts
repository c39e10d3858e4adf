import assert from "node:assert/strict";
import { test } from "node:test";
import { curve } from "../../../../client/webview/graph/graph-shapes.ts";

test("curve", () => {
  assert.equal(curve([]), "");
  assert.equal(
    curve([
      { x: 0, y: 0 },
      { x: 10, y: 4 },
    ]),
    "M0,0C5,0 5,4 10,4",
  );
});
