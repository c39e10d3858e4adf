import assert from "node:assert/strict";
import { test } from "node:test";
import { check, checkFix, crlf, fixTitles, fullPersona, spec } from "./check.ts";

test("values that the API server takes for the field's type", () => {
  check(
    spec(
      'enabled: yes\nversion: "1.0"\ndescription: 1.0.0\nagentSandbox: {enabled: on, warmPool: {size: 2.0}}',
    ),
  );
  check(spec("description:\ncategory: ~"));
  check(fullPersona("memory: &m {enabled: false}\nschedule: {task: !!str 1}"));
});

test("the message says how kubectl reads the value and what to write", () => {
  check(
    spec(`version: 1.0
#        ^^^ wrong-type: \`version\` must be a string; kubectl reads 1.0 as a whole number. Write "1.0".
description: off
#            ^^^ wrong-type: kubectl reads off as a boolean. Write "off".
enabled: "true"
#        ^^^^^^ wrong-type: \`enabled\` must be true or false, but this is a string. Write true.
agentSandbox: {enabled: 1, warmPool: {size: '3'}}
#                       ^ wrong-type: must be true or false, but this is a whole number.
#                                           ^^^ wrong-type: \`size\` must be a whole number, but this is a string. Write 3.
excludePersonas: [1, a]
#                 ^ wrong-type: An entry of \`excludePersonas\` must be a string
skillParams: [a]
#            ^^^ wrong-type: \`skillParams\` must be a map of fields, but this is a list.
authRefs:
  secret: x
# ^^^^^^ wrong-type: Write a dash before each entry.
baseURL: [a,
#        ^^^ wrong-type: must be a string, but this is a list.
  b]
policyRef: {a: b}
#          ^^^^^^ wrong-type: must be a string, but this is a map of fields.`),
  );
  check(
    fullPersona(`skills: k8s-ops
#       ^^^^^^^ wrong-type: \`skills\` must be a list, but this is a string. Write each entry behind a dash.
channels: >-
#         ^^ wrong-type: must be a list
  slack
toolPolicy:
  - a
# ^ wrong-type: must be a map of fields, but this is a list.
memory: {seeds: [a, ~]}
#                   ^ wrong-type: An entry of \`seeds\` must be a string, but this entry is empty. Write one, or remove the dash.`),
  );
});

test("the dates of a pack that came from the cluster are strings or null", () => {
  check(spec("").replace("  name", '  creationTimestamp: "2026-04-18T09:00:00Z"\n  name'));
  check(spec("").replace("  name", "  creationTimestamp: 2026-04-18T09:00:00Z\n  name"));
  check(spec("").replace("  name", "  creationTimestamp: null\n  name"));
});

test("a number for a time is not put in quotes, where it would be no time", () => {
  check(
    fullPersona(`schedule: {interval: 60, cron: 0, task: T}
#                    ^^ wrong-type: kubectl reads 60 as a whole number. Write 1m or 1h.
#                              ^ wrong-type: Write a text such as 0 9 * * 1-5.
lifecycle:
  preRun:
    - {name: a, image: b, timeout: 30}
#                                  ^^ wrong-type: Write 30s or 30m.
    - {name: a, image: b, timeout: 0}
#                                  ^ wrong-type: Write 0s.`),
  );
  assert.deepEqual(fixTitles(fullPersona("schedule: {interval: 45, cron: off, task: T}\n")), []);
});

const FIXED: readonly (readonly [title: string, before: string, after: string])[] = [
  ['Quote: "1.0"', spec("version: 1.0\n"), spec('version: "1.0"\n')],
  ['Quote: "1.0"', spec("version: 1.0 # first"), spec('version: "1.0" # first')],
  [
    'Quote: "yes"',
    crlf(spec("description: yes\nversion: a\n")),
    crlf(spec('description: "yes"\nversion: a\n')),
  ],
  ['Quote: "0x10"', fullPersona("skills: [0x10, a]\n"), fullPersona('skills: ["0x10", a]\n')],
  ['Quote: "2"', fullPersona("skills:\n  - 2\n  - a\n"), fullPersona('skills:\n  - "2"\n  - a\n')],
  [
    "Write 30m",
    fullPersona("schedule: {interval: 30, task: T}\n"),
    fullPersona("schedule: {interval: 30m, task: T}\n"),
  ],
  [
    "Write 30s",
    fullPersona("lifecycle:\n  postRun:\n    - name: a\n      image: b\n      timeout: 30\n"),
    fullPersona("lifecycle:\n  postRun:\n    - name: a\n      image: b\n      timeout: 30s\n"),
  ],
  [
    'Quote: "60"',
    spec("skillParams: {k8s-ops: {interval: 60}}\n"),
    spec('skillParams: {k8s-ops: {interval: "60"}}\n'),
  ],
  ["Write true without quotes", spec('enabled: "true"\n'), spec("enabled: true\n")],
  [
    "Write false without quotes",
    spec("agentSandbox: {enabled: 'off'}\n"),
    spec("agentSandbox: {enabled: false}\n"),
  ],
  [
    "Write 3 without quotes",
    spec("agentSandbox: {enabled: true, warmPool: {size: '3'}}\n"),
    spec("agentSandbox: {enabled: true, warmPool: {size: 3}}\n"),
  ],
  ["Make it a list: [k8s-ops]", fullPersona("skills: k8s-ops\n"), fullPersona("skills: [k8s-ops]\n")],
  [
    "Make it a list: [slack, telegram]",
    fullPersona("channels: slack, telegram\n"),
    fullPersona("channels: [slack, telegram]\n"),
  ],
  ['Make it a list: ["a: [b"]', fullPersona('skills: "a: [b"\n'), fullPersona('skills: ["a: [b"]\n')],
];

for (const [title, before, after] of FIXED) {
  test(`fixed: ${before
    .split("\n")
    .findLast((line) => line.trim() !== "")
    ?.trim()}`, () => checkFix(before, title, after));
}

test("nothing is offered where the meaning is open", () => {
  assert.deepEqual(fixTitles(spec("version: [1]")), []);
  assert.deepEqual(fixTitles(spec("enabled: maybe")), []);
  assert.deepEqual(fixTitles(fullPersona("displayName: !!int 1")), []);
});

test("an entry that was left out lies on its dash", () => {
  const message = "wrong-type: An entry of `skills` must be a string, but this entry is empty.";
  check(
    fullPersona(`skills:
  - a # with - dashes
  # - one
  -
# ^ ${message}
  - b
  -
# ^ ${message}`),
  );
});
