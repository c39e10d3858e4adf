import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { authRefUnused } from "../../../server/src/rules/auth-ref-unused.ts";
import { authRefsCleared } from "../../../server/src/rules/auth-refs-cleared.ts";
import { baseUrlMissing } from "../../../server/src/rules/base-url-missing.ts";
import { enabledWithoutCredentials } from "../../../server/src/rules/enabled-without-credentials.ts";
import { localBaseUrl } from "../../../server/src/rules/local-base-url.ts";
import { managedSecretDeleted } from "../../../server/src/rules/managed-secret-deleted.ts";
import { modelMissing } from "../../../server/src/rules/model-missing.ts";
import { policyNeverRuns } from "../../../server/src/rules/policy-never-runs.ts";
import { policyNotInstalled } from "../../../server/src/rules/policy-not-installed.ts";
import { RuleExpectations } from "./expect-rules.ts";

function pack(...lines: readonly string[]): string {
  const spec = lines.map((line) => `  ${line}\n`).join("");
  return `apiVersion: sympozium.ai/v1alpha1
kind: PersonaPack
metadata:
  name: data-team
spec:
${spec}  personas:
    - name: monitor
      systemPrompt: Watch.
`;
}

/** Severity and message of the findings in a pack with these fields, which must be as many as the patterns. */
function says(rules: RuleExpectations, lines: readonly string[], ...patterns: readonly RegExp[]): void {
  const found = rules.diagnostics(pack(...lines)).map(({ severity, message }) => `${severity}: ${message}`);
  assert.equal(found.length, patterns.length, `${lines.join(" / ")} → ${found.join("\n") || "nothing"}`);
  for (const [i, pattern] of patterns.entries()) assert.match(found[i] ?? "", pattern);
}

describe("enabled-without-credentials", () => {
  const rules = new RuleExpectations(enabledWithoutCredentials);

  it("knows which providers ask for a key", () => {
    says(
      rules,
      ["enabled: true"],
      /^warning: Nothing names another provider, so it is `openai`, .*`OPENAI_API_KEY`/,
    );
    says(rules, ["enabled: true", 'authRefs: [{provider: anthropic, secret: ""}]'], /is `anthropic`/);
    says(rules, ["enabled: true", 'authRefs: [{provider: Anthropic, secret: ""}]'], /is `Anthropic`/);
    says(
      rules,
      ["enabled: true", "baseURL: http://a:1/v1", 'authRefs: [{provider: azure-openai, secret: ""}]'],
      /`AZURE_OPENAI_API_KEY`/,
    );
    says(rules, ["enabled: true", 'authRefs: [{provider: bedrock, secret: " "}]'], /`AWS_REGION`/);
    says(rules, ["enabled: yes", "authRefs: []"], /`openai`/);
  });

  it("is quiet where a Secret is named, none is needed, or nothing runs", () => {
    for (const lines of [
      ["enabled: true", "authRefs: [{secret: a}]"],
      ["enabled: true", 'authRefs: [{provider: ollama, secret: ""}]'],
      ["enabled: true", 'authRefs: [{provider: somebody, secret: ""}]'],
      ["enabled: true", "baseURL: http://vllm.ai.svc:8000/v1"],
      ["enabled: true", "baseURL: http://gateway:4000/v1", 'authRefs: [{provider: openai, secret: ""}]'],
      ["enabled: true", "excludePersonas: [monitor]"],
      ["enabled: false"],
      ["enabled: 'true'"],
      ["enabled: true", "authRefs: {secret: a}"],
      ["enabled: true", "authRefs: [{provider: 7, secret: ''}]"],
      [],
    ]) {
      says(rules, lines);
    }
  });

  it("adds the field", () => {
    rules.mends(
      pack("enabled: true"),
      "Add authRefs",
      pack("enabled: true", "authRefs:", "  - secret: openai-credentials"),
    );
    assert.deepEqual(rules.titles(pack("enabled: true", 'authRefs: [{provider: openai, secret: ""}]')), []);
  });
});

