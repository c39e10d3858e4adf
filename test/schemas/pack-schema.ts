import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import type { SchemaNode } from "./field-table.ts";

/** Keywords of ours and of the editor engine that say nothing about validity. */
export const annotations = [
  "markdownDescription",
  "enumDescriptions",
  "markdownEnumDescriptions",
  "doNotSuggest",
  "x-personapack-since",
  "x-personapack-ignored",
  "x-personapack-propagates",
  "x-personapack-unreleased",
] as const;

export function readPackSchema(): SchemaNode {
  const file = new URL("../../schemas/personapack.schema.json", import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as SchemaNode;
}

/**
 * Compiles one schema and returns a function from a value to its problems, each as `path message`; no problems,
 * no entries. Strict: a keyword that neither draft-07 nor `annotations` has is an error, so typing errors show.
 */
export function compile(schema: SchemaNode): (value: unknown) => string[] {
  const ajv = new Ajv({ strict: true, strictRequired: true, allowUnionTypes: true, allErrors: true });
  ajv.addVocabulary([...annotations]);
  ajv.addFormat("date-time", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
  ajv.addFormat("int64", { type: "number", validate: Number.isSafeInteger });
  const validate = ajv.compile(schema);
  return (value) => {
    validate(value);
    return (validate.errors ?? []).map(({ instancePath, message, params }) => {
      const detail = Object.values(params).map((parameter) => JSON.stringify(parameter));
      return `${instancePath === "" ? "/" : instancePath} ${message ?? "is invalid"} (${detail.join(", ")})`;
    });
  };
}
