import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { parse } from "yaml";
import { aspects, type Field, fieldTable, type SchemaNode, schemaNodes } from "./field-table.ts";
import { compile, readPackSchema } from "./pack-schema.ts";

/** A difference from the CRD that is meant; `below` covers every field under a path. */
interface Exception {
  readonly path?: string;
  readonly below?: string;
  readonly aspect: (typeof aspects)[number] | "field";
  readonly reason: string;
}

const routing = "every object on a cluster needs it; the CRD leaves it to the API server's own checks";
const defaulted = "the API server fills in the default before it checks what is required";
const builtIn = "metadata is checked by the API server itself, so the CRD only says that it is an object";

const exceptions: readonly Exception[] = [
  { path: "apiVersion", aspect: "required", reason: routing },
  { path: "apiVersion", aspect: "const", reason: "the CRD is served under this group and version alone" },
  { path: "kind", aspect: "required", reason: routing },
  { path: "kind", aspect: "const", reason: "the CRD is served under this kind alone" },
  { path: "metadata", aspect: "required", reason: routing },
  { below: "metadata.", aspect: "field", reason: builtIn },
  { path: "spec.personas[].memory.enabled", aspect: "required", reason: defaulted },
  { path: "spec.personas[].schedule.type", aspect: "required", reason: defaulted },
];

interface Difference {
  readonly path: string;
  readonly aspect: Exception["aspect"];
  readonly schema: unknown;
  readonly crd: unknown;
}

function differences(schema: readonly Field[], crd: readonly Field[]): Difference[] {
  const ours = new Map(schema.map((field) => [field.path, field]));
  const theirs = new Map(crd.map((field) => [field.path, field]));
  const found: Difference[] = [];
  for (const path of new Set([...ours.keys(), ...theirs.keys()])) {
    const our = ours.get(path);
    const their = theirs.get(path);
    if (our === undefined || their === undefined) {
      found.push({ path, aspect: "field", schema: our, crd: their });
      continue;
    }
    for (const aspect of aspects) {
      if (JSON.stringify(our[aspect]) !== JSON.stringify(their[aspect])) {
        found.push({ path, aspect, schema: our[aspect], crd: their[aspect] });
      }
    }
  }
  return found;
}

const covers = (exception: Exception, { path, aspect }: Difference): boolean =>
  exception.aspect === aspect &&
  (exception.path === path || (exception.below !== undefined && path.startsWith(exception.below)));

const schema = readPackSchema();
const nodes = [...schemaNodes(schema)];
const crdFields = JSON.parse(
  readFileSync(new URL("../fixtures/crd/personapack-fields.json", import.meta.url), "utf8"),
) as Field[];

describe("schema and CRD", () => {
  it("differ only where an exception gives the reason", () => {
    const found = differences(fieldTable(schema), crdFields);
    const unexplained = found.filter((difference) => !exceptions.some((it) => covers(it, difference)));
    assert.deepEqual(unexplained, []);
  });

  it("differ wherever an exception says so", () => {
    const found = differences(fieldTable(schema), crdFields);
    const stale = exceptions.filter((exception) => !found.some((it) => covers(exception, it)));
    assert.deepEqual(stale, []);
  });

  it("are compared in both directions and in every aspect", () => {
    const crd: SchemaNode = { type: "object", properties: { a: { type: "string" }, b: { type: "integer" } } };
    const mine: SchemaNode = {
      type: "object",
      required: ["a"],
      properties: { a: { type: "string", enum: ["x"], default: "x" }, c: { type: "string" } },
    };
    const found = differences(fieldTable(mine), fieldTable(crd));
    assert.deepEqual(
      found.map(({ path, aspect }) => `${path} ${aspect}`),
      ["a required", "a enum", "a default", "c field", "b field"],
    );
  });
});

// The folder with the released CRDs lies beside the checkout of those who maintain the fixtures; a clone has the table.
const upstream = new URL("../../../shared/upstream/crds/sympozium.ai_personapacks.yaml", import.meta.url);
if (existsSync(upstream)) {
  describe("field table and released CRD (where ../shared is)", () => {
    const crd = parse(readFileSync(upstream, "utf8")) as {
      spec: { versions: [{ schema: { openAPIV3Schema: SchemaNode } }] };
    };
    const released = crd.spec.versions[0].schema.openAPIV3Schema;

    it("are the same", () => {
      assert.deepEqual(crdFields, fieldTable(released));
    });

    it("leave no keyword out", () => {
      const structure = ["properties", "items", "additionalProperties", "description"];
      const known = new Set<string>([...aspects, ...structure]);
      const unknown = [...schemaNodes(released)].flatMap(({ path, node }) =>
        Object.keys(node)
          .filter((keyword) => !known.has(keyword))
          .map((keyword) => `${path}: ${keyword}`),
      );
      assert.deepEqual(unknown, []);
    });
  });
}

/** The YAML at the end of a Markdown description: a fenced block, or a code span after `Example: `. */
function shownExample(markdown: string): string {
  return /```yaml\n(.+)\n```$/s.exec(markdown)?.[1] ?? /Example: `(.+)`$/.exec(markdown)?.[1] ?? "";
}

