/** What is shown of packs whose values another tool fills in promises nothing of them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { codeLenses, lensText } from "../../../server/src/features/code-lens.ts";
import { hover } from "../../../server/src/features/hover.ts";
import { inlayHints } from "../../../server/src/features/inlay-hints.ts";
import { packContents } from "../../../server/src/features/pack-contents.ts";
import { packGraph } from "../../../server/src/features/pack-graph.ts";
import { SchemaEngine } from "../../../server/src/features/schema-engine.ts";
import { timeline } from "../../../server/src/features/timeline.ts";
import { DEFAULT_RELEASE } from "../../../server/src/pack/releases.ts";
import type { PackFile } from "../../../server/src/yaml/pack-file.ts";
import { openFile, packOf, placeOf } from "./pointer.ts";

/** A Monday. */
const NOW = new Date("2025-11-24T09:17:20Z");
const VIEW = { now: NOW, timeZone: "UTC" };
const ALL = { start: { line: 0, character: 0 }, end: { line: 1e6, character: 0 } };
const engine = new SchemaEngine((message) => assert.fail(message));

function scheduled(field: string): string {
  return packOf(["systemPrompt: Watch.", "schedule:", `  ${field}`, "  type: heartbeat", "  task: Look."]);
}

const LATE: readonly (readonly [field: string, value: string])[] = [
  [`cron: "\${CRON}"`, "CRON"],
  [`cron: "{{ cron }}"`, "cron }}"],
  [`interval: \${INTERVAL:=1h}`, "INTERVAL"],
  [`interval: \${{ values.interval }}`, "values.interval"],
];

for (const [field, value] of LATE) {
  test(`when ${field} runs is not known`, async () => {
    const file = openFile(scheduled(field));
    assert.deepEqual(inlayHints(file, ALL, { ...VIEW, cron: true, interval: true }).hints, []);
    const [pack, persona] = codeLenses(file).map(({ subject }) => lensText(file, subject, VIEW)?.title);
    assert.equal(pack, "generates 6 resources once it is enabled");
    assert.equal(persona, "generates 6 resources · its schedule holds a placeholder");
    const onValue = await hover(file, placeOf(file, value), engine, VIEW);
    assert.match(onValue?.contents ?? "", /^Time(s of the runs| between)/);
    const onName = await hover(file, placeOf(file, "agent-1"), engine, VIEW);
    assert.match(onName?.contents ?? "", /Another tool fills in its schedule/);
    const [row] = calendarOf(file);
    assert.deepEqual(
      [row?.reason, row?.runs, row?.cron, row?.words],
      ["its schedule holds a placeholder", 0, undefined, undefined],
    );
  });
}

function calendarOf(file: PackFile) {
  const from = NOW.getTime();
  return timeline(file, { from, to: from + 86_400_000, bucketMinutes: 60 }, DEFAULT_RELEASE)?.rows ?? [];
}

const NAMED = scheduled("interval: 1h")
  .replace("{name: data-team}", () => `{name: "\${PACK}", namespace: "\${NAMESPACE}"}`)
  .replace("spec:\n", () => `spec:\n  enabled: \${ENABLED:=true}\n`)
  .replace("agent-1", () => `\${NAME}`);

test("a value that is no boolean yet is not called refused", async () => {
  const file = openFile(NAMED);
  const [pack] = codeLenses(file).map(({ subject }) => lensText(file, subject, VIEW)?.title);
  assert.doesNotMatch(pack ?? "", /refused/);
  const onName = await hover(file, placeOf(file, "PACK"), engine, VIEW);
  assert.doesNotMatch(onName?.contents ?? "", /refuses/);
});

test("a persona whose name is filled in has one", () => {
  const file = openFile(
    `${NAMED}  relationships: [{source: "\${NAME}", target: "\${NAME}", type: delegation}]\n`,
  );
  const [hint] = inlayHints(file, ALL, { ...VIEW, cron: true, interval: true }).hints;
  assert.match(hint?.label ?? "", /next 10:00 UTC$/);
  const graph = packGraph(file, {}, DEFAULT_RELEASE);
  assert.deepEqual(
    graph?.nodes.map(({ title, note }) => [title, note]),
    [[`\${NAME}`, undefined]],
  );
  assert.equal(graph?.edges.length, 1);
});

test("what is applied is what is written", () => {
  assert.deepEqual(packContents(openFile(NAMED), []), [
    { documentIndex: 0, line: 2, name: `\${PACK}`, namespace: `\${NAMESPACE}` },
  ]);
});
