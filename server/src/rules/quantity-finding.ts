import { isQuantity, quantityLike } from "../pack/quantity.ts";
import type { Located } from "../yaml/located.ts";
import type { Fix, PlacedFinding } from "./finding.ts";
import { shownText } from "./shown-text.ts";
import { replaceText } from "./value-edits.ts";

/** What to say of an amount that Kubernetes cannot read; nothing of one that it can. */
export function quantityFinding(
  value: Located | undefined,
  code: string,
  consequence: string,
): PlacedFinding[] {
  const text = value?.text;
  if (!value || text === undefined || isQuantity(text)) return [];
  const better = quantityLike(text);
  const advice = better === undefined ? "a number with a unit, such as `512Mi`" : `\`${better}\``;
  const message = `\`${shownText(text)}\` is no amount for Kubernetes: ${consequence}. Write ${advice}.`;
  return [{ code, message, span: value.span, placed: value.placed, fixes: () => fixesFor(value, better) }];
}

function fixesFor(value: Located, better: string | undefined): Fix[] {
  const edit = better === undefined ? undefined : replaceText(value, better);
  return edit ? [{ title: `Write ${better}`, edits: [edit], preferred: true }] : [];
}
