import assert from "node:assert/strict";
import { test } from "node:test";
import { readerZone } from "../../../client/src/preview/reader-zone.ts";

test("the zone of the reader: the setting in whatever letters, else that of the machine", () => {
  assert.equal(readerZone("", "Europe/Lisbon"), "Europe/Lisbon");
  assert.equal(readerZone("europe/berlin", "Europe/Lisbon"), "Europe/Berlin");
  assert.equal(readerZone("Nowhere/Land", "Europe/Lisbon"), "Europe/Lisbon");
});
