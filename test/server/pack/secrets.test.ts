import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  isManagedSecret,
  neededSecrets,
  resolveAuthSecret,
  resolveProvider,
} from "../../../server/src/pack/secrets.ts";
import { packOf } from "./pack-of.ts";

/** authRefs, base URL, the provider and what decides it. */
const PROVIDERS: readonly (readonly [readonly object[], string, string, string])[] = [
  [[], "", "openai", "default"],
  [[{ secret: "team-key" }], "", "openai", "default"],
  [[{ secret: "x" }, { provider: "bedrock", secret: "y" }], "", "bedrock", "provider"],
  [[{ provider: "", secret: "my-anthropic-key" }], "http://ollama", "anthropic", "secret-name"],
  [[{ secret: "azure-openai-key" }], "", "azure-openai", "secret-name"],
  [[{ secret: "openai-or-bedrock" }], "", "bedrock", "secret-name"],
  [[{ secret: "Anthropic" }], "", "openai", "default"],
  [[], "http://ollama.default.svc/v1", "ollama", "base-url"],
  [[], "http://10.0.0.1:11434/v1", "ollama", "base-url"],
  [[], "http://host:1234/v1", "lm-studio", "base-url"],
  [[{ secret: "" }], "https://llm.example.com/v1", "custom", "base-url"],
];

describe("resolveProvider", () => {
  for (const [authRefs, baseURL, name, from] of PROVIDERS) {
    it(`${JSON.stringify(authRefs)} ${baseURL}`, () =>
      assert.deepEqual(resolveProvider(packOf([], { authRefs, baseURL })), { name, from }));
  }
});

describe("resolveAuthSecret", () => {
  it("is the first that is named", () => {
    const authRefs = [{ secret: " " }, { secret: "b" }, { secret: "c" }];
    assert.equal(resolveAuthSecret(packOf([], { authRefs })), "b");
    assert.equal(
      resolveAuthSecret(packOf([], { authRefs: [{ provider: "ollama", secret: "" }] })),
      undefined,
    );
  });
});

describe("managed Secrets", () => {
  it("go by their name", () => {
    for (const name of ["team-openai-key", "team-credentials", "team-key", " team-x-key "])
      assert.ok(isManagedSecret("team", name), name);
    for (const name of ["openai-key", "team-openai-keys", "other-team-key", "team-slack-secret", ""])
      assert.ok(!isManagedSecret("team", name), name);
  });
});

describe("neededSecrets", () => {
  it("are for the model, the channels and the skills of personas that are not excluded", () => {
    const personas = [
      { name: "a", channels: ["slack", "whatsapp", "slack"], skills: ["github-gitops", "software-dev"] },
      { name: "b", channels: ["discord"] },
      { name: "c", channels: ["slack"] },
    ];
    const spec = {
      excludePersonas: ["b"],
      authRefs: [{ provider: "anthropic", secret: "key" }],
      channelConfigs: { slack: "bot" },
    };
    const needed = neededSecrets(packOf(personas, spec));
    assert.deepEqual(
      needed.map(({ name, neededBy, requiredKeys, personas }) => [name, neededBy, requiredKeys, personas]),
      [
        ["key", "anthropic", ["ANTHROPIC_API_KEY"], [0, 2]],
        ["bot", "slack", ["SLACK_BOT_TOKEN"], [0, 2]],
        ["github-gitops-token", "github-gitops", ["GH_TOKEN"], [0]],
        ["github-gitops-token", "software-dev", ["GH_TOKEN"], [0]],
      ],
    );
  });

  it("of a skill are the same under both its names", () => {
    const personas = [
      { name: "a", skills: ["skillpack-github-gitops"] },
      { name: "b", skills: ["github-gitops"] },
    ];
    const [secret, ...others] = neededSecrets(packOf(personas, { baseURL: "http://ollama" }));
    assert.deepEqual(
      [secret?.name, secret?.neededBy, secret?.personas],
      ["github-gitops-token", "github-gitops", [0, 1]],
    );
    assert.deepEqual(others, []);
  });

  it("have no name where the pack gives none, and are not asked for where none is needed", () => {
    const personas = [{ name: "a", channels: ["telegram", "irc"] }];
    assert.deepEqual(
      neededSecrets(packOf(personas)).map(({ name, neededBy }) => [name, neededBy]),
      [
        [undefined, "openai"],
        [undefined, "telegram"],
      ],
    );
    assert.deepEqual(neededSecrets(packOf([{ name: "a" }], { baseURL: "http://ollama" })), []);
    assert.deepEqual(
      neededSecrets(packOf([{ name: "a" }], { authRefs: [{ provider: "ollama", secret: "" }] })),
      [],
    );
    assert.deepEqual(neededSecrets(packOf([])), []);
  });
});
