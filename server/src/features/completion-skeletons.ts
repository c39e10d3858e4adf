/**
 * What is inserted for a field: its name, and as much of its value as is required. yaml-language-server's
 * own skeletons are not used: they leave `enabled:` of a web endpoint without its two values, write
 * prompts on one line, know no flow style, and make a schedule without anything that says when it runs.
 */

import { fixedChoices, pathName } from "../values/registry.ts";
import { allowedValues, fieldSchema, type PathStep, type Schema } from "../yaml/schema.ts";
import { type StringPlace, writeString } from "../yaml/written-string.ts";
import type { InsertPart, InsertText } from "./insert-text.ts";

/** Texts that people write over several lines. */
const LONG_TEXTS: ReadonlySet<string> = new Set([
  "spec.taskOverride",
  "spec.personas[].systemPrompt",
  "spec.personas[].schedule.task",
]);

/** Not required by the API server, but pointless to leave out. */
const EXPECTED: ReadonlyMap<string, readonly string[]> = new Map([
  ["spec.personas[].schedule", ["interval", "task"]],
  ["spec.authRefs[]", ["provider", "secret"]],
]);

export function isLongText(path: readonly PathStep[]): boolean {
  return LONG_TEXTS.has(pathName(path));
}

/** The fields that belong into a new object, required ones first of all. */
export function expectedFields(path: readonly PathStep[], schema: Schema): readonly string[] {
  return EXPECTED.get(pathName(path)) ?? schema.required ?? [];
}

/** `name: …` with its value. */
export function fieldText(path: readonly PathStep[], schema: Schema, place: StringPlace): InsertText {
  const name = writeString(path.at(-1) ?? "", place);
  return place !== "block"
    ? [`${name}: `, ...flowValue(path, schema, place)]
    : [`${name}:`, ...blockValue(path, schema, "  ")];
}

/** What follows the colon of a key, or the dash of an entry, whose block has the indent `pad`. */
export function blockValue(path: readonly PathStep[], schema: Schema, pad: string): InsertPart[] {
  if (schema.type === "object") {
    const fields = objectFields(path, schema, pad);
    return [`\n${pad}`, ...(fields.length > 0 ? fields : [{ hint: "" }])];
  }
  if (schema.type === "array") {
    return [`\n${pad}- `, ...(schema.items ? entryValue([...path, null], schema.items, `${pad}  `) : [])];
  }
  return isLongText(path) ? [` |\n${pad}`, { hint: "" }] : [" ", ...scalarValue(path, schema, "block")];
}

/** What follows the dash of an entry. */
function entryValue(path: readonly PathStep[], schema: Schema, pad: string): InsertPart[] {
  if (schema.type !== "object") return scalarValue(path, schema, "block");
  const fields = objectFields(path, schema, pad);
  return fields.length > 0 ? fields : [{ hint: "" }];
}

/** The expected fields of an object, one below the other. */
function objectFields(path: readonly PathStep[], schema: Schema, pad: string): InsertPart[] {
  return expectedFields(path, schema).flatMap((name, i): InsertPart[] => {
    const below = [...path, name];
    const value = blockValue(below, fieldSchema(schema, name) ?? {}, `${pad}  `);
    return [`${i > 0 ? `\n${pad}` : ""}${name}:`, ...value];
  });
}

export function flowValue(path: readonly PathStep[], schema: Schema, place: StringPlace): InsertPart[] {
  if (schema.type === "array") {
    const entry = schema.items ? flowValue([...path, null], schema.items, place) : [];
    return ["[", ...entry, "]"];
  }
  if (schema.type !== "object") return scalarValue(path, schema, place);
  const names = expectedFields(path, schema);
  if (names.length === 0) return ["{", { hint: "" }, "}"];
  const fields = names.flatMap((name, i): InsertPart[] => {
    const value = flowValue([...path, name], fieldSchema(schema, name) ?? {}, place);
    return [`${i > 0 ? ", " : ""}${writeString(name, place)}: `, ...value];
  });
  return ["{", ...fields, "}"];
}

/** A value that is left to the author, with the choices that there are. */
export function scalarValue(path: readonly PathStep[], schema: Schema, place: StringPlace): InsertPart[] {
  if (schema.const !== undefined) return [writeString(schema.const, place)];
  if (schema.type === "boolean") return [{ choices: usualFirst(["true", "false"], schema) }];
  const values = allowedValues(schema) ?? fixedChoices(path);
  if (!values)
    return place === "json" && schema.type === "string" ? ['"', { hint: "" }, '"'] : [{ hint: "" }];
  return [{ choices: usualFirst(values, schema).map((value) => writeString(value, place)) }];
}

/** Editors insert the first choice: it should not be a run every minute. */
function usualFirst(values: readonly string[], schema: Schema): string[] {
  const usual = String(schema.default ?? schema.examples?.[0]);
  return values.toSorted((a, b) => Number(b === usual) - Number(a === usual));
}
