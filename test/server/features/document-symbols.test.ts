import assert from "node:assert/strict";
import { test } from "node:test";
import { type DocumentSymbol, documentSymbols } from "../../../server/src/features/document-symbols.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";

const HEAD = "apiVersion: sympozium.ai/v1alpha1\nkind: PersonaPack\nmetadata:\n  name: team\nspec:\n";

/** Names and details, one symbol per line, indented by level. */
function outline(text: string, limit?: number): string[] {
  const lines: string[] = [];
  const list = (symbols: readonly DocumentSymbol[], indent: string): void => {
    for (const { name, detail, children } of symbols) {
      lines.push(indent + name + (detail === undefined ? "" : ` (${detail})`));
      list(children ?? [], `${indent}  `);
    }
  };
  const file = new PackFile("file:///pack.yaml", 1, text);
  list(documentSymbols(file, limit === undefined ? {} : { limit }), "");
  return lines;
}

const CASES: Readonly<Record<string, { readonly text: string; readonly outline: readonly string[] }>> = {
  "packs, personas and their fields": {
    text: `${HEAD}  personas:
    - name: watcher
      displayName: "The Watcher"
      skills: [a, b]
      schedule:
        interval: 30m
    - name: auditor
      schedule: {interval: 1h, cron: "0 9 * * *"}
`,
    outline: [
      "team (PersonaPack)",
      "  watcher (The Watcher · 30m)",
      "    name (watcher)",
      "    displayName (The Watcher)",
      "    skills (2 entries)",
      "    schedule (30m)",
      "  auditor (0 9 * * *)",
      "    name (auditor)",
      "    schedule (0 9 * * *)",
    ],
  },
  "half-typed personas": {
    text: `${HEAD.replace("name: team", "name:")}  personas:\n    - displayName: Only\n    -\n    - na\n    - name:\n`,
    outline: [
      "unnamed pack (PersonaPack)",
      "  Only",
      "    displayName (Only)",
      "  persona 2",
      "  persona 3",
      "  persona 4",
      "    name",
    ],
  },
  "flow style": {
    text: `${HEAD}  personas: [{name: a}, {name: b}]\n`,
    outline: ["team (PersonaPack)", "  a", "    name (a)", "  b", "    name (b)"],
  },
  "aliases and merge keys": {
    text: `${HEAD}  personas:
    - &one
      name: one
      schedule: {cron: "* * * * *"}
    - *one
    - <<: *one
      displayName: Two
`,
    outline: [
      "team (PersonaPack)",
      "  one (* * * * *)",
      "    name (one)",
      "    schedule (* * * * *)",
      "  one (* * * * *)",
      "  one (Two · * * * * *)",
      "    <<",
      "    displayName (Two)",
    ],
  },
  "documents of other kinds are not ours": {
    text: `kind: Deployment\nmetadata: {name: d}\n---\n${HEAD}  personas: []\n---\nkind: Secret\n`,
    outline: ["team (PersonaPack)"],
  },
  "names on one line": {
    text: `${HEAD}  personas:\n    - name: "a\\nb\\u0000"\n`,
    outline: ["team (PersonaPack)", "  a b", "    name (a b)"],
  },
};

for (const [name, { text, outline: expected }] of Object.entries(CASES)) {
  test(name, () => assert.deepEqual(outline(text), expected));
}

test("a limit leaves out fields first, then personas", () => {
  const text = `${HEAD}  personas:\n    - name: a\n    - name: b\n`;
  assert.deepEqual(outline(text, 4), ["team (PersonaPack)", "  a", "    name (a)", "  b"]);
  assert.deepEqual(outline(text, 2), ["team (PersonaPack)", "  a"]);
});

test("a persona is selected by its name and reaches to its last line", () => {
  const text = `${HEAD}  personas:\n    - name: a\n      systemPrompt: |\n        x\n\n    # b\n    - name: b\n`;
  const pack = documentSymbols(new PackFile("file:///pack.yaml", 1, text))[0];
  const persona = pack?.children?.[0];
  assert.deepEqual(persona?.range, { start: { line: 6, character: 4 }, end: { line: 8, character: 9 } });
  assert.deepEqual(persona?.selectionRange, {
    start: { line: 6, character: 12 },
    end: { line: 6, character: 13 },
  });
  assert.equal(pack?.selectionRange.start.line, 3);
});
