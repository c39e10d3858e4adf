/** One registration per subject: what it offers, and what it says of a value that is written. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { complete } from "../../../server/src/features/completion.ts";
import { SchemaProposals } from "../../../server/src/features/completion-proposals.ts";
import { hoverValue } from "../../../server/src/features/hover-value.ts";
import { SchemaEngine } from "../../../server/src/features/schema-engine.ts";
import { KnownCluster } from "../../../server/src/pack/known-cluster.ts";
import { SOURCES } from "../../../server/src/values/registry.ts";
import { fieldSchema, PACK_SCHEMA, type Schema } from "../../../server/src/yaml/schema.ts";
import { readCursor } from "../marked-text.ts";
import { HEADER, openFile } from "./pointer.ts";

const proposals = new SchemaProposals(new SchemaEngine(() => undefined));
const agents = (...names: readonly string[]) => ({ names: { agents: names }, complete: [] });
const CLUSTER = new KnownCluster({
  namespace: "agents",
  skills: {
    names: { agents: ["own-skill", "k8s-ops"], "sympozium-system": ["k8s-ops", "sre"] },
    complete: [],
  },
  policies: agents("own-policy"),
  secrets: {
    names: { agents: ["openai-key", "sh.helm.release.v1.x.v3"], other: ["other-key"] },
    complete: [],
  },
  models: agents("own-model"),
});

async function offered(marked: string, cluster?: KnownCluster) {
  const { text, position } = readCursor(marked);
  const options = { snippets: false, ...(cluster ? { cluster } : {}) };
  return await complete(openFile(text), position, proposals, options);
}

const labels = (items: readonly { readonly label: string }[]): string[] => items.map(({ label }) => label);

function said(marked: string, cluster?: KnownCluster): string | undefined {
  const { text, position } = readCursor(marked);
  const file = openFile(text);
  const document = file.documentAt(position.line);
  assert.ok(document);
  return hoverValue(document, position, cluster ? { cluster } : {})?.contents;
}

const persona = (...lines: readonly string[]): string =>
  `${HEADER}  personas:\n    - name: a\n${lines.map((line) => `      ${line}\n`).join("")}`;

suite("values", () => {
  test("every place that a source names is a field of the schema, or is in no release", () => {
    for (const path of SOURCES.flatMap(({ paths }) => paths)) {
      if (path.startsWith("spec.sharedMemory.")) continue;
      let schema: Schema | undefined = PACK_SCHEMA;
      for (const step of path.replaceAll("[]", ".[]").split(".")) {
        schema = step === "[]" ? schema?.items : schema && fieldSchema(schema, step);
      }
      assert.ok(schema, path);
    }
  });

  test("tools: what the same list and the other one hold is left out", async () => {
    const items = labels(
      await offered(persona("toolPolicy:", "  deny: [read_file]", "  allow:", "    - write_file", "    - |")),
    );
    assert.ok(items.includes("list_directory") && items.includes("memory_search"));
    for (const name of ["read_file", "write_file", "grep_search", "workflow_memory_list"]) {
      assert.ok(!items.includes(name), name);
    }
  });

  test("skills: the built-in ones with what they need, those of the cluster beside them", async () => {
    const items = await offered(persona("skills:", "  - |"), CLUSTER);
    const github = items.find(({ label }) => label === "github-gitops");
    assert.match(github?.documentation ?? "", /Secret `github-gitops-token` with the key `GH_TOKEN`/);
    assert.equal(
      items.find(({ label }) => label === "own-skill")?.detail,
      "in the namespace agents of the cluster",
    );
    assert.equal(items.filter(({ label }) => label === "k8s-ops").length, 1);
    assert.equal(
      items.find(({ label }) => label === "sre")?.detail,
      "in the namespace sympozium-system of the cluster",
    );
    assert.ok(!labels(items).includes("mcp-bridge"));
  });

  test("what comes with Sympozium and is not in the cluster is proposed as that", async () => {
    const cluster = new KnownCluster({
      namespace: "agents",
      skills: { names: { "sympozium-system": ["k8s-ops"] }, complete: "all" },
      policies: { names: { agents: ["permissive"] }, complete: ["agents"] },
    });
    const skills = await offered(persona("skills:", "  - |"), cluster);
    const detailOf = (label: string) => skills.find((item) => item.label === label)?.detail;
    assert.equal(detailOf("code-review"), "development, not in the cluster");
    assert.equal(detailOf("k8s-ops"), "in the namespace sympozium-system of the cluster");
    const policy = `${HEADER}  policyRef: network-iso|lated\n`;
    assert.match(said(policy, cluster) ?? "", /policy, not in the namespace agents of the cluster/);
    assert.match(said(policy, CLUSTER) ?? "", /policy, comes with Helm/);
    assert.match(
      said(policy.replace("network-iso|lated", "perm|issive"), cluster) ?? "",
      /, in the namespace/,
    );
  });

  test("intervals: with the cron that the persona at this place gets", async () => {
    const items = await offered(
      `${persona("systemPrompt: x")}    - name: b\n      schedule:\n        interval: |\n`,
    );
    assert.equal(items.find(({ label }) => label === "30m")?.detail, "every 30 minutes · 2/30 * * * *");
  });

  test("models: those of the provider that the pack resolves to", async () => {
    const of = async (auth: string) =>
      labels(await offered(`${HEADER}${auth}  personas:\n    - model: |\n`, CLUSTER));
    const anthropic = await of("  authRefs: [{secret: my-anthropic-key}]\n");
    assert.ok(anthropic.includes("claude-opus-4-20250514") && anthropic.includes("own-model"));
    assert.ok(!anthropic.includes("gpt-4o"));
    const any = await of("");
    assert.ok(any.includes("gpt-4o") && any.includes("llama3"));
    assert.deepEqual(await of("  baseURL: http://host:1234/v1\n"), ["own-model"]);
  });

  test("parameters: of skills that personas list, and for each skill its own", async () => {
    const text = `${HEADER}  skillParams:\n    |\n  personas:\n    - skills: [software-dev, own]\n`;
    assert.deepEqual(labels(await offered(text)), ["software-dev", "own", "github-gitops", "web-endpoint"]);
    const params = `${HEADER}  skillParams:\n    github-gitops:\n      repo: a/b\n      |\n`;
    assert.deepEqual(labels(await offered(params)), ["default_branch", "labels", "reviewers"]);
    const other = params.replace("github-gitops", "skillpack-github-gitops");
    assert.deepEqual(labels(await offered(other)), ["default_branch", "labels", "reviewers"]);
  });

  test("Secrets and policies of the cluster, and the usual name of a channel's Secret", async () => {
    const secrets = labels(await offered(`${HEADER}  authRefs:\n    - secret: |\n`, CLUSTER));
    assert.deepEqual(secrets, ["openai-key"]);
    const elsewhere = HEADER.replace("data-team", "data-team, namespace: other");
    const others = labels(await offered(`${elsewhere}  authRefs:\n    - secret: |\n`, CLUSTER));
    assert.deepEqual(others, ["other-key"]);
    const channel = labels(await offered(`${HEADER}  channelConfigs:\n    slack: |\n`, CLUSTER));
    assert.deepEqual(channel, ["openai-key", "data-team-slack-secret"]);
    assert.ok(labels(await offered(`${HEADER}  policyRef: |\n`, CLUSTER)).includes("own-policy"));
  });

  const HOVERS: readonly (readonly [name: string, text: string, said: RegExp])[] = [
    [
      "a tool",
      persona("toolPolicy: {allow: [re|ad_file]}"),
      /^`read_file` — tool\n\nReads a file\. v0\.8\.28 ignores `toolPolicy`/,
    ],
    [
      "a mistaken tool",
      persona("toolPolicy: {allow: [grep|_search]}"),
      /^`grep_search` — no tool\n\n.*`execute_command`/,
    ],
    ["a skill", persona("skills:", "  - software|-dev"), /^`software-dev` — skill, development\n\n.*own\.$/],
    ["a skill without effect", persona("skills: [mcp-|bridge]"), /^`mcp-bridge` — no skill/],
    ["a channel", persona('channels: ["sl|ack"]'), /`SLACK_BOT_TOKEN` and perhaps `SLACK_APP_TOKEN`/],
    ["a channel as a key", `${HEADER}  channelConfigs:\n    sl|ack: s\n`, /^`slack` — channel/],
    [
      "a skill as a key",
      `${HEADER}  skillParams: {github-|gitops: {repo: a/b}}\n`,
      /^`github-gitops` — skill, no persona lists it/,
    ],
    ["a parameter", `${HEADER}  skillParams: {github-gitops: {re|po: a/b}}\n`, /`SKILL_REPO`/],
    [
      "a provider",
      `${HEADER}  authRefs:\n    - provider: azure|-openai\n`,
      /must hold `AZURE_OPENAI_API_KEY`/,
    ],
    ["a policy", `${HEADER}  policyRef: rest|rictive\n`, /no run gets past it\n\n.*every run is refused/],
    ["a model", persona("model: gpt-|4o"), /^`gpt-4o` — model, OpenAI\n\nTaken for every persona/],
    [
      "a persona",
      `${HEADER}  excludePersonas: [|a]\n  personas:\n    - name: a\n      displayName: Ann\n`,
      /^`a` — persona, Ann$/,
    ],
    [
      "an alias",
      `${persona("model: &m gpt-4o", "displayName: x")}    - name: b\n      model: *|m\n`,
      /^`gpt-4o` — model/,
    ],
  ];
  for (const [name, text, expected] of HOVERS) {
    test(`hover on ${name}`, () => assert.match(said(text) ?? "", expected));
  }

  test("nothing is said of values that nobody knows", () => {
    assert.equal(said(persona("skills: [my-|own]")), undefined);
    assert.equal(
      said(persona("skills: [own-|skill]"), CLUSTER),
      "`own-skill` — skill, in the namespace agents of the cluster",
    );
    assert.equal(said(persona("displayName: sla|ck")), undefined);
  });
});
