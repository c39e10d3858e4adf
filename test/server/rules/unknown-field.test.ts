import assert from "node:assert/strict";
import { test } from "node:test";
import { check, checkFix, crlf, diagnosticsOf, fixTitles, fullPersona, spec } from "./check.ts";

const HEAD = "apiVersion: sympozium.ai/v1alpha1\nkind: PersonaPack\nmetadata:\n  name: data-team\n";

test("every field of the schema is known, free maps take any key", () => {
  check(fullPersona("model: m\nschedule:\n  type: sweep\n  cron: 0 9 * * *\n  task: T"));
  check(spec('skillParams:\n  github:\n    anything: "1"\nchannelConfigs: {slack: s}'));
  check(HEAD.replace("  name", "  labels: {any.example/key: v}\n  name"));
});

test("a field is unknown where it stands, its message names the near one or the right place", () => {
  check(
    fullPersona(`schedule:
  intervall: 30m
# ^^^^^^^^^ unknown-field: \`intervall\` is not a field of \`schedule\`; kubectl rejects it. Did you mean \`interval\`?
  taks: T
# ^^^^ unknown-field: Did you mean \`task\`?`),
  );
  check(fullPersona("system_prompt: x\n#<------------- unknown-field: `systemPrompt` is already there"));
  check(fullPersona("cron: 0 9 * * *\n#<---- unknown-field: It is a field of `schedule`."));
  check(`${HEAD}spec:
  personas: []
  systemPrompt: x
# ^^^^^^^^^^^^ unknown-field: \`systemPrompt\` is not a field of \`spec\`; kubectl rejects it. It is a field of a persona.
`);
  check(`${HEAD}spec:
  personas: []
  relationships:
    - {source: a, target: b, type: sequential, colour: c}
#                                              ^^^^^^ unknown-field: not a field of an entry of \`relationships\`; kubectl rejects it. Its fields are \`source\`, \`target\`
`);
  check(`${HEAD}spek: {}
#<---- unknown-field: not a field of the pack; kubectl rejects it. Did you mean \`spec\`?
`);
});

test("a field that no release has is explained", () => {
  const [found] = diagnosticsOf(spec("sharedMemory:\n  enabled: true"));
  assert.equal(found?.code, "unknown-field");
  assert.match(found.message, /^`sharedMemory`: /);
});

