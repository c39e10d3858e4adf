/** Strings as they are written into a text, be it YAML or JSON. */
import { JSON_START } from "./parse.ts";
import { needsQuotes, quote } from "./scalar.ts";

/** What a string stands in: the lines of block style, brackets, or a text that kubectl takes for JSON. */
export type StringPlace = "block" | "flow" | "json";

/** What brackets in this text are. */
export function bracketsOf(text: string): "flow" | "json" {
  return JSON_START.test(text) ? "json" : "flow";
}

/** A key or a value, in quotes only where it needs them. */
export function writeString(value: string, place: StringPlace): string {
  const isPlain = place === "block" || (place === "flow" && !/[,[\]{}]/.test(value));
  return isPlain && !needsQuotes(value) ? value : quote(value);
}
