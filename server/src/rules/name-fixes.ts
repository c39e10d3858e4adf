/** Fixes for a name that refers to nothing. */
import type { Located } from "../yaml/located.ts";
import type { Fix, SpanEdit } from "./finding.ts";
import { removeField, renameField, replaceText } from "./value-edits.ts";

/** More choices than these are a list to read, not a fix. */
const MAX_CHOICES = 5;

/** Writes the name that was probably meant, or else one of a few that it could be. */
export function renameFixes(
  value: Located | undefined,
  near: string | undefined,
  others: readonly string[] = [],
): Fix[] {
  if (!value) return [];
  const choices = near === undefined ? others : [near];
  if (choices.length > MAX_CHOICES) return [];
  return choices.flatMap((name) => {
    const edit = replaceText(value, name);
    const preferred = name === near ? { preferred: true } : {};
    return edit ? [{ title: `Change to ${name}`, edits: [edit], ...preferred }] : [];
  });
}

/** A fix of one edit; none where the text cannot be edited. */
export function fixOf(
  title: string,
  edit: SpanEdit | undefined,
  more: Pick<Fix, "preferred" | "safe" | "placed"> = {},
): Fix[] {
  return edit ? [{ title, edits: [edit], ...more }] : [];
}

/** Writes the key that was probably meant, or takes the entry out of the map. */
export function keyFixes(
  map: Located,
  key: string,
  near: string | undefined,
  removal: { readonly title: string; readonly preferred?: true },
): Fix[] {
  const { title, ...more } = removal;
  return [
    ...(near === undefined
      ? []
      : fixOf(`Change to ${near}`, renameField(map, key, near), { preferred: true })),
    ...fixOf(title, removeField(map, key), more),
  ];
}

/** The words of a message that ask whether a name was meant; empty without one. */
export function didYouMean(near: string | undefined): string {
  return near === undefined ? "" : ` Did you mean \`${near}\`?`;
}
