import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import { packData } from "../../../server/src/yaml/pack-data.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";
import { writeDocuments, writeYaml } from "../../../server/src/yaml/write-yaml.ts";
import { oracleLines } from "../pack/oracle-lines.ts";

function asKubectlReads(text: string): unknown {
  const file = new PackFile("file:///resource.yaml", 1, text);
  const [document] = file.documents;
  assert.ok(document && file.documents.length === 1, text);
  assert.deepEqual(
    document.blocks.flatMap(({ block }) => block.problems),
    [],
    text,
  );
  return packData(document);
}

function survives(value: unknown): void {
  const text = writeYaml(value);
  assert.deepEqual(asKubectlReads(text), value, text);
  assert.deepEqual(parse(text), value, text);
}

test("the controller's objects read back as they are", () => {
  for (const { objects } of oracleLines<{ objects: unknown[] }>("resources.jsonl")) objects.forEach(survives);
});

const TEXTS = [
  "",
  " ",
  "yes",
  "1_000",
  "0o17",
  "~",
  "a: b",
  "a #b",
  "- a",
  "line\nline",
  "line\n",
  "line\n\n",
  "line\n ",
  "line\n\t\n",
  "\nline",
  " line\nline",
  "\tline\nline",
  "line\n  indented\n\nline\n",
  "line \nline",
  "a\r\nb",
  "a\u0085b\nc",
  "a\u2028b\nc",
  "\ufeffa\nb",
  "a\u0000\nb",
  "# comment\nline",
  "---\nline",
  "...\nline\n",
  "\u{1f600}\nline",
  "%YAML 1.1\nline",
];

test("every text reads back, as a document, a value, an entry and a key", () => {
  for (const text of TEXTS) {
    survives({ v: text, list: [text, [text], { v: text }] });
    survives({ [text]: { [text]: [{ [text]: text, b: text }] } });
    assert.equal(parse(writeYaml(text)), text);
  }
});

test("other values read back", () => {
  survives({ a: null, b: true, c: -1.5, d: [], e: {}, f: [[], {}], g: [[1, [2]], [{ a: [{}] }]] });
  survives({ [`long ${"k".repeat(2000)}`]: { [`${"k".repeat(2000)}`]: [1] }, after: 1 });
  assert.equal(writeYaml({ a: undefined, b: 1 }), "b: 1\n");
});

test("it reads as people write", () => {
  const resource = {
    kind: "ConfigMap",
    data: { "a.md": "one\ntwo\n" },
    list: [{ a: 1, b: ["x"] }],
    no: "no",
  };
  assert.equal(
    writeDocuments([resource, []]),
    `kind: ConfigMap
data:
  a.md: |
    one
    two
list:
  - a: 1
    b:
      - x
"no": "no"
---
[]
`,
  );
});
