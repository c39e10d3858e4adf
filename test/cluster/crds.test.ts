import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { load } from "js-yaml";
import { asObject, CRD_NAMES, fixtureFile, fixtureText, releasedFile } from "./crd-structure.ts";

/** Beside the project where it is developed; not part of it. */
const RELEASED = fileURLToPath(new URL("../../../shared/upstream/crds", import.meta.url));

/** Columns of `kubectl get` after the name. */
const COLUMNS: Record<(typeof CRD_NAMES)[number], readonly string[]> = {
  personapacks: ["Enabled", "Personas", "Installed", "Workflow", "Phase", "Age"],
  sympoziuminstances: ["Phase", "Active Agents", "Total Runs", "Age"],
  sympoziumschedules: ["Instance", "Schedule", "Type", "Phase", "Last Run", "Age"],
  agentruns: ["Instance", "Phase", "Pod", "Age"],
  skillpacks: ["Skills", "ConfigMap", "Age"],
  sympoziumpolicies: ["Bound", "Age"],
};

interface Crd {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly scope: string;
    readonly names: { readonly plural: string; readonly shortNames?: unknown; readonly categories?: unknown };
    readonly versions: readonly {
      readonly name: string;
      readonly subresources: unknown;
      readonly additionalPrinterColumns: readonly { readonly name: string }[];
    }[];
  };
}

for (const plural of CRD_NAMES) {
  test(`${plural}: names, columns and status as released`, () => {
    const { metadata, spec } = load(readFileSync(fixtureFile(plural), "utf8")) as Crd;
    assert.equal(metadata.name, `${plural}.sympozium.ai`);
    assert.equal(spec.scope, "Namespaced");
    assert.equal(spec.names.shortNames, undefined);
    assert.equal(spec.names.categories, undefined);
    const [version] = spec.versions;
    assert.ok(version);
    assert.equal(spec.versions.length, 1);
    assert.equal(version.name, "v1alpha1");
    assert.deepEqual(version.subresources, { status: {} });
    assert.deepEqual(
      version.additionalPrinterColumns.map(({ name }) => name),
      COLUMNS[plural],
    );
  });

  test(`${plural}: no prose`, () => {
    assert.deepEqual(proseIn(load(readFileSync(fixtureFile(plural), "utf8")), ""), []);
  });
}

test("the fixtures are the released CRDs without their prose", (context) => {
  if (!existsSync(RELEASED)) {
    context.diagnostic(`Not compared with the released CRDs: ${RELEASED} is not there.`);
    return;
  }
  for (const plural of CRD_NAMES) {
    const released = releasedFile(RELEASED, plural);
    assert.ok(released, `released CRD of ${plural}`);
    assert.equal(readFileSync(fixtureFile(plural), "utf8"), fixtureText(readFileSync(released, "utf8")));
  }
  context.diagnostic(`Compared ${CRD_NAMES.length} fixtures with the released CRDs in ${RELEASED}.`);
});

test("a property called description stays", () => {
  const kept = fixtureText(
    "apiVersion: v1\nkind: K\nmetadata: {name: n, annotations: {a: b}}\n" +
      "spec: {description: gone, properties: {description: {description: gone, type: string}}}\n",
  );
  assert.deepEqual(load(kept), {
    apiVersion: "v1",
    kind: "K",
    metadata: { name: "n" },
    spec: { properties: { description: { type: "string" } } },
  });
});

/** Paths of descriptions and annotations that are text, which a schema of that name is not. */
function proseIn(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => proseIn(item, `${path}/${index}`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(asObject(value)).flatMap(([key, part]) =>
    (key === "description" && typeof part === "string") || key === "annotations"
      ? [`${path}/${key}`]
      : proseIn(part, `${path}/${key}`),
  );
}
