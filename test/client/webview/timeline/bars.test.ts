import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { barPaths, bucketBeside, bucketNear } from "../../../../client/webview/timeline/bars.ts";

const buckets = [
  { bucket: 2, count: 1 },
  { bucket: 3, count: 60 },
  { bucket: 9, count: 1 },
];

describe("barPaths", () => {
  test("one path for each height, however many bars", () => {
    const many = Array.from({ length: 2000 }, (_, bucket) => ({ bucket, count: bucket % 60 }));
    assert.deepEqual(
      barPaths(many).map(({ level }) => level),
      [0, 1, 2, 3, 4],
    );
    assert.deepEqual(barPaths([]), []);
  });

  test("what runs more often stands higher", () => {
    assert.deepEqual(barPaths(buckets), [
      { level: 0, path: "M2.125 100v-40h0.75v40zM9.125 100v-40h0.75v40z" },
      { level: 4, path: "M3.125 100v-100h0.75v100z" },
    ]);
  });
});

test("the pointer means the nearest bar within reach", () => {
  const near = (place: number) => bucketNear(buckets, place, 1.5)?.bucket;
  assert.deepEqual(
    [near(0.4), near(0.6), near(2.9), near(3.1), near(6), near(10.5), near(12)],
    [undefined, 2, 2, 3, undefined, 9, undefined],
  );
});

test("the keyboard goes from bar to bar and stops at the ends", () => {
  const beside = (from: number | undefined, direction: 1 | -1) =>
    bucketBeside(buckets, from, direction)?.bucket;
  assert.deepEqual([beside(undefined, 1), beside(2, 1), beside(3, 1), beside(9, 1)], [2, 3, 9, undefined]);
  assert.deepEqual([beside(undefined, -1), beside(9, -1), beside(2, -1)], [9, 3, undefined]);
});
