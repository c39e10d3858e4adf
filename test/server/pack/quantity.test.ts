import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isQuantity, quantityLike } from "../../../server/src/pack/quantity.ts";

describe("quantities", () => {
  it("are what Kubernetes parses", () => {
    for (const text of [
      "0",
      "1",
      "+1",
      "-1",
      "1.",
      ".5",
      "500m",
      "3u",
      "100n",
      "2k",
      "1E",
      "1Ei",
      "1e3",
      "1E-3",
    ]) {
      assert.ok(isQuantity(text), text);
    }
    for (const text of [
      "",
      " 1",
      "1 ",
      "1 Gi",
      "1gi",
      "1K",
      "1GB",
      "1.5.0",
      "1e",
      "1e3k",
      "--1",
      "Gi",
      "1mi",
      ".",
    ]) {
      assert.ok(!isQuantity(text), text);
    }
  });

  it("are suggested for what is clearly meant, and are quantities then", () => {
    const cases = [
      ["2 GB", "2G"],
      ["2gb", "2G"],
      ["512MiB", "512Mi"],
      ["512 mb", "512M"],
      ["500 m", "500m"],
      ["1 M", "1M"],
      ["1K", "1k"],
      ["10 bytes", "10"],
      ["two", undefined],
      ["2 cores", undefined],
      ["", undefined],
    ] as const;
    for (const [text, expected] of cases) {
      const like = quantityLike(text);
      assert.equal(like, expected, text);
      if (like !== undefined) assert.ok(isQuantity(like), like);
    }
  });
});
