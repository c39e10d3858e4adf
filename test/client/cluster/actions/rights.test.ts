import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Access } from "../../../../client/src/cluster/access.ts";
import { missingRight, type Right } from "../../../../client/src/cluster/actions/rights.ts";
import type { AccessQuestion } from "../../../../client/src/cluster/cluster-client.ts";
import { failure } from "../fake-cluster.ts";
import { PackWorld } from "../pack-world.ts";

const PATCH: readonly Right[] = [
  { verb: "patch", resource: "packs" },
  { verb: "create", resource: "runs" },
];

function access(mayI: (question: AccessQuestion) => boolean | Promise<boolean>) {
  const asked: string[] = [];
  const client = {
    mayI: async (question: AccessQuestion) => {
      const { verb, type, namespace = "*", name } = question;
      asked.push([verb, type.plural, namespace, ...(name === undefined ? [] : [name])].join(" "));
      return await mayI(question);
    },
  };
  return { access: new Access(client, new AbortController().signal), asked };
}

function worldWith(...namespaces: readonly string[]) {
  const world = new PackWorld({ context: "kind", namespace: undefined });
  for (const namespace of namespaces) world.pack(`of-${namespace}`, { personas: [] }, {}, { namespace });
  return world.store.current;
}

describe("Rights", () => {
  test("what may be done everywhere is not asked about each namespace", async () => {
    const { access: all, asked } = access(() => true);
    assert.equal(await missingRight({ access: all }, worldWith("a", "b"), PATCH, undefined), undefined);
    assert.deepEqual(asked, ["patch personapacks *", "create agentruns *"]);
  });

  test("the first that is missing is named", async () => {
    const { access: some } = access(({ verb, namespace }) => verb === "patch" && namespace === "a");
    const error = await missingRight({ access: some }, worldWith("a", "b"), PATCH, "a");
    assert.equal(error?.kind, "forbidden");
    assert.equal(error?.message, "You may not create agentruns in the namespace a, which this command does.");
  });

  test("without a target it is missing only if it is missing wherever packs are", async () => {
    const only = (namespace: string) => access((question) => question.namespace === namespace).access;
    assert.equal(await missingRight({ access: only("b") }, worldWith("a", "b"), PATCH, undefined), undefined);
    const error = await missingRight({ access: only("c") }, worldWith("a", "b"), PATCH, undefined);
    assert.match(error?.message ?? "", /^You may not patch personapacks in any namespace with packs/);
  });

  describe("to some objects only", () => {
    const CHANGE: readonly Right[] = [{ verb: "patch", resource: "packs" }];
    const PERSONA = { kind: "SympoziumInstance", name: "of-a-lead", pack: "of-a" };

    test("counts for a command about one of them", async () => {
      const { access: some, asked } = access(({ name }) => name === "of-a");
      assert.equal(
        await missingRight({ access: some }, worldWith("a", "b"), CHANGE, "a", PERSONA),
        undefined,
      );
      assert.deepEqual(asked, ["patch personapacks *", "patch personapacks a", "patch personapacks a of-a"]);
    });

    test("does not for a command about another", async () => {
      const { access: some } = access(({ name }) => name === "of-a");
      const other = { kind: "PersonaPack", name: "of-b", pack: "of-b" };
      assert.ok(await missingRight({ access: some }, worldWith("a", "b"), CHANGE, "b", other));
    });

    test("counts where the user has yet to choose", async () => {
      const { access: some } = access(({ name }) => name === "of-b");
      assert.equal(
        await missingRight({ access: some }, worldWith("a", "b"), CHANGE, undefined, undefined),
        undefined,
      );
    });

    test("is asked for the object itself, not for its pack", async () => {
      const { access: some } = access(({ name }) => name === "s");
      const rights = [{ verb: "patch", resource: "schedules" }] as const;
      const schedule = { kind: "SympoziumSchedule", name: "s", pack: "of-a" };
      assert.equal(await missingRight({ access: some }, worldWith("a"), rights, "a", schedule), undefined);
      assert.ok(await missingRight({ access: some }, worldWith("a"), rights, "a", PERSONA));
    });

    test("is no right to create", async () => {
      const { access: none, asked } = access(() => false);
      const rights = [{ verb: "create", resource: "packs" }] as const;
      assert.ok(await missingRight({ access: none }, worldWith("a"), rights, "a", PERSONA));
      assert.deepEqual(asked, ["create personapacks *", "create personapacks a"]);
    });

    test("is left to the API server where there are very many", async () => {
      const { access: none } = access(() => false);
      const world = new PackWorld({ context: "kind", namespace: "a" });
      for (let count = 0; count <= 30; count++)
        world.pack(`p${count}`, { personas: [] }, {}, { namespace: "a" });
      assert.equal(
        await missingRight({ access: none }, world.store.current, CHANGE, undefined, undefined),
        undefined,
      );
    });
  });

  test("a right that was granted meanwhile counts", async () => {
    let granted = false;
    const { access: some } = access(() => granted);
    assert.ok(await missingRight({ access: some }, worldWith("a"), PATCH, "a"));
    granted = true;
    assert.equal(await missingRight({ access: some }, worldWith("a"), PATCH, "a"), undefined);
  });

  test("what cannot be asked is left to the API server", async () => {
    const { access: none } = access(() => Promise.reject(failure("forbidden")));
    assert.equal(await missingRight({ access: none }, worldWith("a"), PATCH, "a"), undefined);
  });

  test("nothing is asked about places without packs, or about very many", async () => {
    const { access: none, asked } = access(() => false);
    const many = Array.from({ length: 11 }, (_, index) => `n${index}`);
    assert.equal(await missingRight({ access: none }, worldWith(), PATCH, undefined), undefined);
    assert.equal(await missingRight({ access: none }, worldWith(...many), PATCH, undefined), undefined);
    assert.deepEqual(asked, []);
  });
});
