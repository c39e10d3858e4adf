import assert from "node:assert/strict";
import { test } from "node:test";
import { type AfterEnd, RestartPolicy } from "../../../client/src/language/restart-policy.ts";

function policyAt(limit: number, windowMs: number) {
  const clock = { now: 0 };
  const policy = new RestartPolicy(limit, windowMs, () => clock.now);
  /** The server runs until `at` and ends there. */
  const runUntil = (at: number): AfterEnd => {
    policy.becameReady();
    clock.now = at;
    return policy.afterEnd();
  };
  return { policy, runUntil };
}

test("a server that was never ready is not started again", () => {
  assert.equal(policyAt(3, 1000).policy.afterEnd(), "never-ready");
});

test("nor is one that ends while it is restarted", () => {
  const { policy, runUntil } = policyAt(3, 1000);
  assert.equal(runUntil(10), "restart");
  assert.equal(policy.afterEnd(), "never-ready");
});

test("only so many restarts fit into the window", () => {
  const { runUntil } = policyAt(3, 1000);
  assert.deepEqual([10, 20, 30, 40].map(runUntil), ["restart", "restart", "restart", "too-many-ends"]);
});

test("restarts that lie outside the window are forgiven", () => {
  const { runUntil } = policyAt(2, 1000);
  assert.deepEqual([10, 600, 1200, 1800, 1900].map(runUntil), [
    "restart",
    "restart",
    "restart",
    "restart",
    "too-many-ends",
  ]);
});
