/** Edits that give a map a field with a certain value, where the schema's order puts it. */
import type { Located } from "../yaml/located.ts";
import type { Schema } from "../yaml/schema.ts";
import type { SpanEdit } from "./finding.ts";
import { addFields } from "./pair-edits.ts";
import { holdsAnchor } from "./value-edits.ts";

/** Writes the field, over the value that it may have. Empty for a map that others refer to. */
export function setField(map: Located, name: string, value: string | true, schema: Schema): SpanEdit[] {
  return edit(map, name, typeof value === "string" ? { const: value } : { type: "boolean" }, schema);
}

/** Writes the field with the value that stands in the schema for an example, if it is not there. */
export function addExample(map: Located, name: string, schema: Schema): SpanEdit[] {
  const below = schema.properties?.[name];
  const isFree = map.get(name)?.isNull ?? true;
  return below && isFree ? edit(map, name, below, schema) : [];
}

/** Writes a field with one field in it; adds to the map that may be there already. */
export function setNested(
  map: Located,
  name: string,
  inner: string,
  value: string,
  schema: Schema,
): SpanEdit[] {
  const present = map.get(name);
  if (present && !present.isNull) return setField(present, inner, value, {});
  // Flow style goes by the type.
  const below: Schema = { type: "object", required: [inner], properties: { [inner]: { const: value } } };
  return edit(map, name, below, schema);
}

function edit(map: Located, name: string, value: Schema, schema: Schema): SpanEdit[] {
  const { node, written, placed } = map;
  if (node?.kind !== "map" || node !== written || holdsAnchor(node)) return [];
  // The personas may be blocks of their own, below a key without a value: nothing may come between.
  const { personas, ...others } = schema.properties ?? {};
  const properties = { ...others, [name]: value, ...(personas && { personas }) };
  const order = { ...schema, properties };
  return addFields(node, [name], order, placed.block.text);
}
