import assert from "node:assert/strict";
import { test } from "node:test";
import { START_OF_FILE, scanSegments } from "../../../server/src/yaml/segments.ts";

/** Each part of a file is written on its own, with its kind before it: joined they are the file. */
type Part = readonly ["head" | "persona" | "tail", string];

const HEAD = "kind: PersonaPack\nspec:\n  personas:\n";
const A = "    - name: a\n      systemPrompt: x\n";
const B = "    - name: b\n";

const CASES: Readonly<Record<string, readonly Part[]>> = {
  "no personas": [["head", "kind: PersonaPack\nspec:\n  category: x\n"]],
  "one part per persona": [
    ["head", HEAD],
    ["persona", A],
    ["persona", B],
  ],
  "comments above a persona go with it": [
    ["head", HEAD],
    ["persona", `    # the first\n${A}`],
    ["persona", `    # the second,\n    # in two lines\n${B}`],
  ],
  "comments at the indent of a persona's keys stay with the persona above": [
    ["head", HEAD],
    ["persona", `${A}      # no schedule\n`],
    ["persona", B],
  ],
  "blank lines stay with the persona above": [
    ["head", HEAD],
    ["persona", `${A}\n\n`],
    ["persona", B],
  ],
  "comments at the end belong to the last persona": [
    ["head", HEAD],
    ["persona", `${A}    # to do\n`],
  ],
  "dashes at the indent of their key": [
    ["head", HEAD],
    ["persona", "  - name: a\n    systemPrompt: x\n"],
    ["persona", "  - name: b\n"],
    ["tail", "  category: data\n"],
  ],
  "a list inside a persona is no list of personas": [
    ["head", HEAD],
    ["persona", "  - name: a\n    skills:\n    - one\n    - two\n"],
    ["persona", "  - name: b\n"],
  ],
  "keys of spec after the personas, with their comment": [
    ["head", HEAD],
    ["persona", A],
    ["tail", "  # what they share\n  category: data\n  policyRef: p\n"],
  ],
  "keys of the document after the personas": [
    ["head", HEAD],
    ["persona", A],
    ["tail", "metadata:\n  name: n\n"],
  ],
  "a quoted key ends the personas": [
    ["head", HEAD],
    ["persona", A],
    ["tail", '  "category": data\n'],
  ],
  "half a word at the key's indent is a mistake of its persona": [
    ["head", HEAD],
    ["persona", `${A}  cat\n`],
    ["persona", B],
  ],
  "a half-typed field is a mistake of its persona": [
    ["head", HEAD],
    ["persona", "    - name: a\n      sys\n"],
    ["persona", "    - na\n"],
    ["persona", "    -\n"],
  ],
  "a line at column 0 without a colon stays in its persona": [
    ["head", HEAD],
    ["persona", `${A}oops\n`],
    ["persona", B],
  ],
  "personas under `spec:` with comments behind the keys": [
    ["head", "spec: # all of it\n  personas: # two\n"],
    ["persona", "    - name: a\n"],
    ["persona", "    - name: b\n"],
  ],
  "personas after other keys of spec": [
    ["head", "spec:\n    category: x\n    channelConfigs:\n        slack: s\n    personas:\n"],
    ["persona", "        - name: a\n"],
  ],
  "`personas` deeper than the keys of spec is another field": [
    ["head", "spec:\n  other:\n    personas:\n      - name: a\n"],
  ],
  "`personas` outside of spec is another field": [["head", "personas:\n  - name: a\n"]],
  "flow style is one part": [["head", "spec:\n  personas: [{name: a}, {name: b}]\n  category: x\n"]],
  "an empty flow list, then a key": [["head", "spec:\n  personas: []\n  category: x\n"]],
  "a flow mapping for spec": [["head", "spec: {personas: [{name: a}]}\n"]],
  "an anchored list is one part": [["head", "spec:\n  personas: &all\n    - name: a\n    - name: b\n"]],
  "a block scalar whose text looks like personas": [
    ["head", HEAD],
    [
      "persona",
      "    - name: a\n      systemPrompt: |\n        - name: no\n        personas:\n          - x\n",
    ],
    ["persona", B],
  ],
  "a tab does not end anything": [
    ["head", HEAD],
    ["persona", `${A}\t- name: c\n`],
    ["persona", B],
  ],
  "`---` begins a document": [
    ["head", HEAD],
    ["persona", A],
    ["head", `---\n${HEAD}`],
    ["persona", B],
  ],
  "`---` at the start of the file begins none": [
    ["head", `# c\n---\n${HEAD}`],
    ["persona", A],
  ],
  "`---` with a comment or content": [
    ["head", HEAD],
    ["persona", A],
    ["head", "--- # next\nkind: Secret\n"],
    ["head", "--- text\n"],
    ["head", "--- |\n  text\n"],
  ],
  "`----` and an indented `---` are text": [
    ["head", HEAD],
    ["persona", `${A}----\n  ---\n`],
  ],
  "`...` ends the document; what stands before the next `---` is read by nobody": [
    ["head", HEAD],
    ["persona", A],
    ["tail", "...\n# between\nkind: Secret\n"],
    ["head", "---\nkind: Secret\n"],
  ],
  "`...` before the first document": [
    ["head", "# first\n...\n"],
    ["head", HEAD],
    ["persona", A],
  ],
  "a file in JSON is one document": [
    ["head", '\n{"kind": "Secret"}\n---\nspec:\n  personas:\n    - name: a\n'],
  ],
  "a template's action is no JSON": [
    ["head", "{{- if .Values.a }}\n"],
    ["head", "---\nkind: Secret\n"],
  ],
  "`...` and `---`": [
    ["head", "kind: Secret\n... # done\n"],
    ["head", `---\n${HEAD}`],
    ["persona", A],
  ],
  "comments before `---` belong to the document above": [
    ["head", HEAD],
    ["persona", `${A}# the next one:\n`],
    ["head", "---\nkind: Secret\n"],
  ],
  "a byte order mark is no indent": [
    ["head", `\ufeff${HEAD}`],
    ["persona", A],
  ],
  "no line break at the end": [
    ["head", HEAD],
    ["persona", A],
    ["persona", "    - name: b"],
  ],
  "the key alone, at the end of the text": [["head", "spec:\n  personas:"]],
};

for (const [name, parts] of Object.entries(CASES)) {
  for (const [lineBreak, label] of [
    ["\n", "LF"],
    ["\r\n", "CRLF"],
    ["\r", "CR"],
  ] as const) {
    test(`${name} (${label})`, () => {
      const expected = parts.map(([kind, text]) => [kind, text.replaceAll("\n", lineBreak)]);
      const text = expected.map(([, part]) => part).join("");
      const { segments } = scanSegments(text, START_OF_FILE);
      assert.deepEqual(
        segments.map(({ kind, text }) => [kind, text]),
        expected,
      );
      for (const segment of segments) {
        const again = scanSegments(segment.text, segment.entry).segments;
        assert.equal(again.map((part) => part.text).join(""), segment.text);
      }
    });
  }
}
