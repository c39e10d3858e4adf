import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { packsOf } from "../../../client/src/cluster/object-packs.ts";
import { KEYLESS, NAMESPACE, PackWorld, persona } from "./pack-world.ts";

describe("Which packs look different when a Secret changes", () => {
  let world: PackWorld;

  beforeEach(() => {
    world = new PackWorld();
    const personas = [persona("a", { skills: ["github-gitops"], channels: ["slack"] })];
    world.pack("team", { personas, authRefs: [{ secret: " padded\t" }], channelConfigs: { slack: "chat" } });
    world.pack("other", { ...KEYLESS, personas: [persona("a")] });
  });

  const packsOfSecret = (name: string, metadata: object = {}) =>
    packsOf("secrets", world.put("secrets", name, { metadata }), world.store.current);

  for (const [what, secret] of [
    ["that a skill needs", "github-gitops-token"],
    ["that is named with blanks around it", "padded"],
    ["of a channel", "chat"],
  ] as const) {
    test(`one ${what}`, () => assert.deepEqual(packsOfSecret(secret), [`${NAMESPACE}/team`]));
  }

  test("none for one of another namespace, or that no pack names", () => {
    assert.deepEqual(packsOfSecret("padded", { namespace: "elsewhere" }), []);
    assert.deepEqual(packsOfSecret("unnamed"), []);
  });

  test("the one whose label it has", () => {
    assert.deepEqual(packsOfSecret("unnamed", { labels: { "sympozium.ai/persona-pack": "other" } }), [
      `${NAMESPACE}/other`,
    ]);
  });

  test("those who look are told of the Secret of a skill", async () => {
    await world.clock.pass(1_000);
    world.heard = [];
    world.put("secrets", "github-gitops-token");
    await world.clock.pass(1_000);
    assert.deepEqual(world.heard, [new Set([`${NAMESPACE}/team`])]);
  });
});
