import assert from "node:assert/strict";
import { test } from "node:test";
import { check, checkFix, crlf, fixTitles, fullPersona, spec } from "./check.ts";

test("the values of the field, quoted or plain", () => {
  check(fullPersona('schedule: {type: "sweep", task: T}\nlifecycle: {gateDefault: allow}'));
  check(spec("workflowType: pipeline"));
});

test("the message lists the values and the near one", () => {
  check(
    fullPersona(`schedule:
  type: hourly
#       ^^^^^^ invalid-value: \`type\` cannot be \`hourly\`. Write one of \`heartbeat\`, \`scheduled\`, \`sweep\`.
  task: T`),
  );
  check(
    spec(`workflowType: Pipline
#             ^^^^^^^ invalid-value: Did you mean \`pipeline\`?`),
  );
  check(
    spec('workflowType: ""\n#             ^^ invalid-value: `workflowType` cannot be empty. Write one of'),
  );
  check(spec("workflowType: |\n#             ^ invalid-value: Did you mean\n  pipeline\n"));
  check(
    spec("").replace(
      "v1alpha1\n",
      "v1\n#           ^^^^^^^^^^^^^^^ invalid-value: `apiVersion` cannot be `sympozium.ai/v1`. Write `sympozium.ai/v1alpha1`.\n",
    ),
  );
});

const FIXED: readonly (readonly [title: string, before: string, after: string])[] = [
  [
    "Change to heartbeat",
    fullPersona("schedule: {type: heart, task: T}\n"),
    fullPersona("schedule: {type: heartbeat, task: T}\n"),
  ],
  [
    "Change to sweep",
    crlf(fullPersona("schedule:\n  task: T\n  type: x\n")),
    crlf(fullPersona("schedule:\n  task: T\n  type: sweep\n")),
  ],
  ["Change to pipeline", spec('workflowType: "Pipeline"'), spec("workflowType: pipeline")],
  [
    "Change to pipeline",
    spec("workflowType: |\n  pipeline\nversion: a\n"),
    spec("workflowType: pipeline\n  version: a\n").replace("  version", "version"),
  ],
  ["Change to PersonaPack", spec("").replace("PersonaPack", "personapack"), spec("")],
  ["Change to sympozium.ai/v1alpha1", spec("").replace("v1alpha1", "v1"), spec("")],
];

for (const [title, before, after] of FIXED) {
  test(`${title}, in ${JSON.stringify(before.slice(-30))}`, () => checkFix(before, title, after));
}

test("words that YAML reads as something else come in quotes", () => {
  const condition = (status: string) =>
    `apiVersion: sympozium.ai/v1alpha1\nkind: PersonaPack\nmetadata: {name: a}\nstatus: {conditions: [{lastTransitionTime: "2026-04-18T09:00:00Z", message: m, reason: R, type: T, status: ${status}}]}\n`;
  checkFix(condition("Yes!"), "Change to True", condition('"True"'));
});

test("the likely value comes first", () => {
  assert.deepEqual(fixTitles(spec("workflowType: delegate")), [
    "Change to delegation",
    "Change to autonomous",
    "Change to pipeline",
  ]);
});
