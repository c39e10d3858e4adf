/** The pack's schema, and the subset of JSON Schema (draft-07) that it is written in. */
import packSchema from "../../../schemas/personapack.schema.json" with { type: "json" };

export type SchemaType = "object" | "array" | "string" | "integer" | "number" | "boolean";

export interface Schema {
  readonly type?: SchemaType | readonly [SchemaType, "null"];
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  /** Accepted by the API server and read by nothing that runs. */
  readonly "x-personapack-ignored"?: boolean;
  /** Fields that are written about but are in no release, with an explanation each. */
  readonly "x-personapack-unreleased"?: Readonly<Record<string, string>>;
}

export const PACK_SCHEMA = packSchema as unknown as Schema;

export const SPEC_SCHEMA: Schema = PACK_SCHEMA.properties?.spec ?? {};

/** The schema of one entry of `spec.personas`. */
export const PERSONA_SCHEMA: Schema = PACK_SCHEMA.properties?.spec?.properties?.personas?.items ?? {};

/** The schema of a list like that which a persona's own block is: one entry of `spec.personas`. */
export const PERSONA_LIST_SCHEMA: Schema = { type: "array", items: PERSONA_SCHEMA };

/** The type of a value that is there: a null field counts as not written, allowed or not. */
export function schemaType({ type }: Schema): SchemaType | undefined {
  return typeof type === "object" ? type[0] : type;
}

/** The schema below a key, whether the key is a named field or one of a free map. */
export function fieldSchema(schema: Schema, key: string): Schema | undefined {
  const named =
    schema.properties && Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
  if (named) return named;
  return typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined;
}

/** A step of a path from the root of the pack: the name of a field, or null for an entry of a list. */
export type PathStep = string | null;

/** The schema of the value at a path; undefined where the schema knows nothing. */
export function schemaAt(path: readonly PathStep[]): Schema | undefined {
  let schema: Schema | undefined = PACK_SCHEMA;
  for (const step of path) {
    if (!schema) return undefined;
    schema = step === null ? schema.items : fieldSchema(schema, step);
  }
  return schema;
}

/** The values that a string field is limited to; undefined where any is allowed. */
export function allowedValues(schema: Schema): readonly string[] | undefined {
  return schema.const === undefined ? schema.enum : [schema.const];
}
