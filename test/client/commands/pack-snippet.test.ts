import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { packSnippet } from "../../../client/src/commands/pack-snippet.ts";

test("the snippet that ships is a whole pack", async () => {
  const body = packSnippet(await readFile("snippets/personapack.json", "utf8"));
  assert.match(body, /^apiVersion: sympozium\.ai\/v1alpha1\nkind: PersonaPack\n/m);
  assert.match(body, /\$\{?1/, "has a first placeholder");
});

test("prefix and body may be one string or several", () => {
  const several = { A: { prefix: ["x", "pp-pack"], body: ["a:", "  b: $1"] } };
  assert.equal(packSnippet(JSON.stringify(several)), "a:\n  b: $1");
  assert.equal(packSnippet(JSON.stringify({ A: { prefix: "pp-pack", body: "a: $1" } })), "a: $1");
});

for (const file of ["{}", "null", "[1]", '{"A": null}', '{"A": {"prefix": "pp-pack", "body": [1]}}']) {
  test(`a snippet file without it is an error: ${file}`, () => {
    assert.throws(() => packSnippet(file), /pp-pack/);
  });
}
