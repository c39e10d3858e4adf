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
  return writeDocuments([value]);
}

/** Each value as a document of its own. */
export function writeDocuments(values: readonly unknown[]): string {
  return new YamlWriter().documents(values);
}

/** What stands before a value: nothing, the colon of a field, or the dash of an entry. */
type Place = "start" | "field" | "entry";

class YamlWriter {
  #text = "";
  /** Keys, names and the like come again and again. */
  readonly #known = new Map<string, string>();

  documents(values: readonly unknown[]): string {
    for (const [index, value] of values.entries()) {
      if (index > 0) this.#text += "---\n";
      this.#value(value, "", "start");
      this.#text += "\n";
    }
    return this.#text;
  }

  #value(value: unknown, indent: string, place: Place): void {
    if (Array.isArray(value) && value.length > 0) {
      this.#list(value, indent, place);
    } else if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      this.#fields(value as Readonly<Record<string, unknown>>, indent, place);
    } else {
      if (place !== "start") this.#text += " ";
      this.#text += Array.isArray(value)
        ? "[]"
        : typeof value === "string"
          ? this.#string(value, indent)
          : value;
    }
  }

  #fields(fields: Readonly<Record<string, unknown>>, indent: string, place: Place): void {
    let empty = true;
    for (const key of Object.keys(fields)) {
      const value = fields[key];
      if (value === undefined) continue;
      this.#newLine(indent, empty ? place : "field");
      empty = false;
      const name = this.#oneLine(key);
      this.#text += name.length <= MAX_SIMPLE_KEY ? name : `? ${name}\n${indent}`;
      this.#text += ":";
      this.#value(value, indent + STEP, "field");
    }
    if (empty) this.#text += place === "start" ? "{}" : " {}";
  }

  #list(items: readonly unknown[], indent: string, place: Place): void {
    let next = place;
    for (const item of items) {
      this.#newLine(indent, next);
      next = "field";
      this.#text += "-";
      this.#value(item, indent + STEP, "entry");
    }
  }

  /** The first part of what an entry holds stands behind its dash. */
  #newLine(indent: string, place: Place): void {
    if (place === "field") this.#text += `\n${indent}`;
    else if (place === "entry") this.#text += " ";
  }

  #string(value: string, indent: string): string {
    if (!value.includes("\n")) return this.#oneLine(value);
    if (!isLiteral(value)) return quote(value);
    const ends = value.endsWith("\n");
    const margin = `\n${indent || STEP}`;
    const body = (ends ? value.slice(0, -1) : value).replace(/\n(?=[^\n])/g, margin);
    return `${ends ? "|" : "|-"}${margin}${body}`;
  }

  #oneLine(value: string): string {
    let written = this.#known.get(value);
    if (written === undefined) {
      written = needsQuotes(value) ? quote(value) : value;
      if (value.length <= LONGEST_KNOWN) this.#known.set(value, written);
    }
    return written;
  }
}

const LONGEST_KNOWN = 80;

/** What a literal block cannot hold: control characters, line breaks of YAML 1.1, a byte order mark. */
const NOT_LITERAL = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}/u;

/** A block that begins with blanks would need to count them, and one that ends with blank lines to keep them. */
function isLiteral(value: string): boolean {
  const last = value.at(value.endsWith("\n") ? -2 : -1) ?? "\n";
  return !isBlank(value[0] ?? "\n") && !isBlank(last) && !NOT_LITERAL.test(value);
}

function isBlank(character: string): boolean {
  return character === " " || character === "\t" || character === "\n";
}
