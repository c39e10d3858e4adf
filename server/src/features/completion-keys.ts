import { offeredValues } from "../values/registry.ts";
import type { ValuePlace } from "../values/value-source.ts";
import { fieldSchema, type Schema } from "../yaml/schema.ts";
import { writeString } from "../yaml/written-string.ts";
import type { Draft } from "./completion.ts";
import type { CompletionContext } from "./completion-context.ts";
import type { Proposal } from "./completion-proposals.ts";
import { expectedFields, fieldText } from "./completion-skeletons.ts";

/** The keys that may be added to a map: the schema's, and for a free map those that mean something. */
export function keyItems(
  place: ValuePlace,
  context: CompletionContext,
  proposals: readonly Proposal[],
): Draft[] {
  const { schema, existing } = context;
  const fields = proposals
    .filter(({ label }) => schema.properties !== undefined && Object.hasOwn(schema.properties, label))
    .map(({ label, documentation }) => fieldDraft(context, label, documentation, undefined));
  const provided = offeredValues(place, "keys")
    .filter(({ value }) => !existing.includes(value))
    .map(({ value, detail, documentation }) => fieldDraft(context, value, documentation, detail));
  return [...fields, ...provided].sort((a, b) => a.rank - b.rank);
}

function fieldDraft(
  context: CompletionContext,
  name: string,
  documentation: string | undefined,
  detail: string | undefined,
): Draft {
  const { path, schema, place, hasColon } = context;
  const field = fieldSchema(schema, name) ?? {};
  const isRequired = schema.required?.includes(name) ?? false;
  const shown = detail ?? detailOf(field, isRequired);
  return {
    label: name,
    kind: "field",
    ...(shown ? { detail: shown } : {}),
    ...(documentation ? { documentation } : {}),
    text: hasColon ? [writeString(name, place)] : fieldText([...path, name], field, place),
    rank: isRequired || expectedFields(path, schema).includes(name) ? 1 : rankOf(field),
  };
}

function rankOf(field: Schema): 2 | 3 {
  return field["x-personapack-ignored"] ? 3 : 2;
}

function detailOf(field: Schema, isRequired: boolean): string | undefined {
  if (isRequired) return "required";
  return field["x-personapack-ignored"] ? "has no effect" : undefined;
}
