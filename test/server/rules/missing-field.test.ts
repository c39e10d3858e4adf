import assert from "node:assert/strict";
import { test } from "node:test";
import { check, checkFix, crlf, diagnosticsOf, fixTitles, fullPersona, persona, spec } from "./check.ts";

const HEAD = "apiVersion: sympozium.ai/v1alpha1\nkind: PersonaPack\nmetadata:\n  name: data-team\n";
const PROMPT = "systemPrompt: Describe who this persona is and what it does.";
const TASK = "task: Describe what to do in each run.";

test("fields with a default, and those of a merge, are not missed", () => {
  check(fullPersona("schedule:\n  task: T"));
  check(`${HEAD}spec:
  personas:
    - &a {name: a, systemPrompt: A}
    - <<: *a
      name: b
`);
  check("apiVersion: sympozium.ai/v1alpha1\nkind: PersonaPack\nmetadata: {generateName: data-}\n");
});

test("what is missing is said at the key of the map, or at the entry's name", () => {
  check(
    fullPersona(`schedule: {interval: 1h}
#<-------- missing-field: \`schedule\` needs \`task\`: the API server rejects the pack without it.`),
  );
  check(
    persona(`model: m`).replace(
      "monitor\n",
      "monitor\n#           ^^^^^^^ missing-field: A persona needs `systemPrompt`:\n",
    ),
  );
  check(`${HEAD}spec:
  personas:
    - displayName: A
#     ^^^^^^^^^^^ missing-field: A persona needs \`name\` and \`systemPrompt\`: the API server rejects the pack without them.
  relationships:
    - source: a
#     ^^^^^^ missing-field: An entry of \`relationships\` needs \`target\` and \`type\`
    - {}
#     ^ missing-field: needs \`source\`, \`target\` and \`type\`
`);
  check("kind: PersonaPack\n#<---- missing-field: The pack needs `apiVersion` and `metadata`\n");
});

test("null counts as missing, however it is written", () => {
  for (const value of ["", " ~", " null", " # later"]) {
    const [found, more] = diagnosticsOf(persona(`systemPrompt:${value}\n`));
    assert.equal(
      found?.message,
      "A persona needs `systemPrompt`: a key without a value counts as not written.",
    );
    assert.equal(more, undefined);
    checkFix(
      persona(`systemPrompt:${value}\n`),
      "Add systemPrompt",
      persona(`${PROMPT}${value === " # later" ? value : ""}\n`),
    );
  }
  check(persona('systemPrompt: ""'));
});

test("nothing is missing where a merge leads nowhere", () => {
  assert.deepEqual(
    diagnosticsOf(fullPersona("schedule: {<<: *gone, interval: 1h}\n")).map(({ code }) => code),
    ["anchor"],
  );
});

test("a key without a value is the place itself", () => {
  check(`${HEAD}spec:
  personas:
# ^^^^^^^^ missing-field: \`spec\` needs \`personas\`
`);
  check(
    persona(`systemPrompt: ~
#<------------ missing-field: A persona needs \`systemPrompt\``),
  );
});

