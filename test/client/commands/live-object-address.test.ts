import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, liveAddress } from "../../../client/src/commands/live-object-address.ts";

for (const context of ["dev", "admin@eu-west/prod", "arn:aws:eks:eu:1:cluster/a b", "50%"]) {
  test(`an object of the context ${context} has an address that leads back to it`, () => {
    const object = { context, namespace: "agents", kind: "PersonaPack", name: "data.team" };
    const { path } = liveAddress(object);
    assert.deepEqual(addressOf(path), object);
    assert.match(path, /\/data\.team\.yaml$/);
  });
}

test("other paths are no addresses", () => {
  for (const path of ["/", "/a/b", "/a/b/c", "/a/b/c/d.yaml/e", "/a/b/c/%E0%A4%A.yaml"]) {
    assert.equal(addressOf(path), undefined);
  }
});
