/** Text to apply that is refused if the object has been changed since somebody agreed to it. */
import { mappingAt } from "./document-place.ts";

/**
 * The text with the version put into its `metadata`, and otherwise as it is: the API server reads it, not we. As it is
 * where it has a version of its own.
 */
export function withResourceVersion(text: string, resourceVersion: string): string {
  const metadata = mappingAt(text, ["metadata"]);
  if (!metadata || metadata.keys.includes("resourceVersion")) return text;
  const { start, flow } = metadata;
  const field = `resourceVersion: ${JSON.stringify(resourceVersion)}`;
  if (flow) return `${text.slice(0, start + 1)}${field}, ${text.slice(start + 1)}`;
  const indent = text.slice(text.lastIndexOf("\n", start - 1) + 1, start).replaceAll(/\S/g, " ");
  return `${text.slice(0, start)}${field}\n${indent}${text.slice(start)}`;
}
