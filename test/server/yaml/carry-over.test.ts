import assert from "node:assert/strict";
import { test } from "node:test";
import { CarryOver } from "../../../server/src/yaml/carry-over.ts";
import type { PackDocument } from "../../../server/src/yaml/pack-document.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";

const TEXT = "kind: PersonaPack\nspec:\n  personas:\n    - name: a\n    - name: b\n";

function firstOf(file: PackFile): PackDocument {
  const [document] = file.documents;
  assert.ok(document);
  return document;
}

/** Asks about a document, and tells what was known of the one before it. */
class Asked {
  readonly earlier: (string | undefined)[] = [];
  readonly #results = new CarryOver<string>();

  ask(document: PackDocument, result: string | undefined, ...circumstances: unknown[]): string | undefined {
    return this.#results.get(document, circumstances, (earlier) => {
      this.earlier.push(earlier?.result);
      return result;
    });
  }
}

test("a result stays with its document, and the next document is told of it", () => {
  const file = new PackFile("file:///pack.yaml", 1, TEXT);
  const asked = new Asked();
  assert.equal(asked.ask(firstOf(file), "one", 1), "one");
  assert.equal(asked.ask(firstOf(file), "another", 1), "one");
  const at = { line: 3, character: 13 };
  file.edit("x", { start: at, end: at });
  assert.equal(asked.ask(firstOf(file), "two", 1), "two");
  assert.deepEqual(asked.earlier, [undefined, "one"]);
});

test("other circumstances: nothing of what was known", () => {
  const file = new PackFile("file:///pack.yaml", 1, TEXT);
  const asked = new Asked();
  asked.ask(firstOf(file), "one", 1, "a");
  assert.equal(asked.ask(firstOf(file), "two", 1, "b"), "two");
  const at = { line: 3, character: 13 };
  file.edit("x", { start: at, end: at });
  asked.ask(firstOf(file), "three", 1, "a");
  assert.deepEqual(asked.earlier, [undefined, undefined, undefined]);
});

test("nothing is remembered of what was not finished", () => {
  const file = new PackFile("file:///pack.yaml", 1, TEXT);
  const asked = new Asked();
  assert.equal(asked.ask(firstOf(file), undefined), undefined);
  assert.equal(asked.ask(firstOf(file), "one"), "one");
  assert.deepEqual(asked.earlier, [undefined, undefined]);
});
