import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { previewCron, previewSchedule } from "../../../server/src/pack/schedule-preview.ts";

const NOW = new Date("2025-11-24T09:17:20Z");

describe("previewSchedule", () => {
  const CASES: readonly (readonly [string, string, number, object])[] = [
    ["0 9 * * *", "5m", 3, { source: "cron", text: "0 9 * * *", cron: "0 9 * * *", derived: undefined }],
    ["", "5m", 3, { source: "interval", text: "5m", cron: "1/5 * * * *", derived: "known" }],
    ["", "45m", 3, { source: "interval", text: "45m", cron: "6 * * * *", derived: "fallback" }],
    ["", "0 9 * * *", 3, { source: "interval", text: "0 9 * * *", cron: "0 9 * * *", derived: "verbatim" }],
    ["", "", 3, { source: "neither", text: "", cron: "6 * * * *", derived: "fallback" }],
    [" ", "5m", 3, { source: "cron", text: " ", cron: " ", derived: undefined }],
  ];
  for (const [cron, interval, index, expected] of CASES) {
    it(JSON.stringify([cron, interval]), () => {
      const { preview, ...rest } = previewSchedule({ cron, interval }, index, NOW);
      assert.deepEqual(rest, expected);
      assert.equal(preview.outcome, cron === " " ? "invalid" : "runs");
    });
  }
});

describe("previewCron", () => {
  it("gives the next five runs, and the run of the last day that is made up for", () => {
    const preview = previewCron("30 9 * * *", NOW);
    assert.ok(preview.outcome === "runs");
    assert.deepEqual(
      preview.runs.map((run) => new Date(run).toISOString().slice(0, 16)),
      ["2025-11-24T09:30", "2025-11-25T09:30", "2025-11-26T09:30", "2025-11-27T09:30", "2025-11-28T09:30"],
    );
    assert.deepEqual(preview.first, { immediate: true, at: Date.parse("2025-11-23T09:30Z") });
  });

  it("lets a weekly schedule wait", () => {
    const preview = previewCron("0 9 * * 3", NOW);
    assert.ok(preview.outcome === "runs");
    assert.deepEqual(preview.first, { immediate: false, at: Date.parse("2025-11-26T09:00Z") });
  });

  it("remembers the minute, not longer", () => {
    const first = previewCron("*/5 * * * *", NOW);
    assert.equal(previewCron("*/5 * * * *", new Date("2025-11-24T09:17:59Z")), first);
    assert.notEqual(previewCron("*/5 * * * *", new Date("2025-11-24T09:18:00Z")), first);
  });

  it("knows an impossible date, and an invalid cron", () => {
    assert.deepEqual(previewCron("0 0 31 2 *", NOW), { outcome: "impossible", endless: true });
    assert.equal(previewCron("@daily", NOW).outcome, "invalid");
  });
});
