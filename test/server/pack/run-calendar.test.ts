import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runCalendar } from "../../../server/src/pack/run-calendar.ts";
import { packOf } from "./pack-of.ts";

const MONDAY = new Date("2026-03-02T00:00:00Z");
const TUESDAY = new Date("2026-03-03T00:00:00Z");

function persona(name: string, schedule: object, more: object = {}): object {
  return { name, schedule: { task: "", ...schedule }, ...more };
}

function iso(runs: readonly number[]): string[] {
  return runs.map((run) => new Date(run).toISOString().slice(0, 16));
}

function only(schedule: object, activated?: string, to = TUESDAY) {
  const window = { from: MONDAY, to, ...(activated && { activated: new Date(activated) }) };
  const [entry] = runCalendar(packOf([persona("a", schedule)]), window);
  assert.ok(entry);
  return entry;
}

describe("runCalendar", () => {
  it("gives each persona its runs, or why it has none", () => {
    const web = { webEndpoint: { enabled: true } };
    const pack = packOf(
      [
        persona("a", { interval: "12h" }),
        persona("b", { interval: "12h" }),
        persona("c", { cron: "0 9 31 2 *" }),
        persona("d", { cron: "@daily" }),
        persona("e", { interval: "1h" }, web),
        { name: "f" },
        persona("g", { cron: "0 9,17 * * 1-5" }),
        persona("h", { cron: "TZ=Europe/Berlin 30 8 * * *" }),
      ],
      { excludePersonas: ["b"] },
    );
    const calendar = runCalendar(pack, { from: MONDAY, to: TUESDAY });
    assert.deepEqual(
      calendar.map(({ name, outcome, cron, runs }) => [name, outcome, cron, iso(runs).join(" ")]),
      [
        ["a", "runs", "0 */12 * * *", "2026-03-02T00:00 2026-03-02T12:00"],
        ["b", "excluded", "2 */12 * * *", ""],
        ["c", "impossible", "0 9 31 2 *", ""],
        ["d", "invalid", "@daily", ""],
        ["e", "serving", "8 * * * *", ""],
        ["f", "no-schedule", undefined, ""],
        ["g", "runs", "0 9,17 * * 1-5", "2026-03-02T09:00 2026-03-02T17:00"],
        ["h", "runs", "TZ=Europe/Berlin 30 8 * * *", "2026-03-02T07:30"],
      ],
    );
    assert.equal(calendar[3]?.error?.code, "cron-descriptor");
  });

  it("gives no run under a policy that refuses them all", () => {
    const outcomes = (policyRef: string) =>
      runCalendar(packOf([persona("a", { interval: "12h" })], { policyRef }), {
        from: MONDAY,
        to: TUESDAY,
      }).map(({ outcome, runs }) => [outcome, runs.length]);
    assert.deepEqual(outcomes("permissive"), [["runs", 2]]);
    assert.deepEqual(outcomes("restrictive"), [["refused", 0]]);
  });

  it("catches up at the activation on what passed the day before", () => {
    const entry = only({ cron: "0 9 * * *" }, "2026-03-02T08:15:00Z");
    assert.deepEqual(iso(entry.runs), ["2026-03-02T08:15", "2026-03-02T09:00"]);
    assert.equal(entry.first?.immediate, true);
  });

  it("counts a time that is the very moment of the activation once", () =>
    assert.deepEqual(iso(only({ cron: "0 9 * * *" }, "2026-03-02T09:00:00Z").runs), ["2026-03-02T09:00"]));

  it("waits where nothing passed the day before", () => {
    const entry = only({ cron: "0 9 * * 5" }, "2026-03-02T08:00:00Z");
    assert.deepEqual(iso(entry.runs), []);
    assert.equal(entry.first?.immediate, false);
  });

  it("has no runs before an activation in the window, nor when it is after it", () => {
    assert.deepEqual(iso(only({ cron: "0 */6 * * *" }, "2026-03-02T13:00:00Z").runs), [
      "2026-03-02T13:00",
      "2026-03-02T18:00",
    ]);
    assert.deepEqual(only({ cron: "0 * * * *" }, "2026-03-04T00:00:00Z").runs, []);
  });

  it("leaves the window alone if the activation was before it", () =>
    assert.deepEqual(iso(only({ cron: "0 9 * * *" }, "2026-03-01T12:00:00Z").runs), ["2026-03-02T09:00"]));

  it("says that an impossible cron runs without end", () =>
    assert.equal(only({ cron: "0 0 30 2 *" }, "2026-03-02T08:00:00Z").first?.endless, true));
});
