/** Text to apply that is refused if the object has been changed, or made anew, since somebody agreed to it. */
import { mappingAt } from "./document-place.ts";

/**
 * The text with these fields put into its `metadata`, and otherwise as it is: the API server reads it, not we. What it
 * says of them itself stays. Without the `uid` an object that is gone would be made again, whatever its version.
 */
export function withPreconditions(
  text: string,
  preconditions: Readonly<Record<"uid" | "resourceVersion", string | undefined>>,
): string {
  const metadata = mappingAt(text, ["metadata"]);
  if (!metadata) return text;
  const { start, flow, keys } = metadata;
  const fields = Object.entries(preconditions)
    .filter(([field, value]) => value !== undefined && !keys.includes(field))
    .map(([field, value]) => `${field}: ${JSON.stringify(value)}`);
  if (flow) {
    const inserted = fields.map((field) => `${field}, `).join("");
    return `${text.slice(0, start + 1)}${inserted}${text.slice(start + 1)}`;
  }
  const indent = text.slice(text.lastIndexOf("\n", start - 1) + 1, start).replaceAll(/\S/g, " ");
  const inserted = fields.map((field) => `${field}\n${indent}`).join("");
  return `${text.slice(0, start)}${inserted}${text.slice(start)}`;
}
