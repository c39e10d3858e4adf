/** Completion at a cursor, and what an editor makes of an item that is accepted. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type CompletionItem, complete } from "../../../server/src/features/completion.ts";
import { SchemaProposals } from "../../../server/src/features/completion-proposals.ts";
import { SchemaEngine } from "../../../server/src/features/schema-engine.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";
import { readCursor } from "../marked-text.ts";

const logged: string[] = [];
export const proposals = new SchemaProposals(new SchemaEngine((message) => logged.push(message)));

export interface Case {
  readonly name: string;
  readonly text: string;
  /** All labels, in the order in which they are shown. */
  readonly labels?: readonly string[];
  readonly accept?: readonly [label: string, result: string];
}

export async function itemsAt(marked: string, snippets = true): Promise<CompletionItem[]> {
  const { text, position } = readCursor(marked);
  const file = new PackFile("file:///pack.yaml", 1, text);
  const items = await complete(file, position, proposals, { snippets });
  return items.toSorted((a, b) => (a.sortText < b.sortText ? -1 : 1));
}

/** What an editor makes of the text when the item is accepted and nothing more is typed. */
export function accepted(marked: string, item: CompletionItem): string {
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

export function testCases(cases: readonly Case[]): void {
  for (const { name, text, labels, accept } of cases) {
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
}

/** To be called where all else was asked. */
export function testSilence(): void {
  test("completion: the engine had nothing to complain about", () => {
    assert.deepEqual(logged, []);
  });
}
