import assert from "node:assert/strict";
import { test } from "node:test";
import { readPersonaPack } from "../../../server/src/pack/persona-pack.ts";
import { runObstacle } from "../../../server/src/pack/run-obstacle.ts";

const SERVING = { webEndpoint: { enabled: true } };

/** Of the only persona. */
function obstacle(persona: object, spec: object = {}) {
  const { pack } = readPersonaPack({ metadata: { name: "team" }, spec: { ...spec, personas: [persona] } });
  const [first] = pack.spec.personas;
  assert.ok(first);
  return runObstacle(pack, first);
}

test("nothing keeps a persona from running that has a name", () => {
  assert.equal(obstacle({ name: "a" }), undefined);
  assert.equal(obstacle({ name: "a" }, { policyRef: "permissive", excludePersonas: ["b"] }), undefined);
});

test("the first of several obstacles is said", () => {
  const refused = { policyRef: "restrictive" };
  const excluded = { ...refused, excludePersonas: ["a"] };
  assert.equal(obstacle(SERVING, excluded), "nameless");
  assert.equal(obstacle({ name: "a", ...SERVING }, excluded), "excluded");
  assert.equal(obstacle({ name: "a", ...SERVING }, refused), "serving");
  assert.equal(obstacle({ name: "a" }, refused), "refused");
});

test("a policy that is not known is not said to refuse anything", () => {
  assert.equal(obstacle({ name: "a" }, { policyRef: "own" }), undefined);
});
