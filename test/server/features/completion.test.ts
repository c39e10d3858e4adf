/** Cursor cases: a text with `|`, and the labels offered there or the text after one was accepted. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type CompletionItem, complete } from "../../../server/src/features/completion.ts";
import { SchemaProposals } from "../../../server/src/features/completion-proposals.ts";
import { SchemaEngine } from "../../../server/src/features/schema-engine.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";
import { readCursor } from "../marked-text.ts";

const logged: string[] = [];
const proposals = new SchemaProposals(new SchemaEngine((message) => logged.push(message)));

async function itemsAt(marked: string, snippets = true): Promise<CompletionItem[]> {
  const { text, position } = readCursor(marked);
  const file = new PackFile("file:///pack.yaml", 1, text);
  const items = await complete(file, position, proposals, { snippets });
  return items.toSorted((a, b) => (a.sortText < b.sortText ? -1 : 1));
}

/** What an editor makes of the text when the item is accepted and nothing more is typed. */
function accepted(marked: string, item: CompletionItem): string {
  const { text } = readCursor(marked);
  const lines = text.split("\n");
  const { start, end } = item.range;
  assert.equal(start.line, end.line);
  const line = lines[start.line] ?? "";
  const indent = line.match(/^\s*/)?.[0].slice(0, start.character) ?? "";
  const written = item.isSnippet ? expanded(item.insertText) : item.insertText;
  const adjusted = written.replaceAll("\n", `\n${indent}`);
  lines[start.line] = line.slice(0, start.character) + adjusted + line.slice(end.character);
  return lines.join("\n");
}

function expanded(snippet: string): string {
  return snippet
    .replace(/\$\{\d+\|((?:\\.|[^,|\\])*)(?:\\.|[^|\\])*\|\}/g, "$1")
    .replace(/\$\{\d+:((?:\\.|[^}\\])*)\}/g, "$1")
    .replace(/\$\d+/g, "")
    .replace(/\\(.)/g, "$1");
}

const HEAD = `apiVersion: sympozium.ai/v1alpha1
kind: PersonaPack
metadata:
  name: data-team
`;
const PERSONAS = `${HEAD}spec:\n  personas:\n`;
const PERSONA = `${PERSONAS}    - name: a\n      systemPrompt: A\n`;
const TWO = `${PERSONA}    - name: b\n      displayName: Bee\n      systemPrompt: B\n`;

const SPEC_KEYS =
  "personas enabled description category version authRefs excludePersonas channelConfigs policyRef baseURL skillParams taskOverride channelAccessControl agentSandbox relationships workflowType";
const OF_SPEC = SPEC_KEYS.split(" ");
const OF_PERSONA =
  "name systemPrompt displayName model skills schedule memory channels webEndpoint lifecycle toolPolicy".split(
    " ",
  );
const OF_SCHEDULE = ["interval", "task", "type", "cron"];
const INTERVALS = "1m 5m 10m 15m 30m 1h 2h 3h 4h 6h 12h 1d".split(" ");
const without = (list: readonly string[], ...left: string[]): string[] =>
  list.filter((label) => !left.includes(label));

interface Case {
  readonly name: string;
  readonly text: string;
  /** All labels, in the order in which they are shown. */
  readonly labels?: readonly string[];
  readonly accept?: readonly [label: string, result: string];
}

