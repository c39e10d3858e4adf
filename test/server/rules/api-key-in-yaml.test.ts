import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { quickFixes } from "../../../server/src/features/code-actions.ts";
import { diagnose } from "../../../server/src/features/diagnostics.ts";
import { apiKeyInYaml } from "../../../server/src/rules/api-key-in-yaml.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";
import { personaWith, RuleExpectations, specWith } from "./expect-rules.ts";

const rules = new RuleExpectations(apiKeyInYaml);

/** Letters and digits as random as those of a key; put together here so that no file holds what looks like one. */
function random(length: number, alphabet = "a8Kd3Zq7Lm2Xv9Rt5Wy1Bn4Hs6Pf0Gj"): string {
  return Array.from({ length }, (_, i) => alphabet[(i * 7 + (i >> 3)) % alphabet.length]).join("");
}

const HEX = "0f3a9c7e1b5d8264";

const KEYS: readonly (readonly [kind: string, key: string])[] = [
  ["an OpenAI key", `sk-${random(48)}`],
  ["an OpenAI key", `sk-proj-${random(40)}_${random(20)}`],
  ["an OpenAI key", `sk-${random(48, HEX)}`],
  ["an Anthropic key", `sk-ant-api03-${random(60)}-${random(20)}`],
  ["an OpenRouter key", `sk-or-v1-${random(64, HEX)}`],
  ["a Google key", `AIza${random(35)}`],
  ["a Groq key", `gsk_${random(52)}`],
  ["an AWS access key", `AKIA${random(16, "Q7WE3RTY2UIOP5AS")}`],
  ["a Slack token", `xoxb-${random(12, "1234567890")}-${random(24)}`],
  ["a Slack token", `xapp-1-A0${random(9)}-${random(13, "1234567890")}-${random(40, HEX)}`],
  ["a Telegram bot token", `${random(10, "1234567890")}:AA${random(33)}`],
  ["a Discord bot token", `MT${random(24)}.${random(6)}.${random(38)}`],
  ["a GitHub token", `ghp_${random(36)}`],
  ["a GitHub token", `github_pat_${random(22)}_${random(59)}`],
  ["a GitLab token", `glpat-${random(20)}`],
  ["a signed token", `eyJ${random(20)}.eyJ${random(40)}.${random(43)}`],
];

describe("api-key-in-yaml", () => {
  it("knows keys by their shape, wherever they stand", () => {
    for (const [kind, key] of KEYS) {
      for (const text of [
        personaWith(`model: ${key}\n`),
        personaWith(`memory: {seeds: ["The key is ${key}."]}\n`),
        personaWith(`schedule:\n  task: >-\n    Use ${key}\n    for it.\n`),
        specWith(`authRefs:\n  - secret: '${key}'\n`),
        specWith(`description: a # ${key}\n`),
        specWith(`channelConfigs: {${JSON.stringify(key)}: a}\n`),
      ]) {
        const [found, ...others] = rules.diagnostics(text);
        assert.ok(found, text);
        assert.ok(found.message.includes(kind), `${kind}: ${found.message}`);
        assert.deepEqual(others, []);
        const { start, end } = found.range;
        assert.equal(start.line, end.line);
        assert.equal(text.split("\n")[start.line]?.slice(start.character, end.character), key);
      }
    }
  });

  it("knows random values by the name that they have", () => {
    const secret = random(40);
    const env = (value: string) =>
      personaWith(`lifecycle:\n  preRun:\n    - name: a\n      image: b\n      env:\n        - ${value}\n`);
    for (const text of [
      env(`name: AZURE_OPENAI_API_KEY\n          value: ${random(32, HEX)}`),
      env(`{name: "WEBHOOK_TOKEN", value: "${secret}"}`),
      personaWith(`memory: {seeds: ["Use API_KEY=${secret} for it"]}\n`),
      personaWith(`memory: {seeds: ["password: ${secret}"]}\n`),
      personaWith(`memory: {seeds: ["Authorization: Bearer ${secret}"]}\n`),
    ]) {
      assert.equal(rules.diagnostics(text).length, 1, text);
    }
  });

  it("knows a private key, all of it", () => {
    const pem = [
      "-----BEGIN RSA PRIVATE",
      " KEY-----\n",
      `    ${random(64)}\n`,
      "    -----END RSA PRIVATE",
      " KEY-----",
    ];
    const text = specWith(`description: |\n  ${pem.join("").replaceAll("\n    ", "\n  ")}\n`);
    const [found] = rules.diagnostics(text);
    assert.equal((found?.range.end.line ?? 0) - (found?.range.start.line ?? 0), 2);
  });

  it("is quiet of examples, names and prose", () => {
    const { length } = random(24);
    for (const value of [
      "sk-...",
      `sk-ant-${"x".repeat(40)}`,
      "AKIAIOSFODNN7EXAMPLE",
      `ghp_${"0".repeat(36)}`,
      "task-abcdefghijklmnopqrstuvwxyz0123456789",
      "risk-proj-assessment-of-all-our-production-systems",
      "data-team-openai-key",
      "sk-team-of-the-platform-engineers-in-production",
      "claude-sonnet-4-20250514",
      "anthropic.claude-sonnet-4-20250514-v1:0",
      `registry.example.com/team/image@sha256:${random(64, HEX)}`,
      "https://hooks.example.com/services/T000/B000",
      `password: ${"correct-horse-battery-staple".slice(0, length)}`,
      "API_KEY=$(cat /run/secrets/api-key-of-the-team)",
      "API_KEY: secretKeyRef-of-the-platform-team-secret",
      "Bearer tokens are kept in the Secret data-team-openai-credentials",
    ]) {
      rules.finds(personaWith(`memory:\n  seeds:\n    - ${JSON.stringify(value)}\n`));
    }
    rules.finds(specWith("authRefs:\n  - secret: platform-engineering-team-openai-credentials-v2\n"));
    rules.finds(readFileSync(new URL("../../../examples/data-team.yaml", import.meta.url), "utf8"));
  });

  it("takes the key out", () => {
    const [, key] = KEYS[0] ?? [];
    const text = (seed: string) => personaWith(`memory: {seeds: ["Key ${seed} of the team"]}\n`);
    rules.mends(text(`${key}`), "Take the key out of the file", text("REMOVED"));
  });

  it("can be kept quiet by a comment", () => {
    rules.finds(personaWith(`# personapack-ignore: api-key-in-yaml\nmodel: ${KEYS[0]?.[1]}\n`));
  });
});

