import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { awaitAbsence } from "../../../../client/src/cluster/actions/await-absence.ts";
import type { ObjectName } from "../../../../client/src/cluster/actions/plan.ts";
import { ClusterError, type ClusterErrorKind } from "../../../../client/src/cluster/cluster-error.ts";
import { FakeClock } from "../fake-clock.ts";

const VOLUME = { kind: "PersistentVolumeClaim", name: "v" };
const SERVICE = { kind: "Service", name: "s" };

describe("Waiting until objects are gone", () => {
  /** Answers by second and name; without an answer the object is there. */
  async function wait(objects: readonly ObjectName[], answer: (second: number, name: string) => unknown) {
    const clock = new FakeClock();
    const start = clock.now();
    const get = async (_type: unknown, namespace: string, name: string) => {
      const kind = answer((clock.now() - start) / 1000, name);
      if (kind !== undefined) throw new ClusterError(kind as ClusterErrorKind, `It is ${String(kind)}.`);
      return { metadata: { name, namespace } };
    };
    const { signal } = new AbortController();
    const running = awaitAbsence({ get }, "ns", objects, { signal, clock, limitMs: 10_000 });
    const settled = running.then(
      (left) => ({ left, after: (clock.now() - start) / 1000 }),
      (error: Error) => ({ error: error.message, after: (clock.now() - start) / 1000 }),
    );
    await clock.pass(20_000);
    assert.equal(clock.pending, 0);
    return await settled;
  }

  for (const kind of ["unknown", "offline", "busy", "cancelled"]) {
    test(`an answer that is ${kind} says nothing, and passes`, async () => {
      const result = await wait([VOLUME], (second) => (second < 3 ? kind : "not-found"));
      assert.deepEqual(result, { left: [], after: 3 });
    });
  }

  test("what will not pass by itself is not waited for", async () => {
    const result = await wait([VOLUME], () => "unauthenticated");
    assert.deepEqual(result, { error: "It is unauthenticated.", after: 0 });
  });

  test("what nobody could see is not said to be there", async () => {
    assert.deepEqual(await wait([VOLUME], () => "unknown"), { error: "It is unknown.", after: 10 });
    const result = await wait([VOLUME, SERVICE], (_second, name) => (name === "v" ? undefined : "unknown"));
    assert.deepEqual(result, { left: [VOLUME, SERVICE], after: 10 });
  });
});
