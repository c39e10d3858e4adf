import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load } from "js-yaml";
import { PACK_DEFAULTS, withDefaults } from "../../../client/src/cluster/pack-defaults.ts";

interface Schema {
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

interface Crd {
  readonly spec: { readonly versions: readonly { readonly schema: { readonly openAPIV3Schema: Schema } }[] };
}

function defaultsIn(schema: Schema, place: readonly string[] = []): string[] {
  const fields = Object.entries(schema.properties ?? {});
  return [
    ...fields.flatMap(([name, field]) =>
      field.default === undefined ? [] : [`${place.join(".")} ${name} ${JSON.stringify(field.default)}`],
    ),
    ...fields.flatMap(([name, field]) => defaultsIn(field, [...place, name])),
    ...(schema.items ? defaultsIn(schema.items, [...place, "[]"]) : []),
  ];
}

test("the defaults are those of the CRD, and those of the field that no release has", () => {
  const crd = load(
    readFileSync(new URL("../../fixtures/crd/personapacks.yaml", import.meta.url), "utf8"),
  ) as Crd;
  const schema = crd.spec.versions[0]?.schema.openAPIV3Schema ?? {};
  const released = PACK_DEFAULTS.filter(([place]) => place[1] !== "sharedMemory");
  assert.deepEqual(
    released.map(([place, field, value]) => `${place.join(".")} ${field} ${JSON.stringify(value)}`).sort(),
    defaultsIn(schema).sort(),
  );
  assert.equal(PACK_DEFAULTS.length - released.length, 3);
});

test("they are filled in where their object is", () => {
  const personas = [{ name: "a", schedule: { task: "t" } }, { name: "b", memory: { enabled: false } }, 7];
  assert.deepEqual(withDefaults({ spec: { personas, agentSandbox: { warmPool: {} } } }), {
    spec: {
      workflowType: "autonomous",
      personas: [{ name: "a", schedule: { task: "t", type: "heartbeat" } }, personas[1], 7],
      agentSandbox: { warmPool: { size: 2 } },
    },
  });
  assert.deepEqual(withDefaults({ metadata: {} }), { metadata: {} });
});
