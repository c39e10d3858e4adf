/** Keys and whole documents: a text with `|`, and the labels offered there or the text after one was accepted. */
import type { Case } from "./completion-run.ts";
import {
  HEAD,
  OF_PERSONA,
  OF_SCHEDULE,
  OF_SPEC,
  PERSONA,
  PERSONAS,
  TWO,
  without,
} from "./completion-texts.ts";

export const KEY_CASES: readonly Case[] = [
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
  {
    name: "a key is renamed behind its anchor",
    text: `${PERSONAS}    - &x na|me: b\n`,
    accept: ["name", `${PERSONAS}    - &x name: b\n`],
  },
  {
    name: "a quoted key is renamed behind its tag and anchor",
    text: `${PERSONA}      !!str &x "mod|": b\n`,
    accept: ["model", `${PERSONA}      !!str &x model: b\n`],
  },
  { name: "in the anchor of a key", text: `${PERSONAS}    - &|x name: b\n`, labels: [] },
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
  { name: "between a dash and its keys", text: `${PERSONA}     |`, labels: [] },
  { name: "between a list and its owner", text: `${PERSONA}   |`, labels: [] },
  { name: "a word between a dash and its keys", text: `${PERSONA}     mo|\n`, labels: [] },
  { name: "less far in than the fields above", text: `${HEAD}spec:\n    version: "1"\n  |`, labels: [] },
  {
    name: "further in than an empty entry",
    text: `${PERSONAS}    -\n       |`,
    labels: ["persona", ...OF_PERSONA],
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
];
