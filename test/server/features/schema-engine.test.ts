/**
 * What we rely on in the pinned version of yaml-language-server, undocumented parts included: an update
 * that changes any of it fails here first.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { SchemaEngine } from "../../../server/src/features/schema-engine.ts";
import { type SchemaWindow, windowAt } from "../../../server/src/features/schema-window.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";
import type { Position } from "../../../server/src/yaml/position.ts";

const logged: string[] = [];
const engine = new SchemaEngine((message) => logged.push(message));

const PACK = `apiVersion: sympozium.ai/v1alpha1
kind: PersonaPack
metadata:
  name: data-team
spec:
  personas:
    - name: a
      systemPrompt: A
    # second
    - name: b
      systemPrompt: B
      schedule:
        interval: 30m
        task: T
  workflowType: pipeline
`;

function windowOf(text: string, position: Position): SchemaWindow {
  const window = windowOrNone(text, position);
  assert.ok(window);
  return window;
}

function windowOrNone(text: string, position: Position): SchemaWindow | undefined {
  const document = new PackFile("file:///pack.yaml", 1, text).documentAt(position.line);
  assert.ok(document);
  return windowAt(document, position);
}

async function hoverOf(text: string, position: Position) {
  return engine.hover(windowOf(text, position), position);
}

test("a persona's window is a minimal pack around it, and positions map to it", () => {
  const position = { line: 12, character: 10 };
  const window = windowOf(PACK, position);
  assert.equal(
    window.text,
    `apiVersion: sympozium.ai/v1alpha1
kind: PersonaPack
metadata:
  name: pack
spec:
  personas:
    # second
    - name: b
      systemPrompt: B
      schedule:
        interval: 30m
        task: T
`,
  );
  assert.deepEqual(window.toWindow(position), { line: 10, character: 10 });
});

test("the window of the frame leaves the personas out, and positions behind them map to it", () => {
  const position = { line: 14, character: 4 };
  const window = windowOf(PACK, position);
  assert.ok(!window.text.includes("name: b"));
  assert.deepEqual(window.toWindow(position), { line: 6, character: 4 });
});

test("a window keeps the persona's own indents, CRLF included", async () => {
  const text = "kind: PersonaPack\r\nspec:\r\n personas:\r\n - name: a\r\n   model: x\r\n";
  const hover = await hoverOf(text, { line: 4, character: 4 });
  assert.match(hover ?? "", /^Model that/);
});

test("hover: our description, once, without a title and a second example", async () => {
  const hover = await hoverOf(PACK, { line: 11, character: 8 });
  assert.match(hover ?? "", /^When and with which task/);
  assert.doesNotMatch(hover ?? "", /^####|Example:\n|Source:/m);
});

test("hover: nothing instead of an empty text where the schema is silent", async () => {
  const text = PACK.replace("workflowType: pipeline", "unknown: pipeline");
  assert.equal(await hoverOf(text, { line: 14, character: 4 }), undefined);
});

test("hover: an alias whose anchor stands in another block is no error", async () => {
  const text = PACK.replace("name: a", "name: &n a").replace("systemPrompt: B", "systemPrompt: *n");
  assert.match((await hoverOf(text, { line: 10, character: 8 })) ?? "", /^Instructions/);
});

for (const line of [
  "# yaml-language-server: $schema=https://example.com/other.json",
  "# yaml-language-server: $schema=none",
  "# $schema: https://example.com/other.json",
  "$schema: https://example.com/other.json",
  '"$schema": https://example.com/other.json',
]) {
  test(`the schema stays ours in spite of ${line}`, async () => {
    const text = `${line}\n${PACK}`;
    const before = logged.length;
    assert.match((await hoverOf(text, { line: 1, character: 2 })) ?? "", /^API group/);
    assert.match((await hoverOf(text, { line: 12, character: 8 })) ?? "", /^When and with/);
    assert.deepEqual(logged.slice(before), []);
  });
}

test("completion: keys not yet written, in the order of the schema, with documentation", async () => {
  const text = PACK.replace("        task: T\n", "        task: T\n        \n");
  const position = { line: 14, character: 8 };
  const items = await engine.complete(windowOf(text, position), position);
  assert.deepEqual(
    items.filter(({ kind }) => kind !== 7).map(({ label }) => label),
    ["type", "cron"],
  );
  assert.match(items[0]?.documentation ?? "", /Label on the runs/);
});

test("completion: values with their own descriptions, none made from examples", async () => {
  const typed = PACK.replace("interval: 30m", "type: ");
  const position = { line: 12, character: 14 };
  const items = await engine.complete(windowOf(typed, position), position);
  assert.deepEqual(
    items.map(({ label }) => label),
    ["heartbeat", "scheduled", "sweep"],
  );
  assert.match(items[1]?.documentation ?? "", /certain times/);
  const free = PACK.replace("interval: 30m", "cron: ");
  assert.deepEqual(await engine.complete(windowOf(free, position), position), []);
});

test("the same window asked again, and windows asked at the same time, do not mix", async () => {
  const texts = ["a", "b", "c", "d", "e"].map((name) => PACK.replace("pipeline", name.repeat(3)));
  const at = { line: 11, character: 8 };
  const workflow = { line: 14, character: 4 };
  const answers = await Promise.all(
    [...texts, ...texts].flatMap((text) => [hoverOf(text, workflow), hoverOf(text, at)]),
  );
  assert.equal(new Set(answers).size, 2);
  for (const answer of answers) assert.ok(answer);
});

test("released windows are read anew", async () => {
  const at = { line: 11, character: 8 };
  const before = await hoverOf(PACK, at);
  await engine.release();
  assert.deepEqual(await hoverOf(PACK, at), before);
});

test("no window for texts on which the engine would hang", () => {
  const aliases = Array.from({ length: 200 }, () => "  - *x\n").join("");
  const text = `kind: PersonaPack\nx: &x a\ny:\n${aliases}`;
  assert.equal(windowOrNone(text, { line: 0, character: 0 }), undefined);
  const long = `kind: PersonaPack\n# ${"x".repeat(300_000)}\n`;
  assert.equal(windowOrNone(long, { line: 0, character: 0 }), undefined);
});

const FORMATTED: readonly (readonly [string, string | undefined])[] = [
  ["a:   1\n", "a: 1\n"],
  ["a: 1\n", "a: 1\n"],
  ["a:   1\r\nb: 2\r\n", "a: 1\r\nb: 2\r\n"],
  ["\uFEFFa:   1\n", "\uFEFFa: 1\n"],
  ["a: |+\n  x\n\n", "a: |+\n  x\n\n"],
  ["---\na: 1\n---\nb:  2\n", "---\na: 1\n---\nb: 2\n"],
  ["# c\na: 1", "# c\na: 1\n"],
  ["", ""],
  ["a: [1\n", undefined],
];

for (const [text, expected] of FORMATTED) {
  test(`format ${JSON.stringify(text)}`, async () => {
    assert.equal(await engine.format(text), expected);
  });
}

test("nothing went wrong silently", () => {
  assert.deepEqual(logged, []);
});