const ADDED: readonly (readonly [name: string, title: string, before: string, after: string])[] = [
  ["after the name", "Add systemPrompt", persona("model: m\n"), persona(`${PROMPT}\nmodel: m\n`)],
  [
    "no trailing newline",
    "Add systemPrompt",
    persona("model: m").replace("\n      model: m", ""),
    persona(PROMPT),
  ],
  ["CRLF", "Add systemPrompt", crlf(persona("model: m\n")), crlf(persona(`${PROMPT}\nmodel: m\n`))],
  [
    "before the first key, behind a dash",
    "Add name",
    `${HEAD}spec:\n  personas:\n    - systemPrompt: A\n`,
    `${HEAD}spec:\n  personas:\n    - name: pipeline-monitor\n      systemPrompt: A\n`,
  ],
  [
    "both",
    "Add name, systemPrompt",
    `${HEAD}spec:\n  personas:\n    - model: m\n`,
    `${HEAD}spec:\n  personas:\n    - name: pipeline-monitor\n      ${PROMPT}\n      model: m\n`,
  ],
  [
    "nested",
    "Add task",
    fullPersona("schedule:\n  interval: 1h\nmodel: m\n"),
    fullPersona(`schedule:\n  interval: 1h\n  ${TASK}\nmodel: m\n`),
  ],
  [
    "behind a comment",
    "Add task",
    fullPersona("schedule:\n  interval: 1h # hourly\n  # end\nmodel: m\n"),
    fullPersona(`schedule:\n  interval: 1h # hourly\n  ${TASK}\n  # end\nmodel: m\n`),
  ],
  [
    "flow",
    "Add task",
    fullPersona("schedule: {interval: 1h}\n"),
    fullPersona(`schedule: {interval: 1h, ${TASK}}\n`),
  ],
  ["empty flow", "Add task", fullPersona("schedule: {}\n"), fullPersona(`schedule: {${TASK}}\n`)],
  [
    "flow without a value",
    "Add task",
    fullPersona("schedule: {task: , interval: 1h}\n"),
    fullPersona(`schedule: {${TASK} , interval: 1h}\n`),
  ],
  [
    "flow key alone",
    "Add task",
    fullPersona("schedule: {task, interval: 1h}\n"),
    fullPersona(`schedule: {${TASK}, interval: 1h}\n`),
  ],
  [
    "boolean",
    "Add enabled",
    fullPersona("webEndpoint:\n  hostname: h\n"),
    fullPersona("webEndpoint:\n  enabled: true\n  hostname: h\n"),
  ],
  [
    "after a block scalar",
    "Add image",
    fullPersona("lifecycle:\n  preRun:\n    - name: |\n        a\n"),
    fullPersona(
      "lifecycle:\n  preRun:\n    - name: |\n        a\n      image: registry.example.com/tools:1.4\n",
    ),
  ],
  [
    "list of words",
    "Add verbs",
    fullPersona("lifecycle:\n  rbac:\n    - apiGroups: [apps]\n      resources: [pods]\n"),
    fullPersona(
      "lifecycle:\n  rbac:\n    - apiGroups: [apps]\n      resources: [pods]\n      verbs: [get, list, watch]\n",
    ),
  ],
  [
    "enum",
    "Add type",
    spec("relationships:\n  - source: a\n    target: b\n"),
    spec("relationships:\n  - source: a\n    target: b\n    type: delegation\n"),
  ],
  [
    "in the head, before the spec",
    "Add apiVersion, metadata",
    "# team\nkind: PersonaPack\nspec:\n  personas:\n    - name: a\n      systemPrompt: A\n",
    "# team\napiVersion: sympozium.ai/v1alpha1\nkind: PersonaPack\nmetadata:\n  name: data-team\nspec:\n  personas:\n    - name: a\n      systemPrompt: A\n",
  ],
  ["behind a byte order mark", "Add apiVersion", `\uFEFF${HEAD.replace(/^.*\n/, "")}`, `\uFEFF${HEAD}`],
  [
    "a list of personas",
    "Add personas",
    `${HEAD}spec:\n  version: "1"\n`,
    `${HEAD}spec:\n  version: "1"\n  personas:\n    - name: pipeline-monitor\n      ${PROMPT}\n`,
  ],
  [
    "a list of personas that is empty",
    "Add personas",
    `${HEAD}spec:\n  personas:\n`,
    `${HEAD}spec:\n  personas:\n    - name: pipeline-monitor\n      ${PROMPT}\n`,
  ],
  [
    "behind an anchor",
    "Add systemPrompt",
    `${HEAD}spec:\n  personas:\n    - &a\n      name: a\n    - *a\n`.replace("    - *a\n", ""),
    `${HEAD}spec:\n  personas:\n    - &a\n      name: a\n      ${PROMPT}\n`,
  ],
];

for (const [name, title, before, after] of ADDED) {
  test(`added: ${name}`, () => checkFix(before, title, after));
}

test("what an alias lacks is mended at its anchor only", () => {
  const text = `${HEAD}spec:\n  personas:\n    - &a\n      name: a\n    - *a\n`;
  assert.deepEqual(
    diagnosticsOf(text).map(({ code, range }) => [code, range.start.line]),
    [
      ["missing-field", 7],
      ["missing-field", 8],
    ],
  );
  assert.deepEqual(fixTitles(text), ["Add systemPrompt"]);
});