test("what an alias or a merge brings along is marked at the alias and mended at the anchor", () => {
  const text = `${HEAD}spec:
  personas:
    - &first
      name: a
      systemPrompt: A
      colour: red
#     ^^^^^^ unknown-field: \`colour\` is not a field of a persona
    - <<: *first
#         ^^^^^^ unknown-field: \`colour\`
      name: b
`;
  check(text);
  assert.deepEqual(fixTitles(text.replace(/^#.*\n/gm, "")), ["Remove colour"]);
});

const RENAMED: readonly (readonly [string, string, string])[] = [
  ["block", fullPersona("modle: m\n"), fullPersona("model: m\n")],
  ["CRLF", crlf(fullPersona("modle: m\n")), crlf(fullPersona("model: m\n"))],
  ["quoted", fullPersona('"modle": m\n'), fullPersona("model: m\n")],
  ["no trailing newline", fullPersona("modle: m"), fullPersona("model: m")],
];

for (const [name, before, after] of RENAMED) {
  test(`renamed: ${name}`, () => checkFix(before, "Rename to model", after));
}

test("renamed in flow style and in the frame", () => {
  checkFix(
    spec("agentSandbox: {enabled: true, runtimeclas: g}\n"),
    "Rename to runtimeClass",
    spec("agentSandbox: {enabled: true, runtimeClass: g}\n"),
  );
  checkFix(`${HEAD}Spec: {personas: []}\n`, "Rename to spec", `${HEAD}spec: {personas: []}\n`);
});

const REMOVED: readonly (readonly [string, string, string])[] = [
  ["last key", fullPersona("colour: red\n"), fullPersona("")],
  ["last key, no trailing newline", fullPersona("colour: red"), fullPersona("").replace(/ +$/, "")],
  [
    "middle key with a comment",
    fullPersona("colour: red # why\n# about the model\nmodel: m\n"),
    fullPersona("# about the model\nmodel: m\n"),
  ],
  ["nested", fullPersona("colour:\n  red: 1\n  blue:\n    - 2\nmodel: m\n"), fullPersona("model: m\n")],
  ["block scalar", fullPersona("colour: |\n  red\n  blue\nmodel: m\n"), fullPersona("model: m\n")],
  ["without a value", fullPersona("colour:\nmodel: m\n"), fullPersona("model: m\n")],
  ["CRLF", crlf(fullPersona("colour: red\nmodel: m\n")), crlf(fullPersona("model: m\n"))],
  [
    "first key behind a dash",
    `${HEAD}spec:\n  personas:\n    - colour: red\n      name: a\n      systemPrompt: A\n`,
    `${HEAD}spec:\n  personas:\n    - name: a\n      systemPrompt: A\n`,
  ],
  [
    "first key behind a dash, a comment below",
    `${HEAD}spec:\n  personas:\n    - colour: red\n      # the name\n      name: a\n      systemPrompt: A\n`,
    `${HEAD}spec:\n  personas:\n    -\n      # the name\n      name: a\n      systemPrompt: A\n`,
  ],
  [
    "only key",
    fullPersona("toolPolicy:\n  colour: red\nmodel: m\n"),
    fullPersona("toolPolicy:\n  {}\nmodel: m\n"),
  ],
  [
    "only key, block scalar",
    fullPersona("toolPolicy:\n  colour: |\n    red\nmodel: m\n"),
    fullPersona("toolPolicy:\n  {}\nmodel: m\n"),
  ],
  [
    "flow, first",
    fullPersona("toolPolicy: {colour: red, allow: [a]}\n"),
    fullPersona("toolPolicy: {allow: [a]}\n"),
  ],
  [
    "flow, last",
    fullPersona("toolPolicy: {allow: [a], colour: red}\n"),
    fullPersona("toolPolicy: {allow: [a]}\n"),
  ],
  ["flow, only", fullPersona("toolPolicy: {colour: red}\n"), fullPersona("toolPolicy: {}\n")],
  ["flow, only, with a comma", fullPersona("toolPolicy: {colour: red,}\n"), fullPersona("toolPolicy: {}\n")],
  [
    "flow, several lines",
    fullPersona("toolPolicy: {\n  colour: red,\n  allow: [a]\n  }\n"),
    fullPersona("toolPolicy: {\n  allow: [a]\n  }\n"),
  ],
  [
    "in the frame before the personas",
    `${HEAD}spec:\n  colour: red\n  personas:\n    - name: a\n      systemPrompt: A\n`,
    `${HEAD}spec:\n  personas:\n    - name: a\n      systemPrompt: A\n`,
  ],
  [
    "in the frame behind the personas",
    `${HEAD}spec:\n  personas:\n    - name: a\n      systemPrompt: A\n  colour: red\n`,
    `${HEAD}spec:\n  personas:\n    - name: a\n      systemPrompt: A\n`,
  ],
];

test("a key with a # in its word, behind the personas", () => {
  check(
    `${fullPersona("")}  excludePerso#nas: [a]\n# ^^^^^^^^^^^^^^^^ unknown-field: Did you mean \`excludePersonas\`?\n`,
  );
});

for (const [name, before, after] of REMOVED) {
  test(`removed: ${name}`, () => checkFix(before, "Remove colour", after));
}

const KIND = "apiVersion: sympozium.ai/v1alpha1\nkind: PersonaPack\n";

/** Fields beside the key below which they belong; what is mended there may be said of several. */
const MISPLACED: readonly (readonly [owner: string, before: string, after: string])[] = [
  [
    "spec",
    `${HEAD}spec:\npersonas:\n- name: a\n  systemPrompt: |\n    A\n\n    B\n`,
    `${HEAD}spec:\n  personas:\n  - name: a\n    systemPrompt: |\n      A\n\n      B\n`,
  ],
  [
    "spec",
    `${HEAD}spec:\n    version: "1"\npersonas: []\n`,
    `${HEAD}spec:\n    version: "1"\n    personas: []\n`,
  ],
  [
    "metadata",
    `${KIND}metadata:\nname: a\nnamespace: b\nspec: {personas: []}\n`,
    `${KIND}metadata:\n  name: a\n  namespace: b\nspec: {personas: []}\n`,
  ],
  [
    "webEndpoint",
    fullPersona("memory: {seeds: [a]}\nwebEndpoint:\nenabled: true\n"),
    fullPersona("memory: {seeds: [a]}\nwebEndpoint:\n  enabled: true\n"),
  ],
  [
    "schedule",
    crlf(fullPersona("schedule: # when\n# hourly\ninterval: 1h\ntask: T\nmodel: m\n")),
    crlf(fullPersona("schedule: # when\n# hourly\n  interval: 1h\n  task: T\nmodel: m\n")),
  ],
];

for (const [owner, before, after] of MISPLACED) {
  test(`indented below ${owner}: ${JSON.stringify(before.slice(-40))}`, () => {
    assert.deepEqual([...new Set(fixTitles(before))], [`Indent below ${owner}`]);
    checkFix(before, `Indent below ${owner}`, after);
  });
}

test("what belongs elsewhere is not removed", () => {
  for (const text of [
    `${HEAD}personas: []\n`,
    `${HEAD}  spec: {personas: []}\n`,
    fullPersona("interval: 1h\n"),
    fullPersona("schedule: {task: T}\ninterval: 1h\n"),
    fullPersona("schedule:\n  interval: 1h\n  task: T\ninterval: 2h\n"),
  ]) {
    assert.deepEqual(fixTitles(text), [], text);
  }
  check(`${HEAD}  spec:
# ^^^^ unknown-field: It is a field of the pack itself.
    personas: []
`);
});

test("the names that an Ensemble has for fields", () => {
  check(`${HEAD}spec:
  agentConfigs: []
# ^^^^^^^^^^^^ unknown-field: Did you mean \`personas\`?
`);
  checkFix(`${HEAD}spec: {agentConfigs: []}\n`, "Rename to personas", `${HEAD}spec: {personas: []}\n`);
});
