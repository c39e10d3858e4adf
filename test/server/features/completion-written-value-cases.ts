/** Keys whose value stands below or behind the cursor, where another one would be too much, and keys that only look so. */
import type { Case } from "./completion-run.ts";
import { HEAD, PERSONA, PERSONAS, TWO } from "./completion-texts.ts";

export const WRITTEN_VALUE_CASES: readonly Case[] = [
  // The value stands below
  { name: "spec over its fields", text: TWO.replace("spec:", "spec:|"), labels: [] },
  { name: "spec over its fields, behind a blank", text: TWO.replace("spec:", "spec: |"), labels: [] },
  { name: "spec over its fields, behind an anchor", text: TWO.replace("spec:", "spec: &a |"), labels: [] },
  { name: "spec over its fields, a word begun", text: TWO.replace("spec:", "spec: per|"), labels: [] },
  { name: "metadata over its name", text: TWO.replace("metadata:", "metadata:|"), labels: [] },
  { name: "personas over the first one", text: TWO.replace("personas:", "personas:|"), labels: [] },
  {
    name: "a map over its fields, a comment and a blank line between",
    text: `${PERSONA}      schedule:|\n# often\n\n        interval: 1h\n`,
    labels: [],
  },
  {
    name: "a map over a flow collection",
    text: `${PERSONA}      schedule:|\n        {interval: 1h, task: t}\n`,
    labels: [],
  },
  {
    name: "a map behind a dash, over its fields",
    text: `${PERSONAS}    - schedule:|\n        interval: 1h\n      name: a\n`,
    labels: [],
  },
  { name: "a list over deeper dashes", text: `${PERSONA}      channels:|\n        - slack\n`, labels: [] },
  {
    name: "a list over dashes at its own column",
    text: `${PERSONA}      channels:|\n      - slack\n`,
    labels: [],
  },
  {
    name: "a list behind a dash, over dashes at its own column",
    text: `${PERSONAS}    - channels: |\n      - slack\n`,
    labels: [],
  },

  // What stands below is no value, or may stay
  {
    name: "a map over the next key",
    text: `${PERSONA}      schedule:|\n      # which\n      model: m\n`,
    labels: ["interval, task"],
  },
  {
    name: "a list over the next key",
    text: `${PERSONA}      channels:|\n      model: m\n`,
    accept: ["- …", `${PERSONA}      channels:\n        - slack\n      model: m\n`],
  },
  {
    name: "a list over the next persona",
    text: `${PERSONA}      channels:|\n    - name: b\n`,
    labels: ["- …"],
  },
  {
    name: "a map behind a dash, over the next key",
    text: `${PERSONAS}    - schedule:|\n      name: a\n`,
    labels: ["interval, task"],
  },
  { name: "a map over the next document", text: `${HEAD}spec:|\n---\n${TWO}`, labels: ["personas"] },
  {
    name: "a list of personas over the next field of spec",
    text: `${HEAD}spec:\n  personas:|\n  enabled: true\n`,
    labels: ["- …"],
  },
  {
    name: "a prompt over its text",
    text: `${PERSONAS}    - name: a\n      systemPrompt:|\n        You are\n`,
    labels: ["|"],
  },

  // The value stands behind, in flow style
  {
    name: "flow map, a map before its value",
    text: `${PERSONAS}    - {name: a, schedule: |{type: heartbeat, task: t}}\n`,
    labels: [],
  },
  {
    name: "flow map, a map before its value, blanks between",
    text: `${PERSONAS}    - {name: a, schedule:|  {type: heartbeat, task: t}}\n`,
    labels: [],
  },
  {
    name: "flow map, a list before its value",
    text: `${PERSONAS}    - {name: a, channels: |[slack]}\n`,
    labels: [],
  },
  {
    name: "flow map over lines, a map before its value",
    text: `{"kind": "PersonaPack",\n  "metadata": |{"name": "x"}\n}\n`,
    labels: [],
  },
  {
    name: "flow map, a choice before the value",
    text: `${PERSONA}      schedule: {type: | sweep, task: x}`,
    labels: [],
  },
  {
    name: "flow map, a choice before the value in quotes",
    text: `${PERSONA}      schedule: {type: | "sweep", task: x}`,
    labels: [],
  },
  {
    name: "flow list, an entry before its value",
    text: `${HEAD}spec:\n  authRefs: [|{provider: p, secret: s}]`,
    labels: [],
  },

  // What stands behind is no value, or is replaced
  {
    name: "flow map, at the value's first character",
    text: `${PERSONA}      schedule: {type: |sweep, task: x}`,
    accept: ["heartbeat", `${PERSONA}      schedule: {type: heartbeat, task: x}`],
  },
  {
    name: "flow map, a value before the comma",
    text: `${PERSONAS}    - {schedule: | , name: a}`,
    labels: ["interval, task"],
  },
  {
    name: "flow map, a value before a comment",
    text: `${PERSONA}      schedule: {type: | # which\n        }`,
    labels: ["heartbeat", "scheduled", "sweep"],
  },
  {
    name: "flow map, a value before the next key",
    text: `${PERSONA}      schedule: {type: | task: x}`,
    labels: ["heartbeat", "scheduled", "sweep"],
  },
  {
    name: "JSON, a value before the next key",
    text: `${PERSONA}      schedule: {"type": | "task":"x"}`,
    labels: ["heartbeat", "scheduled", "sweep"],
  },
];