describe("authRefs on a pack that is not enabled", () => {
  const rules = new RuleExpectations(managedSecretDeleted, authRefsCleared);

  it("names the Secret that is deleted, by its place", () => {
    rules.finds(
      pack(
        "authRefs:",
        "  - secret: data-team-openai-key",
        "    #       ^^^^^^^^^^^^^^^^^^^^ managed-secret-deleted: deletes the Secret `data-team-openai-key`",
        "  - secret: other",
      ),
    );
    says(
      rules,
      ["enabled: false", "authRefs: [{secret: ' data-team-credentials'}]"],
      /^warning: Applying this deletes/,
    );
  });

  it("tells that others are cleared only", () => {
    says(
      rules,
      ["authRefs: [{secret: openai-credentials}, {secret: data-team}]"],
      /^information: The controller empties/,
    );
  });

  it("is quiet on an enabled pack, and on none", () => {
    says(rules, ["enabled: true", "authRefs: [{secret: data-team-openai-key}]"]);
    says(rules, ["enabled: 7", "authRefs: [{secret: data-team-openai-key}]"]);
    says(rules, ["authRefs: []"]);
    says(rules, ["authRefs:"]);
  });

  it("leaves them out, or enables the pack", () => {
    const text = pack("description: d", "authRefs:", "  - secret: data-team-key", "version: v");
    rules.mends(text, "Remove authRefs", pack("description: d", "version: v"));
    rules.mends(
      text,
      "Enable the pack",
      pack("enabled: true", "description: d", "authRefs:", "  - secret: data-team-key", "version: v"),
    );
    rules.mends(
      pack("enabled: no", "authRefs: [{secret: a}]"),
      "Enable the pack",
      pack("enabled: true", "authRefs: [{secret: a}]"),
    );
  });
});

describe("auth-ref-unused", () => {
  const rules = new RuleExpectations(authRefUnused);

  it("tells which provider and Secret count", () => {
    says(
      rules,
      ["authRefs: [{provider: anthropic, secret: a}, {provider: openai, secret: b}, {secret: c}]"],
      /^information: This entry has no effect: all runs get the first provider, `anthropic`, and the first Secret, `a`\.$/,
      /no effect/,
    );
    says(
      rules,
      ["authRefs: [{secret: ''}, {provider: openai, secret: b}]"],
      /This entry has no effect: all runs get the first provider/,
    );
  });

  it("warns of a key that goes to another provider", () => {
    rules.finds(
      pack(
        "authRefs:",
        "  - secret: openai-key",
        "    #       ^^^^^^^^^^ auth-ref-unused: goes to `anthropic`",
        "  - {provider: anthropic, secret: b}",
      ),
    );
    says(
      rules,
      ["authRefs: [{provider: anthropic, secret: ''}, {provider: openai, secret: b}]"],
      /^warning: The key in this Secret goes to `anthropic`: the first provider and/,
    );
  });

  it("knows the entry whose Secret has the provider in its name", () => {
    rules.finds(
      pack(
        "authRefs:",
        "  - secret: my-creds",
        "    #       ^^^^^^^^ auth-ref-unused: goes to `anthropic`: no entry has a `provider`, so another Secret",
        "  - secret: team-anthropic",
        "  - secret: team-openai",
        "  # ^^^^^^ auth-ref-unused: the provider that a Secret's name tells, `anthropic`, and the first Secret, `my-creds`",
      ),
    );
    says(
      rules,
      ["authRefs: [{secret: ''}, {secret: my-creds}, {provider: '', secret: team-ollama}]"],
      /no effect: all runs get the provider that a Secret's name tells, `ollama`/,
      /^warning: The key in this Secret goes to `ollama`/,
    );
    says(
      rules,
      ["authRefs: [{secret: team-anthropic}, {secret: team-openai}]"],
      /^information: This entry has no effect: .*`anthropic`, and the first Secret, `team-anthropic`\.$/,
    );
  });

  it("names no provider where no entry decides", () => {
    says(
      rules,
      ["baseURL: http://ollama:11434/v1", "authRefs: [{secret: a}, {secret: b}]"],
      /no effect: all runs get the first Secret, `a`\.$/,
    );
  });

  it("is quiet where all count", () => {
    says(rules, ["authRefs: [{provider: openai, secret: a}]"]);
    says(rules, ["authRefs: [{provider: openai, secret: ''}, {secret: a}]"]);
  });

  it("takes the entry out", () => {
    rules.mends(
      pack("authRefs:", "  - secret: a", "    provider: openai", "  - secret: b # spare"),
      "Remove the entry",
      pack("authRefs:", "  - secret: a", "    provider: openai"),
    );
  });
});

