import assert from "node:assert/strict";
import { test } from "node:test";
import { type SelectionRange, selectionRanges } from "../../../server/src/features/selection-ranges.ts";
import { lineStartsOf, offsetAt } from "../../../server/src/yaml/line-index.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";

const HEAD = "kind: PersonaPack\nspec:\n";

/** The texts that are selected one after the other from the cursor `|`. */
function selections(marked: string): string[] {
  const offset = marked.indexOf("|");
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const starts = lineStartsOf(text);
  const line = starts.findLastIndex((start) => start <= offset);
  const position = { line, character: offset - (starts[line] ?? 0) };
  const found: string[] = [];
  const [first] = selectionRanges(new PackFile("file:///pack.yaml", 1, text), [position]);
  for (let next: SelectionRange | undefined = first; next; next = next.parent) {
    found.push(text.slice(offsetAt(text, starts, next.range.start), offsetAt(text, starts, next.range.end)));
  }
  return found;
}

const CASES: Readonly<Record<string, { readonly text: string; readonly selected: readonly string[] }>> = {
  "from a quoted value to the document": {
    text: `${HEAD}  personas:\n    - name: "a|b"\n      model: m\n    - name: c\n  category: x\n`,
    selected: [
      "ab",
      '"ab"',
      'name: "ab"',
      'name: "ab"\n      model: m',
      '- name: "ab"\n      model: m',
      '- name: "ab"\n      model: m\n    - name: c',
      'personas:\n    - name: "ab"\n      model: m\n    - name: c',
      'personas:\n    - name: "ab"\n      model: m\n    - name: c\n  category: x',
      'spec:\n  personas:\n    - name: "ab"\n      model: m\n    - name: c\n  category: x',
      `${HEAD}  personas:\n    - name: "ab"\n      model: m\n    - name: c\n  category: x`,
      `${HEAD}  personas:\n    - name: "ab"\n      model: m\n    - name: c\n  category: x\n`,
    ],
  },
  "outside of packs": { text: "kind: Secret\ndata: {a|: b}\n", selected: [""] },
};

for (const [name, { text, selected }] of Object.entries(CASES)) {
  test(name, () => assert.deepEqual(selections(text), selected));
}

test("a key, then its pair", () => {
  assert.deepEqual(selections(`${HEAD}  cate|gory: x\n`).slice(0, 2), ["category", "category: x"]);
});

test("the text of a block scalar, without its header and its indent", () => {
  const all = selections(
    `${HEAD}  personas:\n    - systemPrompt: |-\n        a b|\n        c\n`.replace("|-", ">-"),
  );
  assert.deepEqual(all[0], "a b\n        c");
  assert.ok(all.includes("systemPrompt: >-\n        a b\n        c"));
});

test("each selection is larger than the one before", () => {
  const all = selections(`${HEAD}  personas: [{name: a, skills: [x, |y]}]\n`);
  for (const [index, text] of all.entries())
    assert.ok(index === 0 || text.length > (all[index - 1] ?? "").length);
  assert.deepEqual(all.slice(0, 3), ["y", "[x, y]", "skills: [x, y]"]);
});
