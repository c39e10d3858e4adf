import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { editEffect } from "../../../server/src/pack/edit-effects.ts";

/** A schema path, and what an edit there does. */
const EFFECTS: readonly (readonly [string, string | undefined])[] = [
  ["spec.enabled", "destroys-memory"],
  ["spec.excludePersonas[]", "destroys-memory"],
  ["spec.personas[].name", "destroys-memory"],
  ["spec.personas[]", "partly"],
  ["spec.personas[].model", "partly"],
  ["spec.personas[].channels[]", "partly"],
  ["spec.channelAccessControl.*.denyMessage", "partly"],
  ["spec.authRefs[].secret", "propagates"],
  ["spec.personas[].schedule", "propagates"],
  ["spec.personas[].schedule.cron", "propagates"],
  ["spec.taskOverride", "propagates"],
  ["spec.baseURL", "propagates"],
  ["spec.policyRef", "never"],
  ["spec.personas[].skills[]", "never"],
  ["spec.skillParams.*.*", "never"],
  ["spec.personas[].memory.seeds[]", "never"],
  ["spec.personas[].memory.enabled", "none"],
  ["spec.personas[].toolPolicy.allow[]", "none"],
  ["spec.personas[].lifecycle.preRun[].env[].value", "never"],
  ["spec.personas[].lifecycle.preRun[].timeout", "none"],
  ["spec.sharedMemory.enabled", undefined],
  ["status.phase", undefined],
  ["constructor", undefined],
  ["", undefined],
];

describe("editEffect", () => {
  for (const [path, effect] of EFFECTS) {
    it(path, () => assert.equal(editEffect(path)?.effect, effect));
  }

  it("explains every field of the spec in one sentence or two", () => {
    const fields: readonly { path: string }[] = JSON.parse(
      readFileSync(new URL("../../fixtures/crd/personapack-fields.json", import.meta.url), "utf8"),
    );
    const paths = fields.map(({ path }) => path).filter((path) => path.startsWith("spec."));
    assert.ok(paths.length > 80);
    for (const path of paths) assert.match(editEffect(path)?.explanation ?? "", /^[A-Z].+\.$/, path);
  });
});
