import assert from "node:assert/strict";
import { test } from "node:test";
import type { ClusterErrorKind } from "../../../client/src/cluster/cluster-error.ts";
import { present } from "../../../client/src/cluster/error-presentation.ts";

const KINDS: Readonly<Record<ClusterErrorKind, true>> = {
  offline: true,
  tls: true,
  unauthenticated: true,
  forbidden: true,
  "crd-missing": true,
  "not-found": true,
  conflict: true,
  invalid: true,
  gone: true,
  cancelled: true,
  busy: true,
  unknown: true,
};

test("every kind of error has an icon of its own, the sentence that tells it, and something to do", () => {
  const kinds = Object.keys(KINDS) as ClusterErrorKind[];
  const looks = kinds.map((kind) => present(kind, `Said of ${kind}.`));
  assert.equal(new Set(looks.map(({ icon }) => icon)).size, kinds.length);
  for (const [index, { sentence, action }] of looks.entries()) {
    assert.equal(sentence, `Said of ${kinds[index]}.`);
    assert.equal(action === undefined, kinds[index] === "cancelled");
  }
});
