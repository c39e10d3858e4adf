/** Values to start from, for fields that a quick fix writes. */
import type { Schema } from "../yaml/schema.ts";
import { type StringPlace, writeString } from "../yaml/written-string.ts";

const STEP = 2;

type Brackets = Exclude<StringPlace, "block">;

/** Prose that is to be replaced says so itself; everything else starts from the schema's example. */
const PROSE: Readonly<Record<string, string>> = {
  systemPrompt: "Describe who this persona is and what it does.",
  task: "Describe what to do in each run.",
};

/** `name: value` on one line, for flow style. */
export function flowField(name: string, schema: Schema | undefined, place: Brackets): string {
  return `${writeString(name, place)}: ${flowValue(name, schema, place)}`;
}

/** The lines of `name: value` in block style, the first without its indent. */
export function blockField(name: string, schema: Schema | undefined): string[] {
  const [first = "", ...rest] = blockValue(name, schema);
  return [`${name}:${first}`, ...rest];
}

/** What stands behind `name:`, with the blank before it; further lines are indented relative to the key. */
export function blockValue(name: string, schema: Schema | undefined): string[] {
  const fields = requiredFields(schema);
  if (fields.length > 0) return ["", ...indent(fieldLines(fields))];
  const entry = requiredFields(schema?.items);
  if (entry.length > 0) {
    const [first = "", ...rest] = fieldLines(entry);
    return ["", ...indent([`- ${first}`, ...indent(rest)])];
  }
  return [` ${flowValue(name, schema, "flow")}`];
}

type Field = readonly [name: string, schema: Schema | undefined];

function requiredFields(schema: Schema | undefined): Field[] {
  return (schema?.required ?? []).map((name) => [name, schema?.properties?.[name]]);
}

function fieldLines(fields: readonly Field[]): string[] {
  return fields.flatMap(([name, schema]) => blockField(name, schema));
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => " ".repeat(STEP) + line);
}

/** The value alone; one for flow style fits everywhere in YAML. */
export function flowValue(name: string, schema: Schema | undefined, place: Brackets): string {
  switch (schema?.type) {
    case "boolean":
      return String(schema.default ?? true);
    case "integer":
    case "number":
      return String(schema.default ?? 1);
    case "array": {
      const entry = requiredFields(schema.items);
      return entry.length > 0 ? `[${flowMap(entry, place)}]` : flowList(schema.examples?.[0], place);
    }
    case "object":
      return flowMap(requiredFields(schema), place);
    default:
      return writeString(
        PROSE[name] ?? schema?.const ?? schema?.enum?.[0] ?? stringExample(schema?.examples?.[0]),
        place,
      );
  }
}

function flowMap(fields: readonly Field[], place: Brackets): string {
  return `{${fields.map(([name, schema]) => flowField(name, schema, place)).join(", ")}}`;
}

function flowList(example: unknown, place: Brackets): string {
  return Array.isArray(example)
    ? `[${example.map((entry) => writeString(String(entry), place)).join(", ")}]`
    : "[]";
}

function stringExample(example: unknown): string {
  return typeof example === "string" ? example : "";
}
