/** What the API server says to packs: the diagnostics of the editor rest on these answers. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { TestApiServer } from "./api-server.ts";
import { describeWithCluster } from "./cluster-suite.ts";
import { itemPath, listPath } from "./kinds.ts";
import { RestError } from "./rest-client.ts";

/** What is stored of `spec`, or a piece of the refusal. */
type Verdict = Readonly<Record<string, unknown>> | RegExp;

interface Case {
  readonly title: string;
  readonly spec: object | null;
  /** Answer to a create, which is also what `kubectl apply` leads to. */
  readonly created: Verdict;
  /** Answer to a server-side apply, where it differs. */
  readonly applied?: Verdict;
}

const persona = (fields: object) => ({ personas: [{ name: "a", systemPrompt: "", ...fields }] });
const stored = (fields: object) => ({ ...persona(fields), workflowType: "autonomous" });
const hook = (timeout: unknown) => persona({ lifecycle: { preRun: [{ name: "h", image: "i", timeout }] } });
const limits = (cpu: unknown) => ({
  personas: [],
  agentSandbox: { enabled: true, warmPool: { resources: { limits: { cpu } } } },
});

const CASES: readonly Case[] = [
  {
    title: "null for optional text",
    spec: persona({ displayName: null }),
    created: stored({}),
    applied: /displayName in body must be of type string: "null"/,
  },
  {
    title: "null for an optional object",
    spec: persona({ schedule: null }),
    created: stored({}),
    applied: /schedule in body must be of type object: "null"/,
  },
  {
    title: "null for an optional list",
    spec: persona({ skills: null }),
    created: stored({}),
    applied: /skills in body must be of type array: "null"/,
  },
  {
    title: "null as a value of a map",
    spec: { ...persona({}), channelConfigs: { slack: null } },
    created: { ...stored({}), channelConfigs: {} },
    applied: /channelConfigs.slack in body must be of type string: "null"/,
  },
  {
    title: "null where there is a default",
    spec: persona({ schedule: { type: null, task: "t" } }),
    created: stored({ schedule: { type: "heartbeat", task: "t" } }),
  },
  {
    title: "null for required text",
    spec: persona({ systemPrompt: null }),
    created: /systemPrompt: Required value/,
    applied: /systemPrompt in body must be of type string: "null"/,
  },
  {
    title: "null in a list of texts",
    spec: persona({ skills: [null] }),
    created: /skills\[0\] in body must be of type string: "null"/,
  },
  {
    title: "null in a list of objects",
    spec: { personas: [null] },
    created: /personas\[0\] in body must be of type object: "null"/,
  },
  { title: "null for spec", spec: null, created: {}, applied: /spec in body must be of type object: "null"/ },
  {
    title: "required fields with a default left out",
    spec: persona({ schedule: { task: "t" }, memory: {} }),
    created: stored({ schedule: { type: "heartbeat", task: "t" }, memory: { enabled: true } }),
  },
  {
    title: "required field without a default left out",
    spec: persona({ webEndpoint: {} }),
    created: /webEndpoint.enabled: Required value/,
  },
  { title: "personas left out", spec: {}, created: /spec.personas: Required value/ },
  { title: "no personas", spec: { personas: [] }, created: { personas: [], workflowType: "autonomous" } },
  {
    title: "unknown field",
    spec: { ...persona({}), foo: 1 },
    created: /unknown field "spec.foo"/,
    applied: /\.spec\.foo: field not declared in schema/,
  },
  {
    title: "number for text",
    spec: persona({ displayName: 5 }),
    created: /displayName in body must be of type string: "integer"/,
    applied: /displayName: expected string/,
  },
  {
    title: "value outside an enum",
    spec: persona({ schedule: { type: "Sweep", task: "t" } }),
    created: /Unsupported value: "Sweep"/,
  },
  {
    title: "any text as a duration",
    spec: hook("5 minutes"),
    created: stored({
      lifecycle: { gateDefault: "block", preRun: [{ name: "h", image: "i", timeout: "5 minutes" }] },
    }),
  },
  {
    title: "any text as a quantity",
    spec: limits("a lot"),
    created: {
      personas: [],
      workflowType: "autonomous",
      agentSandbox: { enabled: true, warmPool: { size: 2, resources: { limits: { cpu: "a lot" } } } },
    },
  },
  {
    title: "number as a quantity",
    spec: limits(1),
    created: /limits.cpu in body must be of type string: "integer"/,
    applied: /limits.cpu: expected string/,
  },
];

const NAMES: readonly { name: string; refused?: RegExp }[] = [
  { name: "1a" },
  { name: "a.b" },
  { name: "a".repeat(253) },
  { name: "a".repeat(254), refused: /no more than 253 characters/ },
  { name: "Upper", refused: /lowercase RFC 1123 subdomain/ },
  { name: "a_b", refused: /lowercase RFC 1123 subdomain/ },
  { name: "a-", refused: /lowercase RFC 1123 subdomain/ },
];

describeWithCluster("What the API server says", (binaries) => {
  let server: TestApiServer;
  let count = 0;

  before(async () => {
    server = await TestApiServer.start(binaries, { crds: ["personapacks"] });
  });

  after(async () => {
    await server?.stop();
  });

  const pack = (name: string, spec: object | null) => ({
    apiVersion: "sympozium.ai/v1alpha1",
    kind: "PersonaPack",
    metadata: { name },
    spec,
  });

  async function create(name: string, spec: object | null): Promise<unknown> {
    const path = `${listPath("PersonaPack", "default")}?fieldValidation=Strict`;
    return await answerTo(server.client.request("POST", path, pack(name, spec)));
  }

  async function apply(name: string, body: string): Promise<unknown> {
    const path = `${itemPath("PersonaPack", "default", name)}?fieldManager=test&fieldValidation=Strict`;
    return await answerTo(server.client.request("PATCH", path, body, "application/apply-patch+yaml"));
  }

  for (const { title, spec, created, applied = created } of CASES) {
    test(title, async () => {
      count++;
      check(await create(`created-${count}`, spec), created);
      check(await apply(`applied-${count}`, JSON.stringify(pack(`applied-${count}`, spec))), applied);
    });
  }

  test("a status in a manifest is not even looked at by a create", async () => {
    const path = listPath("PersonaPack", "default");
    const body = { ...pack("with-status", { personas: [] }), status: { phase: 5 } };
    const answer = await server.client.request("POST", `${path}?fieldValidation=Strict`, body);
    assert.equal((answer as { status?: unknown }).status, undefined);
    const { name } = body.metadata;
    check(await apply(name, JSON.stringify(body)), /status.phase: expected string/);
  });

  test("keys twice: refused in a strict apply of YAML, which names the lines", async () => {
    const text = JSON.stringify(pack("twice", { personas: [] }), null, 1).replace("{", '{"kind": "x",');
    check(await apply("twice", text), /line \d+: key "kind" already set in map/);
  });

  describe("names", () => {
    for (const { name, refused } of NAMES) {
      test(`${name.slice(0, 10)} (${name.length})`, async () => {
        check(await create(name, { personas: [] }), refused ?? { personas: [], workflowType: "autonomous" });
      });
    }
  });
});

/** `spec` as it was stored, or the text of the refusal. */
async function answerTo(request: Promise<unknown>): Promise<unknown> {
  try {
    return ((await request) as { spec?: unknown }).spec ?? {};
  } catch (error) {
    if (error instanceof RestError) return error.message;
    throw error;
  }
}

function check(answer: unknown, expected: Verdict): void {
  if (expected instanceof RegExp) assert.match(String(answer), expected);
  else assert.deepEqual(answer, expected);
}
