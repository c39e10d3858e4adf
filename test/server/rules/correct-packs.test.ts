import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { diagnose } from "../../../server/src/features/diagnostics.ts";
import { ALL_RULES } from "../../../server/src/rules/registry.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";

const EXAMPLES = new URL("../../../examples/", import.meta.url);
/** Packs and the guide, whose text belongs to others: beside the checkout of those who maintain the fixtures. */
const SHARED = new URL("../../../../shared/", import.meta.url);

/** Rules about times, names and hooks: a pack that works gives them nothing to say, not even a hint. */
const ABOUT_TIMES_AND_NAMES = new Set(
  ALL_RULES.map(({ code }) => code).filter((code) =>
    /^(cron|interval|schedule|hook|persona-name|pack-name)-|-too-long$/.test(code),
  ),
);

/** Faults that these packs really have. The sample is not enabled, and the controller deletes a Secret of such a name. */
const REAL_FAULTS: Readonly<Record<string, readonly string[]>> = {
  "personapack_sample.yaml": ["13 managed-secret-deleted"],
};

/** Lines with an error or a warning, or with anything at all from the rules about times and names. */
function faultsIn(text: string): string[] {
  const diagnostics = diagnose(new PackFile("file:///pack.yaml", 1, text));
  return diagnostics
    .filter(({ severity, code }) => {
      return severity === "error" || severity === "warning" || ABOUT_TIMES_AND_NAMES.has(code);
    })
    .map(({ range, code }) => `${range.start.line + 1} ${code}`);
}

describe("packs that work", () => {
  for (const name of readdirSync(EXAMPLES)) {
    it(`examples/${name}`, () => {
      assert.deepEqual(faultsIn(readFileSync(new URL(name, EXAMPLES), "utf8")), []);
    });
  }
});

if (existsSync(SHARED)) {
  describe("packs and guide of the project itself (where ../shared is)", () => {
    const packs = new URL("upstream/packs/", SHARED);
    for (const name of readdirSync(packs)) {
      it(name, () =>
        assert.deepEqual(faultsIn(readFileSync(new URL(name, packs), "utf8")), REAL_FAULTS[name] ?? []),
      );
    }

    it("the complete example of the guide", () => {
      const guide = readFileSync(new URL("guide/writing-personapacks.txt", SHARED), "utf8");
      const [, after = ""] = guide.split(/^Complete example$/m);
      const [example = ""] = after.split(/^Applying and activating$/m);
      assert.match(example, /name: schema-auditor/);
      assert.deepEqual(faultsIn(example), []);
    });
  });
}
