import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { firstRefusedRun, refusedName, runName } from "../../../server/src/pack/name-limits.ts";

/** With the pack `team` the Instance has that many characters. */
const persona = (length: number) => "x".repeat(length - "team-".length);

describe("limits of derived names", () => {
  it("names the object that is furthest over the limit", () => {
    const cases = [
      [56, false, false, undefined],
      [57, false, false, "Service memory 1"],
      [43, false, true, undefined],
      [44, false, true, "Service server 1"],
      [52, true, false, undefined],
      [53, true, false, "AgentRun 1 1"],
      [60, true, false, "AgentRun 1 8"],
      [60, true, true, "Service server 17"],
    ] as const;
    for (const [length, hasSchedule, hasWebEndpoint, expected] of cases) {
      const refused = refusedName("team", { name: persona(length), hasSchedule, hasWebEndpoint });
      const said = refused && `${refused.kind} ${refused.name.split("-").at(-1)} ${refused.excess}`;
      assert.equal(said, expected, `${length}`);
      if (refused) assert.equal(refused.name.length - refused.excess, 63);
    }
  });

  it("tells from which run on the number does not fit", () => {
    for (const [length, run] of [
      [49, 10_000],
      [50, 1000],
      [52, 10],
      [53, 1],
      [60, 1],
    ] as const) {
      assert.equal(firstRefusedRun("team", persona(length)), run);
      const instance = `team-${persona(length)}`;
      assert.ok(runName(instance, run).length > 63);
      if (run > 1) assert.equal(runName(instance, run - 1).length, 63);
    }
  });
});
