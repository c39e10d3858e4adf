import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import { type PlainData, packData } from "../../../server/src/yaml/pack-data.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";
import { oracleLines } from "../pack/oracle-lines.ts";

interface SyntaxLine {
  readonly case: string;
  readonly yaml: string;
  readonly json: unknown;
  readonly error?: string;
}

function dataOf(text: string): PlainData {
  const [document] = new PackFile("file:///pack.yaml", 1, text).documents;
  assert.ok(document);
  return packData(document);
}

/** What kubectl reads in another way, in shapes that no pack has. */
const DIFFERENCES: readonly (readonly [what: string, matches: RegExp])[] = [
  [
    "a colon, comma or question mark glued to a word inside brackets",
    /^v: (\{a:\}|\[a:,b\]|\[\?a\]|\[!!str, a\])$/,
  ],
  ["a merge key that a tag makes text", /!!str <</],
  ["binary data, which kubectl decodes", /!!binary/],
  ["numbers as keys, which kubectl rounds or spells as Go does", /^(\d{9,}|-?\.\w+|[\d.]+): a$/],
  ["the whole document a block scalar", /^\|\n/],
  ["line breaks of YAML 1.1", /[\u0085\u2028\u2029]/],
];

test("a document means the JSON that kubectl makes of it", () => {
  let compared = 0;
  const different = new Set<string>();
  for (const { yaml, json, error } of oracleLines<SyntaxLine>("yaml-syntax.jsonl")) {
    if (error !== undefined) continue;
    const { documents } = new PackFile("file:///pack.yaml", 1, yaml);
    const [document] = documents;
    const readable = documents.every(({ blocks }) =>
      blocks.every(({ block }) => block.problems.length === 0),
    );
    if (!document || documents.length !== 1 || !readable) continue;
    const data: unknown = JSON.parse(JSON.stringify(packData(document)));
    const known = DIFFERENCES.find(([, matches]) => matches.test(yaml));
    if (known && JSON.stringify(data) !== JSON.stringify(json)) different.add(known[0]);
    else assert.deepEqual(data, json, yaml);
    compared++;
  }
  assert.ok(compared >= 540, `${compared} documents`);
  assert.deepEqual(
    [...different].sort(),
    DIFFERENCES.map(([what]) => what).sort(),
    "a difference that is gone leaves the list",
  );
});

const PACK = `apiVersion: sympozium.ai/v1alpha1
kind: PersonaPack
metadata:
  name: team
spec:
  enabled: yes
  personas:
    - name: first
      toolPolicy: &policy
        allow: [read_file]
      systemPrompt: |
        Look.
    - &second
      name: second
      toolPolicy: *policy
    - <<: *second
      name: third
  excludePersonas: [second]
`;

test("personas that are blocks of their own are put together with the rest, aliases across them followed", () => {
  assert.deepEqual(dataOf(PACK), parse(PACK, { merge: true, version: "1.1" }));
});

test("the order of the keys is that of the text", () => {
  const data = dataOf(PACK) as { spec: object };
  assert.deepEqual(Object.keys(data), ["apiVersion", "kind", "metadata", "spec"]);
  assert.deepEqual(Object.keys(data.spec), ["enabled", "personas", "excludePersonas"]);
});

test("an edit of one persona leaves the data of the others as it is", () => {
  const file = new PackFile("file:///pack.yaml", 1, PACK);
  const personas = () => {
    const [document] = file.documents;
    assert.ok(document);
    return (packData(document) as { spec: { personas: { name: string }[] } }).spec.personas;
  };
  const before = personas();
  const line = PACK.split("\n").indexOf("      name: third");
  file.edit("last", { start: { line, character: 12 }, end: { line, character: 17 } });
  const after = personas();
  assert.deepEqual(
    after.map(({ name }) => name),
    ["first", "second", "last"],
  );
  assert.equal(after[0], before[0]);
  assert.notEqual(after[2], before[2]);
});

test("an edit of what an alias leads to is seen where the alias stands", () => {
  const file = new PackFile("file:///pack.yaml", 1, PACK);
  const line = PACK.split("\n").indexOf("        allow: [read_file]");
  const allowed = () => {
    const [document] = file.documents;
    assert.ok(document);
    type Read = { spec: { personas: { toolPolicy: { allow: string[] } }[] } };
    return (packData(document) as Read).spec.personas.map(({ toolPolicy }) => toolPolicy.allow);
  };
  allowed();
  file.edit("list_directory", { start: { line, character: 16 }, end: { line, character: 25 } });
  assert.deepEqual(allowed(), [["list_directory"], ["list_directory"], ["list_directory"]]);
});

test("aliases of aliases are shared, not multiplied", () => {
  const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"];
  for (let level = 1; level <= 40; level++) {
    lines.push(
      `a${level}: &a${level} [${Array(9)
        .fill(`*a${level - 1}`)
        .join(", ")}]`,
    );
  }
  const data = dataOf(lines.join("\n")) as Record<string, unknown[]>;
  assert.equal(data.a40?.[0], data.a40?.[8]);
  assert.equal(data.a40?.length, 9);
});

test("merges of merges are shared, not multiplied", () => {
  const lines = ["a0: &a0 {x: 1}"];
  for (let level = 1; level <= 40; level++) {
    lines.push(
      `a${level}: &a${level} {<<: [${Array(9)
        .fill(`*a${level - 1}`)
        .join(", ")}], x${level}: 1}`,
    );
  }
  const data = dataOf(lines.join("\n")) as Record<string, object>;
  assert.equal(Object.keys(data.a40 ?? {}).length, 41);
});

test("aliases that lead from persona to persona end somewhere", () => {
  const head = "kind: PersonaPack\nspec:\n  personas:\n    - &p0\n      name: p0\n";
  const chain = Array.from({ length: 1000 }, (_, i) => `    - &p${i + 1}\n      before: *p${i}\n`);
  let depth = 0;
  const data = dataOf(head + chain.join("")) as { spec: { personas: PlainData[] } };
  for (let at = data.spec.personas.at(-1); at; at = (at as { before?: PlainData }).before) depth++;
  assert.ok(depth > 50 && depth <= 102, `${depth} levels`);
});

test("a key called __proto__ is a field like any other", () => {
  const data = dataOf("__proto__: {polluted: true}\nb: 1\n");
  assert.deepEqual(Object.entries(data as object), [
    ["__proto__", { polluted: true }],
    ["b", 1],
  ]);
  assert.equal(Reflect.get({}, "polluted"), undefined);
});

const BROKEN: readonly (readonly [text: string, data: unknown])[] = [
  ["a: *nowhere", { a: null }],
  ["<<: *nowhere\na: 1", { a: 1 }],
  ["<<: text\na: 1", { a: 1 }],
  ["a: &a\n  <<: *a\n  b: 1", { a: { b: 1 } }],
  ["a: &a [*a]", { a: [null] }],
  ["a: !!int word", { a: "word" }],
  ["spec:\n  personas:\n    - name: a\n    -\n", { spec: { personas: [{ name: "a" }, null] } }],
];

test("broken YAML gives what can be read", () => {
  for (const [text, data] of BROKEN) assert.deepEqual(dataOf(text), data, text);
});