describe("every part of the schema", () => {
  /** Paths of the parts for which the condition does not hold. */
  const failing = (holds: (node: SchemaNode, path: string) => boolean): string[] =>
    nodes.filter(({ node, path }) => !holds(node, path)).map(({ path }) => path);
  const isText = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";

  it("has a type", () => {
    assert.deepEqual(
      failing((node) => node.type !== undefined),
      [],
    );
  });

  it("has a plain and a Markdown description, the latter with an example", () => {
    assert.deepEqual(
      failing(({ description }) => isText(description) && !description.includes("`")),
      [],
    );
    assert.deepEqual(
      failing(({ markdownDescription: text }) => isText(text) && shownExample(text) !== ""),
      [],
    );
  });

  it("names its default in the description", () => {
    const named = ({ default: value, markdownDescription: text }: SchemaNode) =>
      value === undefined || (isText(text) && text.includes(`Default: \`${String(value)}\``));
    assert.deepEqual(failing(named), []);
  });

  it("has an example that it accepts itself", () => {
    for (const { path, node } of nodes) {
      const { examples } = node;
      assert.ok(Array.isArray(examples) && examples.length > 0, `${path} has no example`);
      const problems = compile(node);
      for (const example of examples) assert.deepEqual(problems(example), [], path);
    }
  });

  it("shows YAML that it accepts itself", () => {
    for (const { path, node } of nodes) {
      const yaml = shownExample(String(node.markdownDescription));
      const value: unknown = parse(yaml);
      const key = /[^.[\]*]+$/.exec(path)?.[0];
      if (key !== undefined) assert.deepEqual(Object.keys(value as object), [key], path);
      // The example of a key, of an item and of a map's value comes with its key or dash; that of the root alone.
      const inner: unknown = path === "" ? value : Object.values(value as object)[0];
      assert.deepEqual(compile(node)(inner), [], `${path}: ${yaml}`);
    }
  });

  it("explains each of its values, if it lists them", () => {
    const explained = ({
      enum: values,
      enumDescriptions: plain,
      markdownEnumDescriptions: marked,
    }: SchemaNode) =>
      values === undefined ||
      [plain, marked].every((texts) => Array.isArray(texts) && texts.length === values.length);
    assert.deepEqual(
      failing((node, path) => path.startsWith("status.") || explained(node)),
      [],
    );
  });

  it("closes objects with known keys and has no title and no reference", () => {
    assert.deepEqual(
      failing(
        ({ properties, additionalProperties }) => properties === undefined || additionalProperties === false,
      ),
      [],
    );
    assert.deepEqual(
      failing((node) => node.title === undefined && node.$ref === undefined),
      [],
    );
  });

  it("says since when, and whether edits arrive", () => {
    const inPack = (path: string) => path === "spec" || path.startsWith("spec.");
    assert.deepEqual(
      failing(
        (node, path) =>
          !/^(spec|status)/.test(path) || /^v0\.\d+\.\d+$/.test(String(node["x-personapack-since"])),
      ),
      [],
    );
    const propagation = new Set<unknown>(["yes", "no", "partly", "never-needed"]);
    assert.deepEqual(
      failing((node, path) => inPack(path) === propagation.has(node["x-personapack-propagates"])),
      [],
    );
  });
});

describe("fields that behave unlike their name", () => {
  const ignored = nodes.filter(({ node }) => node["x-personapack-ignored"] === true).map(({ path }) => path);

  it("are marked as ignored, with all below them", () => {
    const roots = ignored.filter(
      (path) => !ignored.some((other) => path !== other && path.startsWith(other)),
    );
    assert.deepEqual(roots.sort(), [
      "spec.agentSandbox",
      "spec.personas[].lifecycle.postRun[].timeout",
      "spec.personas[].lifecycle.preRun[].timeout",
      "spec.personas[].memory.enabled",
      "spec.personas[].toolPolicy",
      "spec.relationships",
      "spec.workflowType",
    ]);
  });

  it("include shared memory, which no release has", () => {
    const spec = nodes.find(({ path }) => path === "spec")?.node;
    assert.deepEqual(Object.keys(spec?.["x-personapack-unreleased"] ?? {}), ["sharedMemory"]);
    assert.equal(spec?.properties?.sharedMemory, undefined);
  });
});

describe("the schema as a whole", () => {
  const problems = compile(schema);
  const pack = (spec: unknown) => ({
    apiVersion: "sympozium.ai/v1alpha1",
    kind: "PersonaPack",
    metadata: { name: "team" },
    spec,
  });
  const persona = { name: "a", systemPrompt: "" };
  const cases: readonly { name: string; value: unknown; expected: readonly string[] }[] = [
    { name: "a pack without personas in the list", value: pack({ personas: [] }), expected: [] },
    {
      name: "fields with a default may be left out",
      value: pack({ personas: [{ ...persona, schedule: { task: "x" }, memory: {} }] }),
      expected: [],
    },
    {
      name: "shared memory",
      value: pack({ personas: [], sharedMemory: { enabled: true } }),
      expected: ['/spec must NOT have additional properties ("sharedMemory")'],
    },
    {
      name: "a number as quantity",
      value: pack({
        personas: [],
        agentSandbox: { enabled: true, warmPool: { resources: { limits: { cpu: 1 } } } },
      }),
      expected: ['/spec/agentSandbox/warmPool/resources/limits/cpu must be string ("string")'],
    },
    {
      name: "an unknown schedule type and a missing task",
      value: pack({ personas: [{ ...persona, schedule: { type: "daily" } }] }),
      expected: [
        `/spec/personas/0/schedule must have required property 'task' ("task")`,
        '/spec/personas/0/schedule/type must be equal to one of the allowed values (["heartbeat","scheduled","sweep"])',
      ],
    },
    {
      name: "another kind",
      value: { ...pack({ personas: [] }), kind: "Ensemble" },
      expected: ['/kind must be equal to constant ("PersonaPack")'],
    },
  ];
  for (const { name, value, expected } of cases) {
    it(`judges ${name}`, () => assert.deepEqual(problems(value), expected));
  }
});