const CASES: readonly Case[] = [
  // Where a document begins
  { name: "empty file", text: "|", labels: ["PersonaPack", "apiVersion", "kind", "metadata", "spec"] },
  { name: "first word", text: "ki|", labels: ["PersonaPack", "apiVersion", "kind", "metadata", "spec"] },
  {
    name: "below a comment",
    text: "# team\n|",
    labels: ["PersonaPack", "apiVersion", "kind", "metadata", "spec"],
  },
  {
    name: "after the last ---",
    text: `${TWO}---\n|`,
    labels: ["PersonaPack", "apiVersion", "kind", "metadata", "spec"],
  },
  {
    name: "word after a ---, other kind above",
    text: "apiVersion: v1\nkind: Service\n---\nap|",
    labels: ["PersonaPack", "apiVersion", "kind", "metadata", "spec"],
  },
  {
    name: "whole pack",
    text: "|",
    accept: [
      "PersonaPack",
      `apiVersion: sympozium.ai/v1alpha1
kind: PersonaPack
metadata:
  name: my-team
spec:
  description: What the team does
  personas:
    - name: my-agent
      displayName: My Agent
      systemPrompt: |
        You are an agent for one task. Say what you found and how you know it.
      schedule:
        type: heartbeat
        interval: 30m
        task: |
          What to do in each run. The system prompt is not sent with it.`,
    ],
  },
  {
    name: "apiVersion with its value",
    text: "api|",
    accept: ["apiVersion", "apiVersion: sympozium.ai/v1alpha1"],
  },
  {
    name: "the rest of a pack",
    text: "apiVersion: sympozium.ai/v1alpha1\nkind: PersonaPack\n|",
    labels: ["PersonaPack", "metadata", "spec"],
  },
  {
    name: "apiVersion's value, no space",
    text: "apiVersion:|",
    accept: ["sympozium.ai/v1alpha1", "apiVersion: sympozium.ai/v1alpha1"],
  },
  { name: "apiVersion's value, begun", text: "apiVersion: sym|", labels: ["sympozium.ai/v1alpha1"] },
  {
    name: "kind: without a space",
    text: "apiVersion: sympozium.ai/v1alpha1\nkind:|",
    accept: ["PersonaPack", "apiVersion: sympozium.ai/v1alpha1\nkind: PersonaPack"],
  },
  { name: "kind: with a space", text: "kind: |", accept: ["PersonaPack", "kind: PersonaPack"] },
  { name: "kind begun", text: "kind: per|", accept: ["PersonaPack", "kind: PersonaPack"] },
  { name: "kind in quotes", text: 'kind: "Per|"', accept: ["PersonaPack", "kind: PersonaPack"] },
  {
    name: "another kind of the group stays silent",
    text: "apiVersion: sympozium.ai/v1alpha1\nkind: Agent|",
    labels: [],
  },
  {
    name: "metadata gets its name",
    text: "kind: PersonaPack\nmeta|",
    accept: ["metadata", "kind: PersonaPack\nmetadata:\n  name: "],
  },

  // Keys of the frame
  {
    name: "keys of metadata",
    text: "kind: PersonaPack\nmetadata:\n  |",
    labels: ["name", "namespace", "labels", "annotations"],
  },
  {
    name: "existing keys are left out",
    text: `${HEAD.trimEnd()}\n  |`,
    labels: ["namespace", "labels", "annotations"],
  },
  { name: "keys of spec", text: `${HEAD}spec:\n  |`, labels: OF_SPEC },
  { name: "spec, deeper indent", text: `${HEAD}spec:\n      |`, labels: OF_SPEC },
  {
    name: "spec before the personas",
    text: `${HEAD}spec:\n  |\n  enabled: true\n  personas:\n    - name: a\n`,
    labels: without(OF_SPEC, "personas", "enabled"),
  },
  { name: "spec behind the personas", text: `${TWO}  |`, labels: without(OF_SPEC, "personas") },
  { name: "spec behind the personas, word", text: `${TWO}  en|\n`, labels: without(OF_SPEC, "personas") },
  {
    name: "spec between tail keys",
    text: `${TWO}  enabled: true\n  |\n  version: "1"\n`,
    labels: without(OF_SPEC, "personas", "enabled", "version"),
  },
  {
    name: "root below the personas",
    text: "kind: PersonaPack\nspec:\n  personas:\n    - name: a\n|",
    labels: ["PersonaPack", "apiVersion", "metadata"].slice(1),
  },
  { name: "status is not offered", text: `${TWO}|`, labels: [] },

  // Personas
  { name: "below personas:, no dash", text: `${PERSONAS}    |`, labels: ["persona", ...OF_PERSONA] },
  {
    name: "below personas:, dash is added",
    text: `${PERSONAS}    |`,
    accept: ["name", `${PERSONAS}    - name: `],
  },
  { name: "below personas:, same indent", text: `${PERSONAS}  - |`, labels: ["persona", ...OF_PERSONA] },
  { name: "empty entry", text: `${PERSONAS}    - |`, labels: ["persona", ...OF_PERSONA] },
  {
    name: "directly behind the dash",
    text: `${PERSONAS}    -|`,
    accept: ["name", `${PERSONAS}    - name: `],
  },
  {
    name: "whole persona",
    text: `${PERSONA}    - |`,
    accept: [
      "persona",
      `${PERSONA}    - name: my-agent
      displayName: My Agent
      systemPrompt: |
        You are an agent for one task. Say what you found and how you know it.
      schedule:
        type: heartbeat
        interval: 30m
        task: |
          What to do in each run. The system prompt is not sent with it.`,
    ],
  },
  {
    name: "empty entry between others",
    text: `${PERSONAS}    - |\n    - name: b\n`,
    labels: ["persona", ...OF_PERSONA],
  },
  { name: "behind the personas at their dash", text: `${PERSONA}    |`, labels: ["persona", ...OF_PERSONA] },
  {
    name: "blank line in a persona",
    text: `${PERSONA}      |`,
    labels: without(OF_PERSONA, "name", "systemPrompt"),
  },
  {
    name: "half a key in a persona",
    text: `${PERSONA}      sch|\n    - name: b\n`,
    labels: without(OF_PERSONA, "name", "systemPrompt"),
  },
  {
    name: "keys below count too",
    text: `${PERSONAS}    - name: a\n      |\n      model: m\n`,
    labels: without(OF_PERSONA, "name", "model"),
  },
  {
    name: "half a key behind a dash",
    text: `${PERSONAS}    - na|\n      model: m\n`,
    labels: without(OF_PERSONA, "model"),
  },
  {
    name: "a key is renamed without its value",
    text: `${PERSONAS}    - na|ne: a\n`,
    accept: ["name", `${PERSONAS}    - name: a\n`],
  },
  { name: "a quoted key", text: `${PERSONA}      "mod|"\n`, accept: ["model", `${PERSONA}      model: \n`] },
  {
    name: "long texts get a block scalar",
    text: `${PERSONAS}    - name: a\n      sys|`,
    accept: ["systemPrompt", `${PERSONAS}    - name: a\n      systemPrompt: |\n        `],
  },
  {
    name: "schedule with what is expected",
    text: `${PERSONA}      sch|`,
    accept: ["schedule", `${PERSONA}      schedule:\n        interval: 30m\n        task: |\n          `],
  },
  {
    name: "web endpoint with its required field",
    text: `${PERSONA}      |`,
    accept: ["webEndpoint", `${PERSONA}      webEndpoint:\n        enabled: true`],
  },
  {
    name: "a list with its first entry",
    text: `${PERSONA}      |`,
    accept: ["channels", `${PERSONA}      channels:\n        - slack`],
  },
  {
    name: "a list of objects",
    text: `${PERSONA}      lifecycle:\n        |`,
    accept: [
      "preRun",
      `${PERSONA}      lifecycle:\n        preRun:\n          - name: \n            image: `,
    ],
  },
  { name: "below a key", text: `${PERSONA}      schedule:\n        |`, labels: OF_SCHEDULE },
  {
    name: "below a key, more than one level deeper",
    text: `${PERSONA}      schedule:\n            |`,
    labels: OF_SCHEDULE,
  },
  {
    name: "the indent decides: schedule",
    text: `${PERSONA}      schedule:\n        cron: x\n        |`,
    labels: without(OF_SCHEDULE, "cron"),
  },
  {
    name: "the indent decides: persona",
    text: `${PERSONA}      schedule:\n        cron: x\n      |`,
    labels: without(OF_PERSONA, "name", "systemPrompt", "schedule"),
  },
  {
    name: "the indent decides: spec",
    text: `${PERSONA}      schedule:\n        cron: x\n  |`,
    labels: without(OF_SPEC, "personas"),
  },
  { name: "deeper than a key with a value", text: `${PERSONA}        |`, labels: [] },
  {
    name: "list at the indent of its key",
    text: `${HEAD}spec:\n  personas:\n  - name: a\n    |`,
    labels: without(OF_PERSONA, "name"),
  },
  {
    name: "such a list goes on, or spec does",
    text: `${HEAD}spec:\n  authRefs:\n  - secret: s\n  |`,
    labels: [...without(OF_SPEC, "authRefs"), "provider", "secret"],
  },
  {
    name: "env of a hook",
    text: `${PERSONA}      lifecycle:\n        preRun:\n          - name: x\n            env:\n              - |`,
    labels: ["name", "value"],
  },
  {
    name: "free map with known keys",
    text: `${HEAD}spec:\n  channelConfigs:\n    slack: s\n    |`,
    labels: ["telegram", "discord", "whatsapp"],
  },
  {
    name: "below a key of a free map",
    text: `${HEAD}spec:\n  channelAccessControl:\n    slack:\n      |`,
    labels: ["allowedSenders", "deniedSenders", "allowedChats", "denyMessage"],
  },
  { name: "below an unknown key", text: `${PERSONA}      nonsense:\n        |`, labels: [] },

  // Merge keys
  {
    name: "merged keys are left out",
    text: `${PERSONAS}    - &base\n      name: a\n      model: m\n      skills: []\n    - <<: *base\n      |`,
    labels: without(OF_PERSONA, "name", "model", "skills"),
  },
  {
    name: "merged keys of a merged map",
    text: `${PERSONAS}    - &one\n      model: m\n    - &two\n      <<: *one\n      skills: []\n    - name: c\n      <<: [*two]\n      |`,
    labels: without(OF_PERSONA, "name", "model", "skills"),
  },

  // Values
  {
    name: "enum",
    text: `${PERSONA}      schedule:\n        type: |`,
    labels: ["heartbeat", "scheduled", "sweep"],
  },
  {
    name: "enum, no space",
    text: `${PERSONA}      schedule:\n        type:|`,
    accept: ["sweep", `${PERSONA}      schedule:\n        type: sweep`],
  },
  {
    name: "enum replaces the whole value",
    text: `${PERSONA}      schedule:\n        type: sch|edul # c\n`,
    accept: ["scheduled", `${PERSONA}      schedule:\n        type: scheduled # c\n`],
  },
  {
    name: "enum on the next line",
    text: `${PERSONA}      schedule:\n        type:\n          |`,
    labels: ["heartbeat", "scheduled", "sweep"],
  },
  { name: "boolean", text: `${HEAD}spec:\n  enabled: |`, labels: ["true", "false"] },
  {
    name: "boolean in a persona",
    text: `${PERSONA}      webEndpoint: {enabled: |}`,
    labels: ["true", "false"],
  },
  { name: "intervals", text: `${PERSONA}      schedule:\n        interval: |`, labels: INTERVALS },
  {
    name: "an interval in quotes",
    text: `${PERSONA}      schedule:\n        interval: "3|"`,
    accept: ["30m", `${PERSONA}      schedule:\n        interval: 30m`],
  },
  { name: "free text has no values", text: `${PERSONA}      displayName: |`, labels: [] },
  {
    name: "a prompt offers a block scalar",
    text: `${PERSONAS}    - name: a\n      systemPrompt: |`,
    accept: ["|", `${PERSONAS}    - name: a\n      systemPrompt: |\n        `],
  },
  { name: "a map's value", text: `${PERSONA}      schedule: |`, labels: ["interval, task"] },
  {
    name: "entries of a list",
    text: `${PERSONA}      channels:\n        - slack\n        - |\n        - "discord"\n`,
    labels: ["telegram", "whatsapp"],
  },
  {
    name: "entries of a list, no dash",
    text: `${PERSONA}      channels:\n        |`,
    accept: ["slack", `${PERSONA}      channels:\n        - slack`],
  },
  { name: "persona names", text: `${TWO}  excludePersonas:\n    - |`, labels: ["a", "b"] },
  {
    name: "persona names that need quotes",
    text: `${PERSONAS}    - name: "yes"\n  excludePersonas:\n    - |`,
    accept: ["yes", `${PERSONAS}    - name: "yes"\n  excludePersonas:\n    - "yes"`],
  },
  { name: "persona names as source", text: `${TWO}  relationships:\n    - source: |`, labels: ["a", "b"] },
  { name: "behind a finished value", text: `${HEAD}spec:\n  enabled: true |`, labels: [] },

  {
    name: "a list's value",
    text: `${HEAD}spec:\n  authRefs:|`,
    accept: ["- …", `${HEAD}spec:\n  authRefs:\n    - provider: \n      secret: `],
  },
  {
    name: "a map's value behind a dash",
    text: `${PERSONAS}    - schedule: |`,
    accept: [
      "interval, task",
      `${PERSONAS}    - schedule: \n        interval: 30m\n        task: |\n          `,
    ],
  },

  // Flow style
  { name: "flow map", text: `${PERSONA}      schedule: {|}`, labels: OF_SCHEDULE },
  { name: "flow map, open", text: `${PERSONA}      schedule: {\n`.replace("{", "{|"), labels: OF_SCHEDULE },
  {
    name: "flow map, half a key",
    text: `${PERSONA}      schedule: {cron: "0 9 * * *", ta|}`,
    accept: ["task", `${PERSONA}      schedule: {cron: "0 9 * * *", task: }`],
  },
  {
    name: "flow map, value",
    text: `${PERSONA}      schedule: {type: s|, task: x}`,
    accept: ["sweep", `${PERSONA}      schedule: {type: sweep, task: x}`],
  },
  {
    name: "flow map, value without a space",
    text: `${PERSONA}      schedule: {type:|}`,
    accept: ["sweep", `${PERSONA}      schedule: {type: sweep}`],
  },
  { name: "flow map, behind a value", text: `${PERSONA}      schedule: {type: sweep |}`, labels: [] },
  {
    name: "flow list",
    text: `${PERSONA}      channels: [slack, |]`,
    labels: ["telegram", "discord", "whatsapp"],
  },
  {
    name: "flow list, empty and open",
    text: `${PERSONA}      channels: [|`,
    labels: ["telegram", "slack", "discord", "whatsapp"],
  },
  {
    name: "flow style over lines",
    text: `${PERSONA}      schedule: {\n        type: sweep,\n        |\n      }\n      model: m\n`,
    labels: without(OF_SCHEDULE, "type"),
  },
  { name: "flow list of objects", text: `${HEAD}spec:\n  authRefs: [{secret: s, |}]`, labels: ["provider"] },
  {
    name: "flow skeleton",
    text: `${HEAD}spec: {|}`,
    accept: ["authRefs", `${HEAD}spec: {authRefs: [{provider: , secret: }]}`],
  },
  {
    name: "JSON",
    text: `{"kind": "PersonaPack", "metadata": {"name": "x", |}}`,
    labels: ["namespace", "labels", "annotations"],
  },

  // Broken and odd texts
  {
    name: "above broken YAML",
    text: `${PERSONAS}    - name: a\n      |\n      skills: [\n    - name: "b\n`,
    labels: without(OF_PERSONA, "name", "skills"),
  },
  {
    name: "below broken YAML",
    text: `${PERSONAS}    - name: a\n      oops\n      |`,
    labels: without(OF_PERSONA, "name"),
  },
  {
    name: "CRLF",
    text: `${PERSONA}      web|`.replaceAll("\n", "\r\n"),
    accept: ["webEndpoint", `${PERSONA}      webEndpoint:\n        enabled: true`.replaceAll("\n", "\r\n")],
  },
  {
    name: "CRLF, blank line",
    text: `${PERSONA}      |\r\n`.replaceAll(/\r?\n/g, "\r\n"),
    labels: without(OF_PERSONA, "name", "systemPrompt"),
  },
  {
    name: "tabs",
    text: "kind: PersonaPack\nspec:\n\tenabled: true\n\t|",
    labels: without(OF_SPEC, "enabled"),
  },
  {
    name: "byte order mark",
    text: "\uFEFFkind: PersonaPack\nmetadata:\n  |",
    labels: ["name", "namespace", "labels", "annotations"],
  },
  {
    name: "second document",
    text: `${TWO}---\n${HEAD}spec:\n  personas:\n    - name: c\n      |`,
    labels: without(OF_PERSONA, "name"),
  },
  { name: "first of two documents", text: `${HEAD}spec:\n  |\n---\n${TWO}`, labels: OF_SPEC },

  // Silence
  { name: "comment", text: `${PERSONA}      # sch|`, labels: [] },
  { name: "comment behind a value", text: `${HEAD}spec:\n  enabled: true # |`, labels: [] },
  {
    name: "block scalar",
    text: `${PERSONAS}    - systemPrompt: >\n        You are\n        ty|\n`,
    labels: [],
  },
  {
    name: "blank line of a block scalar",
    text: `${PERSONAS}    - systemPrompt: >\n        You are\n        |\n`,
    labels: [],
  },
  {
    name: "what looks like YAML in a block scalar",
    text: `${PERSONAS}    - systemPrompt: >\n        schedule:\n          |\n`,
    labels: [],
  },
  {
    name: "quoted text over lines",
    text: `${HEAD}spec:\n  description: "one\n    ty|\n    two"\n`,
    labels: [],
  },
  { name: "separator", text: `${TWO}---|`, labels: [] },
  { name: "other kind", text: "apiVersion: apps/v1\nkind: Deployment\nspec:\n  |", labels: [] },
  {
    name: "other kind beside a pack",
    text: `${TWO}---\napiVersion: v1\nkind: Service\nspec:\n  |`,
    labels: [],
  },
  { name: "other group without a kind", text: "apiVersion: apps/v1\n|", labels: [] },
  { name: "no kind at all", text: "on: push\njobs:\n  |", labels: [] },
  { name: "Helm template", text: `${HEAD}spec:\n  enabled: {{ .Values.on }}\n  |`, labels: [] },
  {
    name: "Helm template in a persona",
    text: `${PERSONA}      model: {{ .Values.model }}\n      |`,
    labels: [],
  },
];

