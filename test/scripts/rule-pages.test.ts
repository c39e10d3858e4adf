import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { pageOf, rulePages, stalePages, withRuleCodes, writtenPages } from "../../scripts/rule-pages.ts";

test("the pages are those of the rules' comments", () => {
  assert.deepEqual(stalePages(rulePages(), writtenPages()), []);
});

test("the settings propose the codes of all rules", () => {
  const manifest = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  assert.equal(withRuleCodes(manifest), manifest, "run npm run rule-pages");
});

test("a changed, a missing and a left-over page are stale", () => {
  const pages = new Map([
    ["a.md", "1"],
    ["b.md", "2"],
    ["c.md", "3"],
  ]);
  const written = new Map([
    ["a.md", "1"],
    ["b.md", "old"],
    ["d.md", "4"],
  ]);
  assert.deepEqual(stalePages(pages, written), ["b.md", "c.md", "d.md"]);
});

test("every part of the comment is asked for", () => {
  const comment = "/**\n * What.\n *\n * Why: so.\n *\n * Bad:\n *     a: 1\n *\n * Good: nothing.\n */\n";
  const page = pageOf({ code: "x", severity: "error" }, comment);
  assert.match(page, /^# x\n\nWhat\.\n\nSeverity: error\.\n/);
  assert.match(page, /```yaml\na: 1\n```/);
  assert.match(page, /## Write\n\nNothing\.\n/);
  assert.match(page, /## Why\n\nSo\.\n/);
  assert.doesNotMatch(page, /personapack-ignore/);
  assert.match(pageOf({ code: "x", severity: "warning" }, comment), /`# personapack-ignore: x`/);
  for (const part of ["Why", "Bad", "Good"]) {
    assert.throws(() => pageOf({ code: "x", severity: "error" }, comment.replace(`${part}:`, "")), /x\.ts/);
  }
});
