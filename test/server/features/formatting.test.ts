import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { formattingEdits } from "../../../server/src/features/formatting.ts";
import { SchemaEngine } from "../../../server/src/features/schema-engine.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";

const engine = new SchemaEngine((message) => assert.fail(message));

async function format(text: string, tabSize = 2): Promise<string> {
  const file = new PackFile("file:///pack.yaml", 1, text);
  const edits = await formattingEdits(file, engine, { tabSize });
  for (const { range, newText } of edits.toReversed()) file.edit(newText, range);
  return file.text;
}

const HEAD = "apiVersion: sympozium.ai/v1alpha1\nkind: PersonaPack\n";
const LONG = "word ".repeat(60).trim();

interface Formatted {
  readonly from: string;
  readonly to: string;
}

const CASES: Readonly<Record<string, Formatted>> = {
  "blanks, indents and flow style": {
    from: `${HEAD}metadata:   {name:   team}\nspec:\n    personas:\n    -   name:   a   # c\n`,
    to: `${HEAD}metadata: { name: team }\nspec:\n  personas:\n    - name: a # c\n`,
  },
  "comments, anchors, aliases and block scalars stay": {
    from: `# top\n${HEAD}spec:\n  # all\n  personas:\n  - &a\n    name: a\n    systemPrompt: |+\n        x\n          y\n\n  - <<: *a # again\n`,
    to: `# top\n${HEAD}spec:\n  # all\n  personas:\n    - &a\n      name: a\n      systemPrompt: |+\n        x\n          y\n\n    - <<: *a # again\n`,
  },
  "long strings are not folded": {
    from: `${HEAD}spec:\n  description:   ${LONG}\n  category:  "${LONG}"\n`,
    to: `${HEAD}spec:\n  description: ${LONG}\n  category: "${LONG}"\n`,
  },
  "documents of other kinds, separators and ends stay as they are": {
    from: `kind:   Secret\n---   # pack\n${HEAD}spec:   {}\n...\n---\nkind:    Secret\n`,
    to: `kind:   Secret\n---   # pack\n${HEAD}spec: {}\n...\n---\nkind:    Secret\n`,
  },
  "collections over several lines stay so, and all else is formatted": {
    from: `${HEAD}spec:\n  personas:\n  -   name:   a\n      toolPolicy: {\n        allow: [x,\n          y ],\n        deny: [z]\n      } # c\n      skills:  [a,b]\n`,
    to: `${HEAD}spec:\n  personas:\n    - name: a\n      toolPolicy: {\n        allow: [x,\n          y ],\n        deny: [z]\n      } # c\n      skills: [a, b]\n`,
  },
  "collections over several lines move sideways with what they belong to": {
    from: `${HEAD}spec:\n  personas:\n  - name: a\n    skills: &s\n      [\n        # own\n        x,\n      ]\n    toolPolicy:\n        {\n        allow: *s\n        }\n  -   {\n        name: b\n      }\n`,
    to: `${HEAD}spec:\n  personas:\n    - name: a\n      skills: &s [\n        # own\n        x,\n      ]\n      toolPolicy: {\n       allow: *s\n       }\n    - {\n          name: b\n        }\n`,
  },
  "a comment on a line of its own stays on one": {
    from: `${HEAD}spec:\n  personas:\n  -\n    # personapack-ignore\n    name: Bad   Name\n    schedule:   &s\n      # personapack-ignore: x\n      # more\n      interval:   45m\n  - # behind\n    # own\n    name: a\n`,
    to: `${HEAD}spec:\n  personas:\n    -\n      # personapack-ignore\n      name: Bad   Name\n      schedule: &s\n        # personapack-ignore: x\n        # more\n        interval: 45m\n    - # behind\n      # own\n      name: a\n`,
  },
  "a comment behind something stays there": {
    from: `${HEAD}spec: &s # behind\n  # own\n  category:   x\n`,
    to: `${HEAD}spec: &s # behind\n  # own\n  category: x\n`,
  },
  "a last line break is added": { from: `${HEAD}spec: {}`, to: `${HEAD}spec: {}\n` },
};

for (const [name, { from, to }] of Object.entries(CASES)) {
  test(name, async () => {
    assert.equal(await format(from), to);
    assert.equal(await format(to), to, "formatted once is formatted");
    const crlf = (text: string) => text.replaceAll("\n", "\r\n");
    assert.equal(await format(crlf(from)), crlf(to));
    assert.equal(await format(`\ufeff${from}`), `\ufeff${to}`);
  });
}

const UNTOUCHED: Readonly<Record<string, string>> = {
  "syntax errors": `${HEAD}spec:   {\n`,
  templates: `${HEAD}spec:\n  description:   {{ .Values.text }}\n`,
  "content behind the dashes": `--- {kind:   PersonaPack}\n`,
  "lone carriage returns": `${HEAD}spec:   {}\n`.replaceAll("\n", "\r"),
  "other kinds": "kind:   Secret\n",
  JSON: `{\n    "apiVersion": "sympozium.ai/v1alpha1",\n    "kind":   "PersonaPack",\n    "spec": {}\n}\n`,
  "JSON on one line": `{"apiVersion":"sympozium.ai/v1alpha1","kind":"PersonaPack","spec":{}}\n`,
};

for (const [name, text] of Object.entries(UNTOUCHED)) {
  test(`untouched: ${name}`, async () => assert.equal(await format(text), text));
}

test("only the lines that change are edited", async () => {
  const text = `${HEAD}metadata:\n  name:   team\nspec:\n  category: x\n`;
  const edits = await formattingEdits(new PackFile("file:///pack.yaml", 1, text), engine);
  const range = { start: { line: 3, character: 0 }, end: { line: 4, character: 0 } };
  assert.deepEqual(edits, [{ range, newText: "  name: team\n" }]);
});

test("the indent is the editor's", async () => {
  assert.equal(await format(`${HEAD}metadata:\n  name: team\n`, 4), `${HEAD}metadata:\n    name: team\n`);
});

test("nothing is taken that reads differently", async () => {
  const text = `${HEAD}spec:\n  version:   "1.0"\n`;
  const careless = { format: (body: string) => Promise.resolve(body.replace(/ {3}"1\.0"/, " 1.0")) };
  assert.deepEqual(await formattingEdits(new PackFile("file:///pack.yaml", 1, text), careless), []);
});

test("nothing is taken that has other comments", async () => {
  const text = `${HEAD}# one\n# two\nspec:   {}\n`;
  const careless = { format: (body: string) => Promise.resolve(body.replace("# one\n", "")) };
  assert.deepEqual(await formattingEdits(new PackFile("file:///pack.yaml", 1, text), careless), []);
});

test("nothing is answered for a text that has changed meanwhile", async () => {
  const file = new PackFile("file:///pack.yaml", 1, `${HEAD}spec:   {}\n`);
  const answer = formattingEdits(file, engine);
  file.version++;
  file.edit("# c\n", { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } });
  assert.deepEqual(await answer, []);
});

test("the sample pack is formatted", async () => {
  const text = readFileSync(new URL("../../../examples/data-team.yaml", import.meta.url), "utf8");
  assert.equal(await format(text), text);
});
