import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { generatedResources } from "../../../server/src/pack/generated-resources.ts";
import { readPersonaPack } from "../../../server/src/pack/persona-pack.ts";
import { runCalendar } from "../../../server/src/pack/run-calendar.ts";
import { secondOrderResources } from "../../../server/src/pack/second-order-resources.ts";
import { neededSecrets } from "../../../server/src/pack/secrets.ts";

const PERSONA = { name: "a", systemPrompt: "" };

/** Pack, and each part of it that is unusable as `path reason`. */
const UNUSABLE: readonly (readonly [unknown, readonly string[]])[] = [
  [null, ["(root) wrong-type"]],
  ["text", ["(root) wrong-type"]],
  [{}, ["metadata missing", "spec missing"]],
  [{ metadata: {}, spec: {} }, ["metadata.name missing", "spec.personas missing"]],
  [
    { metadata: { name: null }, spec: { personas: null } },
    ["metadata.name missing", "spec.personas missing"],
  ],
  [
    { metadata: { name: 7 }, spec: { personas: {} } },
    ["metadata.name wrong-type", "spec.personas wrong-type"],
  ],
  [inSpec({ personas: [null, PERSONA, []] }), ["spec.personas.0 wrong-type", "spec.personas.2 wrong-type"]],
  [
    inSpec({ personas: [{ systemPrompt: 1 }] }),
    ["spec.personas.0.name missing", "spec.personas.0.systemPrompt wrong-type"],
  ],
  [
    inPersona({ schedule: { type: "hourly", cron: 5 } }),
    [
      "spec.personas.0.schedule.task missing",
      "spec.personas.0.schedule.type not-allowed",
      "spec.personas.0.schedule.cron wrong-type",
    ],
  ],
  [inPersona({ channels: ["slack", 3] }), ["spec.personas.0.channels.1 wrong-type"]],
  [
    inPersona({ lifecycle: { preRun: [{ name: "h", timeout: "5 minutes" }] } }),
    [
      "spec.personas.0.lifecycle.preRun.0.image missing",
      "spec.personas.0.lifecycle.preRun.0.timeout not-allowed",
    ],
  ],
  [inSpec({ personas: [], authRefs: [{ provider: "ollama" }] }), ["spec.authRefs.0.secret missing"]],
  [
    inSpec({ personas: [], skillParams: { s: { repo: true }, t: "x" } }),
    ["spec.skillParams.s.repo wrong-type", "spec.skillParams.t wrong-type"],
  ],
  [inSpec({ personas: [], sharedMemory: { enabled: true } }), ["spec.sharedMemory not-in-release"]],
  [inSpec({ personas: [], unknown: 1, baseURL: null }), []],
];

function inSpec(spec: object): object {
  return { metadata: { name: "team" }, spec };
}

function inPersona(persona: object): object {
  return inSpec({ personas: [{ ...PERSONA, ...persona }] });
}

describe("readPersonaPack", () => {
  for (const [value, expected] of UNUSABLE) {
    it(JSON.stringify(value), () => {
      const found = readPersonaPack(value).unusable;
      assert.deepEqual(
        found.map(({ path, reason }) => `${path.join(".") || "(root)"} ${reason}`),
        expected,
      );
    });
  }

  it("keeps what is usable", () => {
    const { pack } = readPersonaPack(
      inPersona({ skills: ["x", 1], schedule: { interval: "5m" }, model: [] }),
    );
    const [persona] = pack.spec.personas;
    assert.deepEqual(persona?.skills, ["x"]);
    assert.deepEqual(persona.schedule, { type: "heartbeat", interval: "5m", cron: "", task: "" });
    assert.equal(persona.model, "");
  });

  it("repeats no value, as it may be a secret", () => {
    const { unusable } = readPersonaPack(inSpec({ personas: "sk-1234", authRefs: ["sk-1234"] }));
    assert.equal(unusable.length, 2);
    assert.doesNotMatch(JSON.stringify(unusable), /sk-1234/);
  });

  it("takes the name of an object's own method for a channel like any other", () => {
    const value = inSpec({
      personas: [{ ...PERSONA, channels: ["constructor", "__proto__"] }],
      channelConfigs: JSON.parse('{"__proto__":"s"}'),
    });
    const json = JSON.stringify(generatedResources(readPersonaPack(value).pack));
    assert.match(
      json,
      /{"type":"constructor","configRef":{"secret":""}},{"type":"__proto__","configRef":{"secret":"s"}}/,
    );
  });

  it("survives any value at any path, and so does everything that reads the pack", () => {
    const fields: readonly { path: string }[] = JSON.parse(
      readFileSync(new URL("../../fixtures/crd/personapack-fields.json", import.meta.url), "utf8"),
    );
    const values: readonly unknown[] = [
      null,
      "",
      "x y",
      "a",
      0,
      -1.5,
      Number.NaN,
      true,
      false,
      [],
      [[]],
      [null],
      {},
      { a: {} },
    ];
    for (const { path } of fields) {
      for (const value of values) {
        const { pack } = readPersonaPack(nested(path, value));
        generatedResources(pack);
        neededSecrets(pack);
        runCalendar(pack, { from: new Date(0), to: new Date(86_400_000), activated: new Date(60_000) });
        for (const persona of pack.spec.personas) secondOrderResources(pack, persona);
      }
    }
  });
});

/** A value that holds nothing but `value` at a path such as `spec.personas[].skills[]`. */
function nested(path: string, value: unknown): unknown {
  const steps = path
    .replaceAll("[]", ".[]")
    .split(".")
    .filter((step) => step !== "");
  return steps.reduceRight<unknown>((inner, step) => {
    if (step === "[]") return [inner];
    return step === "personas"
      ? { personas: inner, name: "a" }
      : { name: "a", [step === "*" ? "slack" : step]: inner };
  }, value);
}
