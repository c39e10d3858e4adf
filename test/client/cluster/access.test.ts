import assert from "node:assert/strict";
import { test } from "node:test";
import { Access } from "../../../client/src/cluster/access.ts";
import { RESOURCES } from "../../../client/src/cluster/resource-types.ts";
import { FakeCluster, failure } from "./fake-cluster.ts";

const question = { verb: "list", type: RESOURCES.packs };
const signal = new AbortController().signal;

for (const { allowed, may, asked } of [
  { allowed: ["personapacks"], may: true, asked: ["may list personapacks"] },
  { allowed: ["personapacks ns"], may: true, asked: ["may list personapacks", "may list personapacks ns"] },
  { allowed: ["secrets"], may: false, asked: ["may list personapacks", "may list personapacks ns"] },
]) {
  test(`asks broadly, then narrowly, and each once: who may list ${allowed}`, async () => {
    const cluster = new FakeCluster();
    cluster.allowed = new Set(allowed);
    const access = new Access(cluster, signal);
    const answers = await Promise.all([1, 2, 3].map(() => access.may({ ...question, namespace: "ns" })));
    assert.deepEqual(answers, [may, may, may]);
    assert.deepEqual(cluster.requests, asked);
  });
}

test("asks again what got no answer, and everything once it is to forget", async () => {
  const cluster = new FakeCluster();
  const access = new Access(cluster, signal);
  cluster.fail("may", failure("offline"));
  await assert.rejects(access.may(question), { kind: "offline" });
  assert.equal(await access.may(question), true);
  cluster.allowed = new Set();
  assert.equal(await access.may(question), true);
  access.forget();
  assert.equal(await access.may(question), false);
});
