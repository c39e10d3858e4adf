import type { Located, SpannedText } from "../yaml/located.ts";
import type { Fix } from "./finding.ts";
import { replaceText } from "./value-edits.ts";

/** Puts a number behind the name, the lowest with which none of `others` has it. */
export function renameToFree(
  value: Located | undefined,
  others: readonly { readonly name: SpannedText | undefined }[],
): Fix[] {
  const free = freeName(`${value?.text}`, new Set([value?.text, ...others.map(({ name }) => name?.text)]));
  const edit = value && replaceText(value, free);
  return edit ? [{ title: `Rename to ${free}`, edits: [edit] }] : [];
}

/** The name, with the lowest number behind it that makes it another one than all that are taken. */
export function freeName(name: string, taken: ReadonlySet<string | undefined>): string {
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name}-${number}`)) number++;
  return `${name}-${number}`;
}
