/** The owner of a fact in the words of a message. */
import type { SchemaFact } from "../yaml/schema-fact.ts";

type OwnedFact = Extract<SchemaFact, { readonly owner: string }>;

/** What must be so: "`schedule`", "a persona", "an entry of `skills`". */
export function ownerWords({ owner, entry }: Pick<OwnedFact, "owner" | "entry">): string {
  if (owner === "the pack") return owner;
  if (!entry) return `\`${owner}\``;
  return owner === "personas" ? "a persona" : `an entry of \`${owner}\``;
}

export function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
