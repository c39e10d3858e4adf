import { offeredValues } from "../values/registry.ts";
import type { ValuePlace } from "../values/value-source.ts";
import type { Schema } from "../yaml/schema.ts";
import { writeString } from "../yaml/written-string.ts";
import type { Draft } from "./completion.ts";
import type { CompletionContext } from "./completion-context.ts";
import type { Proposal } from "./completion-proposals.ts";
import { blockValue, expectedFields, flowValue, isLongText } from "./completion-skeletons.ts";
import type { InsertText } from "./insert-text.ts";

/** The values that a field or an entry of a list may have, entries that are there already left out. */
export function valueItems(
  place: ValuePlace,
  context: CompletionContext,
  proposals: readonly Proposal[],
): Draft[] {
  const { path, schema, existing, position } = context;
  if (schema.type === "object" || schema.type === "array") return [collectionItem(context)];
  const isText = schema.type === "string";
  const write = (value: string): string => (isText ? writeString(value, context.place) : value);
  const drafts = new Map<string, Draft>();
  for (const { label, documentation } of proposals) {
    const value = label.replace(/^"(.*)"$/, "$1");
    drafts.set(value, { ...draft(value, [write(value)]), ...(documentation ? { documentation } : {}) });
  }
  for (const { value, detail, documentation } of offeredValues(place, "values")) {
    const known = { ...(detail ? { detail } : {}), ...(documentation ? { documentation } : {}) };
    drafts.set(value, { ...draft(value, [write(value)]), ...known });
  }
  for (const value of existing) drafts.delete(value);
  return isLongText(path) && context.place === "block" && position === "value"
    ? [longTextItem(context)]
    : [...drafts.values()];
}

function draft(label: string, text: InsertText): Draft {
  return { label, kind: "value", text, rank: 2 };
}

/** `|`, with the text on the lines below. */
function longTextItem({ path, schema }: CompletionContext): Draft {
  return { ...draft("|", withoutBlank(blockValue(path, schema, "  "))), detail: "text over several lines" };
}

/** The value of a key that holds a map or a list: its first lines, below the key. */
function collectionItem({ path, schema, place }: CompletionContext): Draft {
  const text = place !== "block" ? flowValue(path, schema, place) : blockValue(path, schema, "  ");
  return { ...draft(collectionLabel(path, schema), text), detail: "what belongs below" };
}

function collectionLabel(path: CompletionContext["path"], schema: Schema): string {
  if (schema.type === "array") return "- …";
  const fields = expectedFields(path, schema);
  return fields.length > 0 ? fields.join(", ") : "…";
}

function withoutBlank([first, ...rest]: InsertText): InsertText {
  return [typeof first === "string" ? first.trimStart() : "", ...rest];
}
