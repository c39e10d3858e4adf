/** Values, flow style, odd and foreign texts: a text with `|`, and the labels offered there or the text after one was accepted. */
import type { Case } from "./completion-run.ts";
import {
  HEAD,
  INTERVALS,
  OF_PERSONA,
  OF_SCHEDULE,
  OF_SPEC,
  PERSONA,
  PERSONAS,
  TWO,
  without,
} from "./completion-texts.ts";

const JSON_PERSONA = `{"kind": "PersonaPack", "spec": {"personas": [{`;

export const VALUE_CASES: readonly Case[] = [
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
  {
    name: "JSON, a field",
    text: `${JSON_PERSONA}"name": "a", |}]}}`,
    accept: ["displayName", `${JSON_PERSONA}"name": "a", "displayName": ""}]}}`],
  },
  {
    name: "JSON, a map",
    text: `${JSON_PERSONA}\n  |\n}]}}`,
    accept: ["schedule", `${JSON_PERSONA}\n  "schedule": {"interval": "30m", "task": ""}\n}]}}`],
  },
  {
    name: "JSON, a list begun in quotes",
    text: `${JSON_PERSONA}"sk|"}]}}`,
    accept: ["skills", `${JSON_PERSONA}"skills": [""]}]}}`],
  },
  {
    name: "JSON, a key that is renamed",
    text: `${JSON_PERSONA}"sk|": []}]}}`,
    accept: ["skills", `${JSON_PERSONA}"skills": []}]}}`],
  },
  {
    name: "JSON, a value",
    text: `${JSON_PERSONA}"schedule": {"type": "h|"}}]}}`,
    accept: ["heartbeat", `${JSON_PERSONA}"schedule": {"type": "heartbeat"}}]}}`],
  },
  {
    name: "JSON, a boolean",
    text: `{"kind": "PersonaPack", "spec": {"enabled": |}}`,
    accept: ["true", `{"kind": "PersonaPack", "spec": {"enabled": true}}`],
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
    name: "a word behind a tab",
    text: "kind: PersonaPack\nspec:\n\tenabled: true\n\tpers|",
    labels: without(OF_SPEC, "enabled"),
  },
  {
    name: "blank line before its tab",
    text: "kind: PersonaPack\nspec:\n  |\t",
    labels: OF_SPEC,
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
  { name: "indented with a tab", text: "kind: PersonaPack\nspec:\n\tenabled: true\n\t|", labels: [] },
  { name: "tab below a key", text: `${PERSONA}      schedule:\n\t|`, labels: [] },
  { name: "tab behind blanks", text: `${PERSONA}      schedule:\n      \t|`, labels: [] },
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