describe("model-missing", () => {
  const rules = new RuleExpectations(modelMissing);

  it("tells what is asked for, and of whom", () => {
    says(
      rules,
      ["enabled: true", "authRefs: [{secret: my-anthropic-key}]"],
      /^warning: Without a model this persona asks `anthropic` for `gpt-4o`/,
    );
    says(rules, ["baseURL: http://ollama.default.svc:11434/v1"], /^information: .*`ollama`/);
    says(rules, ["enabled: true", "baseURL: http://vllm:8000/v1"], /^hint: .*`custom`/);
    says(rules, ["enabled: true", "authRefs: [{provider: Anthropic, secret: a}]"], /^warning: .*`Anthropic`/);
    rules.finds(
      pack("authRefs: [{provider: ollama, secret: ''}]").replace(
        "- name: monitor\n",
        "- name: monitor\n      #     ^^^^^^^ model-missing: `ollama`\n",
      ),
    );
  });

  it("is quiet for providers with gpt-4o, and with a model", () => {
    says(rules, ["enabled: true"]);
    says(rules, ["authRefs: [{provider: azure-openai, secret: a}]"]);
    says(rules, ["enabled: true", "authRefs: [{provider: OpenAI, secret: a}]"]);
    says(rules, ["authRefs: [{provider: anthropic, secret: a}]", "excludePersonas: [monitor]"]);
    for (const model of ["m", "7", "[]"]) {
      rules.finds(`${pack("authRefs: [{provider: anthropic, secret: a}]")}      model: ${model}\n`);
    }
  });

  it("offers models of the provider", () => {
    const text = pack("authRefs: [{provider: ollama, secret: ''}]");
    assert.deepEqual(rules.titles(text), ["Use llama3", "Use llama3.3", "Use qwen3", "Use deepseek-r1"]);
    rules.mends(text, "Use qwen3", `${text}      model: qwen3\n`);
    rules.mends(`${text}      model: ""\n`, "Use qwen3", `${text}      model: qwen3\n`);
  });
});

describe("addresses of the model", () => {
  const rules = new RuleExpectations(baseUrlMissing, localBaseUrl);

  it("tells which providers need one", () => {
    says(
      rules,
      ["enabled: true", "authRefs: [{provider: azure-openai, secret: a}]"],
      /^warning: `azure-openai` needs a `baseURL`/,
    );
    says(rules, ["authRefs: [{provider: vllm, secret: ''}]"], /^information: `vllm` needs/);
    says(rules, ["authRefs: [{provider: openai, secret: a}]"]);
    says(rules, ["baseURL: https://a.openai.azure.com", "authRefs: [{provider: azure-openai, secret: a}]"]);
  });

  it("tells what leads into the pod", () => {
    for (const url of [
      "http://localhost:11434/v1",
      "http://127.0.0.1",
      "HTTP://LOCALHOST/v1",
      "'http://[::1]:8080'",
      "localhost:1234",
    ]) {
      says(rules, [`baseURL: ${url}`], /^information: This address leads into the pod/);
    }
    says(
      rules,
      ["authRefs: [{provider: lm-studio, secret: ''}]"],
      /`lm-studio` without a `baseURL` asks http:\/\/localhost:1234\/v1/,
    );
    for (const url of ["http://localhost.example.com/v1", "http://ollama.default.svc:11434/v1", "7", ""]) {
      says(rules, [`baseURL: ${url}`]);
    }
  });

  it("writes an address to start from", () => {
    const refs = "authRefs: [{provider: azure-openai, secret: a}]";
    rules.mends(pack(refs), "Add baseURL", pack(refs, "baseURL: https://RESOURCE.openai.azure.com"));
    rules.mends(
      pack("baseURL: http://localhost:11434/v1"),
      "Change to http://ollama.default.svc:11434/v1",
      pack("baseURL: http://ollama.default.svc:11434/v1"),
    );
  });
});

describe("policies", () => {
  const rules = new RuleExpectations(policyNeverRuns, policyNotInstalled);

  it("tells what never runs, and what may not be there", () => {
    says(rules, ["policyRef: restrictive"], /^warning: No run of this pack will start: `restrictive`/);
    says(rules, ["policyRef: default-policy"], /^hint: `default-policy` does not come with Helm/);
    says(
      rules,
      ["policyRef: Default_Policy"],
      /^information: .*Neither does `default-policy` come with Helm/,
    );
    says(rules, ["policyRef: permisive"], /^information: .*Did you mean `permissive`/);
    for (const policy of ["permissive", "network-isolated", "our-own", "''", "7", ""])
      says(rules, [`policyRef: ${policy}`]);
  });

  it("knows where Helm installs", () => {
    const text = pack("policyRef: permissive");
    const inNamespace = (namespace: string) =>
      text.replace("data-team\n", `data-team\n  namespace: ${namespace}\n`);
    assert.deepEqual(rules.diagnostics(inNamespace("sympozium-system")), []);
    assert.match(rules.diagnostics(inNamespace("team"))[0]?.message ?? "", /this pack is in `team`/);
  });

  it("writes another", () => {
    rules.mends(pack("policyRef: restrictive"), "Change to permissive", pack("policyRef: permissive"));
    rules.mends(pack("policyRef: restrictive", "version: v"), "Remove policyRef", pack("version: v"));
    assert.deepEqual(rules.titles(pack("policyRef: Default_Policy")), ["Remove policyRef"]);
    rules.mends(pack("policyRef: permisive"), "Change to permissive", pack("policyRef: permissive"));
  });
});
