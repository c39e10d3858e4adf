import type { Located, SpannedText } from "../yaml/located.ts";
import type { Fix } from "./finding.ts";
import { replaceText } from "./value-edits.ts";

/** Puts a number behind the name, the lowest with which none of `others` has it. */
export function renameToFree(
  value: Located | undefined,
  others: readonly { readonly name: SpannedText | undefined }[],
): Fix[] {
  const taken = new Set(others.map(({ name }) => name?.text));
  let number = 2;
  while (taken.has(`${value?.text}-${number}`)) number++;
  const free = `${value?.text}-${number}`;
  const edit = value && replaceText(value, free);
  return edit ? [{ title: `Rename to ${free}`, edits: [edit] }] : [];
}
