/** `<<` in the order of the text, as kubectl fills a map: the recorded verdicts are in the oracle of dialects. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { locatedRoot } from "../../../server/src/yaml/located.ts";
import { PackFile } from "../../../server/src/yaml/pack-file.ts";

const cases: readonly [title: string, map: string, value: string | undefined][] = [
  ["a merge before its key gives way to it", "{<<: *one, a: own}", "own"],
  ["a merge behind its key overrides it", "{a: own, <<: *one}", "1"],
  ["of two merges the later wins", "{<<: *one, b: x, <<: *two}", "2"],
  ["of a list of maps the first wins", "{<<: [*one, *two]}", "1"],
  ["a merge reaches through another", "{<<: *chain}", "1"],
  ["a quoted merge key is a key like others", '{"<<": *one}', undefined],
  ["an alias that leads nowhere brings nothing", "{<<: *none}", undefined],
];

for (const [title, map, value] of cases) {
  test(title, () => {
    const text = `one: &one {a: "1"}\ntwo: &two {a: "2"}\nchain: &chain {<<: *one}\nmap: ${map}\n`;
    const [document] = new PackFile("file:///m.yaml", 1, text).documents;
    assert.ok(document);
    const located = locatedRoot(document)?.get("map");
    assert.equal(located?.get("a")?.text, value);
    assert.equal(located?.fields().find(({ name }) => name === "a")?.value.text, value);
    const found = document.fieldOf(document.topLevel("map"), "a");
    assert.equal(found?.kind === "scalar" ? found.value : undefined, value);
  });
}
