import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseGoDuration } from "../../../server/src/pack/go-duration.ts";
import { goDurationsLike } from "../../../server/src/pack/go-duration-words.ts";

describe("goDurationsLike", () => {
  it("finds what a text may mean, in Go's spelling", () => {
    const cases = [
      ["5 minutes", ["5m"]],
      ["1 hour, 30 min", ["1h30m"]],
      ["PT5M", ["5m"]],
      ["5M", ["5m"]],
      ["1d", ["24h"]],
      ["2 weeks", ["336h"]],
      ["30", ["30s", "30m"]],
      ["soon", []],
      ["5 moons", []],
      ["", []],
    ] as const;
    for (const [text, expected] of cases) {
      const durations = goDurationsLike(text);
      assert.deepEqual(durations, expected, text);
      for (const duration of durations) assert.notEqual(parseGoDuration(duration), undefined);
    }
  });
});
