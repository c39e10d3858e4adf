import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { formatGoDuration, parseGoDuration } from "../../../server/src/pack/go-duration.ts";

/** A text, and how Go writes it; undefined if it refuses it. */
const DURATIONS: readonly (readonly [string, string | undefined])[] = [
  ["0", "0s"],
  ["0s", "0s"],
  ["30s", "30s"],
  ["5m", "5m0s"],
  ["90m", "1h30m0s"],
  ["1h15m30.918s", "1h15m30.918s"],
  ["1.5h", "1h30m0s"],
  [".5m", "30s"],
  ["1.s", "1s"],
  ["1500ms", "1.5s"],
  ["250ms", "250ms"],
  ["1.5us", "1.5µs"],
  ["1µs", "1µs"],
  ["1μs", "1µs"],
  ["7ns", "7ns"],
  ["-5m", "-5m0s"],
  ["+5m", "5m0s"],
  ["2562047h47m16.854775807s", "2562047h47m16.854775807s"],
  ["-2562047h47m16.854775808s", "-2562047h47m16.854775808s"],
  ["2562047h47m16.854775808s", undefined],
  ["9999999h", undefined],
  ["", undefined],
  ["-", undefined],
  ["5", undefined],
  ["5 minutes", undefined],
  ["5 m", undefined],
  ["1d", undefined],
  ["m", undefined],
  [".m", undefined],
  ["5M", undefined],
  ["1h-5m", undefined],
];

describe("Go durations", () => {
  for (const [text, expected] of DURATIONS) {
    it(JSON.stringify(text), () => {
      const nanoseconds = parseGoDuration(text);
      assert.equal(nanoseconds === undefined ? undefined : formatGoDuration(nanoseconds), expected);
    });
  }
});
