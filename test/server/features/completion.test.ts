/** What is offered at a cursor, and what comes of it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { complete } from "../../../server/src/features/completion.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";
import { KEY_CASES } from "./completion-key-cases.ts";
import { itemsAt, proposals, testCases, testSilence } from "./completion-run.ts";
import { PERSONA, PERSONAS, TWO } from "./completion-texts.ts";
import { VALUE_CASES } from "./completion-value-cases.ts";
import { WRITTEN_VALUE_CASES } from "./completion-written-value-cases.ts";

testCases([...KEY_CASES, ...VALUE_CASES, ...WRITTEN_VALUE_CASES]);

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

testSilence();
