/**
 * Plain data as YAML that kubectl and YAML 1.2 readers read back as that data. Written here because previews
 * follow each keystroke: the libraries take longer to write the resources of a large pack than to parse it,
 * and none of them knows which strings kubectl needs quoted.
 */
import { needsQuotes, quote } from "./scalar.ts";

/** Longer keys must say that they are keys. */
const MAX_SIMPLE_KEY = 1000;
const STEP = "  ";

/** One document in block style, with a line break at its end. Takes JSON; fields that are undefined are left out. */
export function writeYaml(value: unknown): string {
  const text = written(value, "");
  return `${text.startsWith("\n") ? text.slice(1) : text.trimStart()}\n`;
}

/** Each value as a document of its own. */
export function writeDocuments(values: readonly unknown[]): string {
  return values.map(writeYaml).join("---\n");
}

/** What follows a colon: on the same line after a blank, or on lines of its own at `indent`. */
function written(value: unknown, indent: string): string {
  if (typeof value === "string") return ` ${text(value, indent)}`;
  if (Array.isArray(value)) return value.length === 0 ? " []" : list(value, indent);
  if (typeof value === "object" && value !== null) return fields(value, indent);
  return ` ${String(value)}`;
}

function fields(value: object, indent: string): string {
  let lines = "";
  for (const [key, field] of Object.entries(value) as [string, unknown][]) {
    if (field !== undefined) lines += `\n${indent}${keyed(key, indent)}:${written(field, indent + STEP)}`;
  }
  return lines === "" ? " {}" : lines;
}

function keyed(key: string, indent: string): string {
  const name = needsQuotes(key) ? quote(key) : key;
  return name.length <= MAX_SIMPLE_KEY ? name : `? ${name}\n${indent}`;
}

function list(items: readonly unknown[], indent: string): string {
  let lines = "";
  for (const item of items) {
    const below = written(item, indent + STEP);
    // The first line of an entry stands behind its dash.
    lines += `\n${indent}-${below.startsWith("\n") ? ` ${below.trimStart()}` : below}`;
  }
  return lines;
}

function text(value: string, indent: string): string {
  if (!value.includes("\n")) return needsQuotes(value) ? quote(value) : value;
  if (!isLiteral(value)) return quote(value);
  const ends = value.endsWith("\n");
  const lines = (ends ? value.slice(0, -1) : value).split("\n");
  const body = lines.map((line) => (line === "" ? "" : `${indent || STEP}${line}`)).join("\n");
  return `${ends ? "|" : "|-"}\n${body}`;
}

/** What a literal block cannot hold: control characters, line breaks of YAML 1.1, a byte order mark. */
const NOT_LITERAL = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}/u;

/** A block that begins with blanks would need to count them, and one that ends with blank lines to keep them. */
function isLiteral(value: string): boolean {
  return !/^[ \t\n]/.test(value) && !/\n[ \t]*\n$|\n[ \t]+$/.test(value) && !NOT_LITERAL.test(value);
}
