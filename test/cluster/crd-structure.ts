/**
 * What makes the API server accept, refuse and default, out of a CustomResourceDefinition: names, schema, printer
 * columns, subresources. Prose and the marks of the generator are left out.
 *
 *   node test/cluster/crd-structure.ts <folder with the released CRDs>      writes test/fixtures/crd anew
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { dump, load } from "js-yaml";

export const CRD_FIXTURES = fileURLToPath(new URL("../fixtures/crd", import.meta.url));
/** Plural names: of these the cluster view reads or the controller writes something. */
export const CRD_NAMES = [
  "agentruns",
  "personapacks",
  "skillpacks",
  "sympoziuminstances",
  "sympoziumpolicies",
  "sympoziumschedules",
] as const;

interface ObjectValue {
  readonly [key: string]: unknown;
}

/** Maps from names, which may be `description` themselves, to schemas. */
const MAPS_OF_SCHEMAS = new Set(["properties", "patternProperties", "definitions"]);

/** The fixture for a released CRD, as text. */
export function fixtureText(released: string): string {
  const { apiVersion, kind, metadata, spec } = asObject(load(released));
  const structure = {
    apiVersion,
    kind,
    metadata: { name: asObject(metadata).name },
    spec: withoutProse(spec),
  };
  return dump(structure, { noRefs: true, sortKeys: true, lineWidth: 110 });
}

function withoutProse(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutProse);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => key !== "description");
  return Object.fromEntries(
    kept.map(([key, part]) => [
      key,
      MAPS_OF_SCHEMAS.has(key) ? eachWithoutProse(asObject(part)) : withoutProse(part),
    ]),
  );
}

function eachWithoutProse(schemas: ObjectValue): unknown {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, withoutProse(schema)]));
}

export function asObject(value: unknown): ObjectValue {
  if (!isObject(value)) throw new Error(`Not an object: ${JSON.stringify(value)}`);
  return value;
}

function isObject(value: unknown): value is ObjectValue {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** File of a released CRD in a folder of them; undefined if there is none. */
export function releasedFile(folder: string, plural: string): string | undefined {
  const name = readdirSync(folder).find((file) => file === `sympozium.ai_${plural}.yaml`);
  return name && join(folder, name);
}

export function fixtureFile(plural: string): string {
  return join(CRD_FIXTURES, `${plural}.yaml`);
}

if (import.meta.main) {
  const folder = process.argv[2];
  if (folder === undefined) throw new Error("Name the folder with the released CRDs.");
  for (const plural of CRD_NAMES) {
    const file = releasedFile(folder, plural);
    if (file === undefined) throw new Error(`No CRD of ${plural} in ${folder}`);
    writeFileSync(fixtureFile(plural), fixtureText(readFileSync(file, "utf8")));
  }
}
