/** What holds of completion at every place and of every item. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { complete } from "../../../server/src/features/completion.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";
import { readCursor } from "../marked-text.ts";
import { KEY_CASES } from "./completion-key-cases.ts";
import { accepted, itemsAt, proposals, testSilence } from "./completion-run.ts";
import { VALUE_CASES } from "./completion-value-cases.ts";
import { WRITTEN_VALUE_CASES } from "./completion-written-value-cases.ts";

const CASES = [...KEY_CASES, ...VALUE_CASES, ...WRITTEN_VALUE_CASES];

test("completion: each label once, with documentation for each field of the schema", async () => {
  for (const { text } of CASES) {
    const items = await itemsAt(text);
    assert.equal(new Set(items.map(({ label }) => label)).size, items.length, text);
    const bare = items.filter(
      ({ kind, documentation, detail }) => kind === "field" && !documentation && !detail,
    );
    assert.deepEqual(
      bare.map(({ label }) => label),
      [],
      text,
    );
  }
});

/** Problems of the YAML itself, wherever they are. */
function syntaxProblems(text: string): number {
  return new PackFile("file:///pack.yaml", 1, text).documents
    .flatMap(({ blocks }) => blocks)
    .reduce((sum, { block }) => sum + block.problems.length, 0);
}

test("completion: no accepted item breaks the YAML", async () => {
  // No YAML that is indented with tabs can be right, whatever is inserted.
  for (const { text } of CASES.filter((candidate) => !candidate.text.includes("\t"))) {
    const before = syntaxProblems(readCursor(text).text);
    for (const item of await itemsAt(text)) {
      const result = accepted(text, item);
      assert.ok(syntaxProblems(result) <= before, `${item.label} accepted gives\n${result}`);
    }
  }
});

test("completion: at every place of a half-typed text, ranges hold the cursor and edits change nothing", async () => {
  const random = seeded(7);
  for (let round = 0; round < 1500; round++) {
    const start = CASES[Math.floor(random() * CASES.length)];
    assert.ok(start);
    const file = new PackFile("file:///pack.yaml", 1, readCursor(start.text).text);
    for (let edit = 0; edit < 3; edit++) {
      const line = Math.floor(random() * file.lineCount);
      const character = Math.floor(random() * (file.lineText(line).length + 1));
      const at = { line, character };
      file.edit(TYPED[Math.floor(random() * TYPED.length)] ?? "", { start: at, end: at });
      const items = await complete(file, at, proposals, { snippets: true });
      const fresh = await complete(new PackFile("file:///pack.yaml", 1, file.text), at, proposals, {
        snippets: true,
      });
      assert.deepEqual(items, fresh);
      for (const { range } of items) {
        assert.deepEqual([range.start.line, range.end.line], [line, line]);
        assert.ok(range.start.character <= character && character <= range.end.character, file.text);
        assert.ok(range.end.character <= file.lineText(line).length, file.text);
      }
    }
  }
});

const TYPED = [
  "a",
  ":",
  ": ",
  "-",
  "- ",
  "\n",
  "\n  ",
  "{",
  "}",
  "[",
  "]",
  '"',
  "'",
  "#",
  "|",
  "\t",
  ",",
  "---\n",
  "*a",
  "&a ",
];

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

test("completion: without snippets nothing but text is inserted", async () => {
  for (const { text } of CASES) {
    for (const item of await itemsAt(text, false)) {
      assert.equal(item.isSnippet, false);
      assert.doesNotMatch(item.insertText, /\$[{\d]/);
    }
  }
  const [pack] = await itemsAt("|", false);
  assert.match(pack?.insertText ?? "", /^apiVersion: .*\nkind: PersonaPack\nmetadata:\n {2}name: \n/);
});

testSilence();