for (const { name, text, labels, accept } of CASES) {
  test(`completion: ${name}${accept ? `, ${accept[0]} accepted` : ""}`, async () => {
    const items = await itemsAt(text);
    if (labels)
      assert.deepEqual(
        items.map(({ label }) => label),
        labels,
      );
    if (!accept) return;
    const [label, result] = accept;
    const item = items.find((candidate) => candidate.label === label);
    assert.ok(item, `no ${label} among ${items.map((candidate) => candidate.label).join(", ")}`);
    assert.equal(accepted(text, item), result);
  });
}

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

test("completion: choices are offered in the snippet", async () => {
  const schedule = (await itemsAt(`${PERSONA}      |`)).find(({ label }) => label === "schedule");
  assert.match(schedule?.insertText ?? "", /interval: \$\{1\|30m,1m,5m,/);
  assert.match(schedule?.insertText ?? "", /task: \|\n {4}\$2$/);
});

test("completion: what is typed in quotes is filtered by the quoted label", async () => {
  const [first] = await itemsAt(`${PERSONA}      schedule:\n        type: "s|"`);
  assert.equal(first?.filterText, '"heartbeat"');
});

test("completion: what is required comes first, what has no effect last, and says so", async () => {
  const items = await itemsAt(`${PERSONAS}    - |`);
  const details = Object.fromEntries(items.map(({ label, detail }) => [label, detail]));
  assert.equal(details.name, "required");
  assert.equal(details.toolPolicy, "has no effect");
  assert.equal(details.model, undefined);
});

test("completion: an interval says how long it is, a persona how it is shown", async () => {
  const intervals = await itemsAt(`${PERSONA}      schedule:\n        interval: |`);
  assert.equal(intervals.find(({ label }) => label === "1d")?.detail, "once a day · 0 0 * * *");
  const names = await itemsAt(`${TWO}  excludePersonas:\n    - |`);
  assert.equal(names.find(({ label }) => label === "b")?.detail, "Bee");
});

test("completion: nothing when it was cancelled", async () => {
  const file = new PackFile("file:///pack.yaml", 1, PERSONA);
  const options = { snippets: true, isCancelled: () => true };
  assert.deepEqual(await complete(file, { line: 8, character: 6 }, proposals, options), []);
});

test("completion: the engine had nothing to complain about", () => {
  assert.deepEqual(logged, []);
});
