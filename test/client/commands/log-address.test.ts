import assert from "node:assert/strict";
import { test } from "node:test";
import { logAddress, logOf } from "../../../client/src/commands/log-address.ts";

for (const previous of [false, true]) {
  test(`the address of ${previous ? "an earlier" : "the"} log is read back`, () => {
    const address = {
      context: "arn:aws/dev",
      namespace: "ns",
      pod: "p-a-run-1",
      container: "agent",
      previous,
    };
    const { path } = logAddress(address);
    assert.deepEqual(logOf(path), address);
    assert.match(path, /\/p-a-run-1 \(agent(, previous)?\)\.log$/);
  });
}

test("other paths are no addresses", () => {
  for (const path of ["/", "/a/b/c/d/current", "/a/b/c/d/next/t.log", "/a/b/c/%E0%A4%A/current/t.log"]) {
    assert.equal(logOf(path), undefined, path);
  }
});
