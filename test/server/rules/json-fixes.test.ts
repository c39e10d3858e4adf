import assert from "node:assert/strict";
import { test } from "node:test";
import { quickFixes } from "../../../server/src/features/code-actions.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";
import { applyEdits } from "./check.ts";

const PERSONA = { name: "a", systemPrompt: "A" };

function pack(spec: object, top: object = {}): object {
  return {
    apiVersion: "sympozium.ai/v1alpha1",
    kind: "PersonaPack",
    metadata: { name: "data-team" },
    ...top,
    spec: { personas: [PERSONA], ...spec },
  };
}

function persona(fields: object): object {
  return pack({ personas: [{ ...PERSONA, ...fields }] });
}

/** A pack and the titles of fixes that it must have. */
const CASES: readonly (readonly [object, ...string[]])[] = [
  [persona({ schedul: { task: "T" } }), "Rename to schedule"],
  [persona({ schedule: { type: "beat", interval: "1h", task: "T" } }), "Change to heartbeat"],
  [persona({ schedule: { type: 1, interval: "1h", task: "T" } })],
  [persona({ schedule: { interval: "1h" } }), "Add task"],
  [persona({ schedule: { task: "T" } }), "Add interval 1h"],
  [persona({ schedule: { interval: "20m", task: "T" } }), "Use 30m", "Write as cron */20 * * * *"],
  [persona({ schedule: { interval: "1h", cron: "0 9 * * *", task: null } }), "Add task"],
  [pack({ personas: [{ name: "a" }, {}] }), "Add systemPrompt", "Add name, systemPrompt"],
  [pack({}, { metadata: null }), "Add metadata"],
  [persona({ skills: "k8s-ops" }), 'Make it a list: ["k8s-ops"]'],
  [persona({ skills: ["memory", 2, "kates-ops"] })],
  [persona({ channels: ["slack"] }), "Add slack to channelConfigs"],
  [persona({ channels: ["Slack"], webEndpoint: { hostname: "h" } }), "Add enabled"],
  [persona({ lifecycle: { preRun: [{ name: "A B", image: "x", timeout: "5 minutes" }] } }), "Write 5m"],
  [persona({ lifecycle: { rbac: [{ apiGroups: ["apps"], resources: ["pods"] }] } }), "Add verbs"],
  [pack({ agentSandbox: { enabled: "yes", warmPool: { size: "0x3" } } }), "Write 3 without quotes"],
  [pack({ relationships: [{ source: "a", target: "b" }], excludePersonas: ["A"] }), "Add type"],
  [pack({ channelConfigs: { Slack: "x" }, skillParams: { "kates-ops": { a: "1" } } })],
  [pack({ authRefs: [{ secret: "data-team-openai-key" }] })],
  [pack({ enabled: true, policyRef: "restrictive", baseURL: "localhost:11434" })],
  [pack({ personas: [{ ...PERSONA, name: "My_Bot" }] }), "Rename to my-bot"],
];

for (const [object, ...titles] of CASES) {
  test(`fixes of JSON write JSON: ${JSON.stringify(object).slice(95)}`, () => {
    for (const text of [JSON.stringify(object), JSON.stringify(object, undefined, 2)]) {
      const file = new PackFile("file:///pack.json", 1, text);
      const whole = {
        start: { line: 0, character: 0 },
        end: { line: text.split("\n").length, character: 0 },
      };
      const fixes = quickFixes(file, whole);
      assert.ok(fixes.length > 0);
      const all = fixes.map(({ title }) => title);
      for (const title of titles) assert.ok(all.includes(title), all.join(" | "));
      for (const fix of fixes) {
        const after = applyEdits(text, fix.edits);
        assert.doesNotThrow(() => JSON.parse(after), `${fix.title}: ${after}`);
      }
    }
  });
}
