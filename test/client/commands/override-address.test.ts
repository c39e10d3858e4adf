import assert from "node:assert/strict";
import { test } from "node:test";
import { overrideAddress, overrideOf, overrideText } from "../../../client/src/commands/override-address.ts";

test("the address of a task override is read back", () => {
  const address = { context: "arn:aws/dev", namespace: "ns", name: "team" };
  const { path } = overrideAddress(address);
  assert.deepEqual(overrideOf(path), address);
  assert.equal(path.split("/").at(-1), "Task override of team.txt");
});

test("other paths are no addresses", () => {
  for (const path of ["/a/b/other.txt", "/a/%E0%A4%A/Task override of team.txt"]) {
    assert.equal(overrideOf(path), undefined);
  }
});

for (const [content, text] of [
  ["Ship it.", "Ship it."],
  ["Ship it.\n", "Ship it."],
  ["One.\r\n\r\nTwo.\r\n", "One.\n\nTwo."],
  ["", ""],
  [" \n\n", ""],
] as const) {
  test(`${JSON.stringify(content)} is stored as ${JSON.stringify(text)}`, () => {
    assert.equal(overrideText(content), text);
  });
}
