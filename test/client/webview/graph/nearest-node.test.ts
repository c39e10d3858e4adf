import assert from "node:assert/strict";
import { test } from "node:test";
import { nearestNode } from "../../../../client/webview/graph/nearest-node.ts";

test("arrow keys lead to the node that lies in their direction", () => {
  const box = (x: number, y: number) => ({ x, y, width: 10, height: 4 });
  const [left, top, right, bottom, far] = [box(0, 10), box(20, 0), box(40, 12), box(20, 20), box(90, 60)];
  const all = [left, top, right, bottom, far];
  assert.equal(nearestNode(all, left, "right"), top);
  assert.equal(nearestNode(all, top, "down"), bottom);
  assert.equal(nearestNode(all, bottom, "up"), top);
  assert.equal(nearestNode(all, right, "left"), bottom);
  assert.equal(nearestNode(all, left, "left"), undefined);
  assert.equal(nearestNode(all, right, "right"), far);
});
