/** What other tools fill in is unknown: nothing is said of it, nor of what depends on it alone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { diagnose } from "../../../server/src/features/diagnostics.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";

/** Without findings but for hints; each case puts one line into the place of another. */
const PACK = `apiVersion: sympozium.ai/v1alpha1
kind: PersonaPack
metadata:
  name: data-team
  namespace: ai
  labels:
    team: data
spec:
  enabled: true
  version: "1"
  baseURL: http://ollama.default.svc:11434/v1
  policyRef: permissive
  authRefs:
    - provider: ollama
      secret: ollama-key
  channelConfigs:
    slack: slack-tokens
  skillParams:
    github-gitops:
      REPO: acme/data
  excludePersonas: []
  relationships:
    - source: monitor
      target: writer
      type: delegation
  personas:
    - name: monitor
      systemPrompt: Watch \${cluster_name}.
      model: qwen3
      channels: [slack]
      skills: [github-gitops]
      schedule:
        type: heartbeat
        interval: 1h
        task: Look.
      webEndpoint:
        enabled: false
        hostname: agents.example.com
      lifecycle:
        preRun:
          - name: fetch
            image: busybox:1.36
            command: ["true"]
    - name: writer
      systemPrompt: Write.
      model: qwen3
      schedule:
        cron: "0 9 * * *"
        task: Write.
`;

const PLACEHOLDERS = [
  `\${VALUE}`,
  `\${VALUE:=x}`,
  `\${{ values.value }}`,
  '"{{ item }}"',
  "'{{ item.value }}'",
  `"x-\${VALUE}"`,
];

const LINES = [
  "  name: data-team",
  "  namespace: ai",
  "    team: data",
  "  enabled: true",
  '  version: "1"',
  "  baseURL: http://ollama.default.svc:11434/v1",
  "  policyRef: permissive",
  "    - provider: ollama",
  "      secret: ollama-key",
  "    slack: slack-tokens",
  "      REPO: acme/data",
  "  excludePersonas: []",
  "    - source: monitor",
  "      target: writer",
  "      type: delegation",
  "    - name: monitor",
  "    - name: writer",
  "      model: qwen3",
  "      channels: [slack]",
  "      skills: [github-gitops]",
  "        type: heartbeat",
  "        interval: 1h",
  '        cron: "0 9 * * *"',
  "        enabled: false",
  "        hostname: agents.example.com",
  "          - name: fetch",
  "            image: busybox:1.36",
] as const;

function findings(text: string): string[] {
  return diagnose(new PackFile("file:///pack.yaml", 1, text))
    .filter(({ severity }) => severity !== "hint")
    .map(({ code, message }) => `${code}: ${message}`);
}

test("the pack of these tests is correct", () => {
  assert.deepEqual(findings(PACK), []);
});

for (const line of LINES) {
  test(`a placeholder as the value of "${line.trim()}"`, () => {
    assert.ok(PACK.includes(`${line}\n`));
    for (const placeholder of PLACEHOLDERS) {
      const filledIn = line.replace(/: .*/, () => `: ${placeholder}`);
      assert.deepEqual(findings(PACK.replace(line, () => filledIn)), [], filledIn);
    }
  });
}

const CASES: readonly (readonly [name: string, written: string, filledIn: string])[] = [
  ["key of a label", "team: data", `"\${TEAM}": data`],
  ["key of a channel", "slack: slack-tokens", `"\${CHANNEL}": tokens\n    slack: slack-tokens`],
  ["entry of a list", "[slack]", `["\${CHANNEL}"]`],
  ["key of a field", "  enabled: true", `  "\${FIELD}": x\n  enabled: true`],
];

for (const [name, written, filledIn] of CASES) {
  test(`a placeholder in a ${name}`, () => {
    assert.deepEqual(findings(PACK.replace(written, () => filledIn)), []);
  });
}

test("packs of one name in namespaces that are not known", () => {
  const text = PACK.replace("namespace: ai", () => `namespace: \${STAGE}`);
  const other = PACK.replace("namespace: ai", () => `namespace: \${PRODUCTION}`);
  assert.deepEqual(findings(`${text}---\n${other}`), []);
});

test("what lacks beside a placeholder is said", () => {
  const text = PACK.replace("name: monitor", () => `name: \${NAME}`).replace(
    /^ +systemPrompt: Watch.*\n/m,
    "",
  );
  assert.deepEqual(
    findings(text).map((finding) => finding.split(":")[0]),
    ["missing-field"],
  );
});
