/** Text as kubectl reads it: every recorded text that it reads has the same value here, at its place. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { YamlNode } from "../../../server/src/yaml/ast.ts";
import { inYaml12 } from "../../../server/src/yaml/kubectl-dialect.ts";
import type { PackDocument } from "../../../server/src/yaml/pack-document.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";
import { resolvePlain } from "../../../server/src/yaml/scalar.ts";
import { scalarType } from "../../../server/src/yaml/scalar-type.ts";

const SAME: Readonly<Record<string, string>> = {
  "brackets that go on deep enough": 'k: [\n  a, # b\n  "c\n  d"\n ]',
  "quotes in block scalars": 'k: |\n  "\n  [\nj: 1',
  "block scalars with an indent of their own": "k: |1\n  '\n [\nj: 'a\n b'",
  "quotes within plain values": "k: it's\n  [ this\nj: a'",
  comments: "# \"\nk: a # '\n# [",
  "a quote that is not closed": 'k: "a\nj: b',
  "a quote that another one closes": 'k: "a\nj: "b"',
  "a bracket that is not closed": "k: [\na: b\n- c",
  "a key of several lines": '"a\nb": c',
  "a bracket that another one closes": "k: [\na}",
};

for (const [name, text] of Object.entries(SAME)) {
  test(`stays: ${name}`, () => assert.equal(inYaml12(text), text));
}

const REWRITTEN: Readonly<Record<string, readonly [string, string]>> = {
  "brackets at the indent of their key": ["k: [\na,\nb\n]\nj: 1", "k: [ a, b ]\nj: 1"],
  "comments between them": ["k: [ # c\na # d\n]", "k: [     a     ]"],
  "only the lines that are too far left": ["- k: {\n    a: 1,\n  b: 2 }", "- k: {\n    a: 1,   b: 2 }"],
  "quotes, with blank lines": ['k:\n  j: "a\n\n b"', 'k:\n  j: "a   b"'],
  "an escaped line break": ['k: "a\\\r\nb"', 'k: "a\\  b"'],
  "what stands before a quote that is not closed": ["k: [\na]\nj: 'b\nc: d", "k: [ a]\nj: 'b\nc: d"],
  tabs: ["k: [\ta,\n\tb]", "k: [ a,  b]"],
  "tabs before a bracket": ["k:\t&a\t[b]\nj: |\n\t[c]", "k: &a [b]\nj: |\n\t[c]"],
  "a dash": ["k: [a, -]", "k: [a, x]"],
  "an alias with its colon": ["*a: 1", "xa: 1"],
  "a block scalar below its key": ["k:\n|\n  a", "k: |\n  a"],
};

for (const [name, [text, expected]] of Object.entries(REWRITTEN)) {
  test(`rewrites: ${name}`, () => assert.equal(inYaml12(text), expected));
}

function plainValue(document: PackDocument, node: YamlNode | undefined): unknown {
  const target = document.follow(node);
  if (!target || target.kind === "alias") return null;
  if (target.kind === "seq") return target.items.map((item) => plainValue(document, item));
  if (target.kind === "scalar")
    return scalarType(target) === "string" ? target.value : resolvePlain(target.value).value;
  return Object.fromEntries(
    target.pairs.map(({ key, value }) => [String(plainValue(document, key)), plainValue(document, value)]),
  );
}

interface Recorded {
  readonly case: string;
  readonly yaml: string;
  readonly json: unknown;
  readonly error?: string;
}

const RECORDED: readonly Recorded[] = readFileSync(
  new URL("../../fixtures/oracle/yaml-syntax.jsonl", import.meta.url),
  "utf8",
)
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => JSON.parse(line));

test("values of brackets and quotes are kubectl's", () => {
  const cases = RECORDED.filter(
    ({ case: name, error }) => /^(?:flow-indent|quoted-indent|tab)$/.test(name) && error === undefined,
  );
  assert.ok(cases.length > 50);
  for (const { yaml, json } of cases) {
    const [document] = new PackFile("file:///pack.yaml", 1, yaml).documents;
    assert.ok(document);
    assert.deepEqual(plainValue(document, document.frame.block.root) ?? null, json, JSON.stringify(yaml));
  }
});

test("every value stands where it is written", () => {
  const text = 'spec:\n  a: "one\ntwo"\n  b: [\nthree,\n\n"four\n  five" ]\n  c: *d\n';
  const [document] = new PackFile("file:///pack.yaml", 1, text).documents;
  assert.ok(document);
  const written = (key: string) => {
    const node = document.fieldOf(document.topLevel("spec"), key);
    return node && text.slice(node.start, node.end);
  };
  assert.deepEqual(["a", "b"].map(written), ['"one\ntwo"', '[\nthree,\n\n"four\n  five" ]']);
});
