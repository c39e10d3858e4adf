import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { plainBlanks, plainLine, withoutLinks } from "../../../client/src/cluster/plain-text.ts";

test("commands about clusters notify by way of what makes no links", () => {
  const folder = fileURLToPath(new URL("../../../client/src/commands", import.meta.url));
  const direct = readdirSync(folder).filter((name) => {
    const text = readFileSync(join(folder, name), "utf8");
    const notifies =
      /window\.(show\w+Message\((?!question, \{ modal)|withProgress\(\s*\{ location: ProgressLocation)/;
    return notifies.test(text) && text.includes("../cluster/") && name !== "notifications.ts";
  });
  // Its title is its own.
  assert.deepEqual(direct, ["cluster-command.ts"]);
});

const lines: readonly [text: string, plain: string][] = [
  ["plain", "plain"],
  [" a\n\tb\r\nc ", "a b c"],
  ["\u001b[31mred\u001b[0m", "red"],
  ["\u001b]8;;https://x\u0007y", "]8;;https://x y"],
  ["a\u202eb\u2066c\u200fd", "a b c d"],
  ["\u0000\u0085\u2028", ""],
  ["Ünï ☃ 日本", "Ünï ☃ 日本"],
];

for (const [text, plain] of lines) {
  test(`${JSON.stringify(text)} on one line`, () => assert.equal(plainLine(text), plain));
}

test("blanks stay where they count", () => {
  assert.equal(plainBlanks(" a  b\n\u202ec\u001b[31m"), " a  b  c");
});

test("no link is left", () => {
  assert.equal(withoutLinks("[a](command:b) [c] (d) [e](f)"), "[a] (command:b) [c] (d) [e] (f)");
});