/** One field of each kind that some message repeats. */
const TALKATIVE = `apiVersion: sympozium.ai/v1alpha1
kind: PersonaPack
metadata:
  name: data-team
  namespace: team
spec:
  version: "1"
  policyRef: permissive
  baseURL: ""
  workflowType: autonomous
  excludePersonas: [nobody]
  authRefs:
    - provider: anthropic
      secret: data-team-a-key
    - provider: openai
      secret: other
  channelConfigs:
    telegram: token
  skillParams:
    github-gitops:
      BRANCH: main
  relationships:
    - source: monitor
      target: nobody
      type: sequential
  personas:
    - name: monitor
      systemPrompt: Watch.
      skills: [github-gitops]
      channels: [slack]
      toolPolicy:
        allow: [read_file]
        deny: [read_file]
      schedule:
        type: heartbeat
        interval: 45m
        cron: "* * * * 7"
        task: Look.
      lifecycle:
        preRun:
          - name: fetch
            image: alpine:3
            timeout: soon
        gateDefault: allow
    - name: monitor
      systemPrompt: Watch.
`;

describe("what else is said of a pack with a key in it", () => {
  it("does not repeat the key, be it a value or the name of a field", () => {
    const lines = TALKATIVE.split("\n");
    for (const [, key] of KEYS) {
      for (const [i, line] of lines.entries()) {
        const asValue = line.replace(/(: |- |\[)("[^"]*"|[\w./-]+)(\]?)$/, `$1"${key}"$3`);
        const asKey = line.replace(/^([ -]*)[\w-]+:/, `$1"${key}":`);
        for (const changed of new Set([asValue, asKey])) {
          if (changed === line) continue;
          expectSilence(lines.with(i, changed).join("\n"), key);
        }
      }
    }
  });
});

function expectSilence(text: string, key: string): void {
  const file = new PackFile("file:///pack.yaml", 1, text);
  const whole = { start: { line: 0, character: 0 }, end: { line: text.split("\n").length, character: 0 } };
  const said = [
    ...diagnose(file).flatMap(({ message, related }) => [message, related?.message ?? ""]),
    ...quickFixes(file, whole).map(({ title }) => title),
  ];
  // Half a key is too much as well.
  const part = key.slice(8, 24).toLowerCase();
  for (const message of said) assert.ok(!message.toLowerCase().includes(part), `${key}\n${message}`);
}
