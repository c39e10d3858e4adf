import { test } from "node:test";
import { check, checkFix, crlf, fullPersona, spec } from "./check.ts";

test("the same key in different maps, and over a merge", () => {
  check(fullPersona("toolPolicy: &t {allow: [a]}\nmemory: {enabled: true}\nwebEndpoint: {enabled: true}"));
  check(fullPersona("schedule:\n  <<: {task: T}\n  task: U"));
});

test("the later one is marked, for it counts", () => {
  check(
    fullPersona(`model: a
model: b
#<----- duplicate-key: \`model\` is written twice in this map: kubectl takes this value and drops the first.`),
  );
  check(
    spec(
      'agentSandbox: {enabled: true, "enabled": false}\n#                             ^^^^^^^^^ duplicate-key',
    ),
  );
});

const FIXED: readonly (readonly [title: string, before: string, after: string])[] = [
  [
    "Remove the first model",
    fullPersona("model: a\nskills: []\nmodel: b\n"),
    fullPersona("skills: []\nmodel: b\n"),
  ],
  [
    "Remove this model",
    fullPersona("model: a\nskills: []\nmodel: b\n"),
    fullPersona("model: a\nskills: []\n"),
  ],
  ["Remove this model", crlf(fullPersona("model: a\nmodel: b\n")), crlf(fullPersona("model: a\n"))],
  [
    "Remove the first name",
    fullPersona("name: b\n"),
    fullPersona("name: b\n").replace("name: monitor\n      ", ""),
  ],
  [
    "Remove this enabled",
    spec("agentSandbox: {enabled: true, enabled: false}\n"),
    spec("agentSandbox: {enabled: true}\n"),
  ],
  [
    "Remove the first enabled",
    spec("agentSandbox: {enabled: true, enabled: false}\n"),
    spec("agentSandbox: {enabled: false}\n"),
  ],
];

for (const [title, before, after] of FIXED) {
  test(`${title}, in ${JSON.stringify(before.slice(-30))}`, () => checkFix(before, title, after));
}
