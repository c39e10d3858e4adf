/**
 * A value of another type than the field's.
 *
 * Why: the API server rejects the pack. YAML decides the type by spelling, and kubectl reads YAML 1.1:
 * `yes`, `on` and `off` are booleans, `1.0` is a number, unless they are quoted.
 *
 * Bad:
 *     version: 1.0
 *     enabled: "true"
 *
 * Good:
 *     version: "1.0"
 *     enabled: true
 */
import { isEmptyScalar, type ScalarNode } from "../yaml/ast.ts";
import type { Span } from "../yaml/position.ts";
import { quote, resolvePlain } from "../yaml/scalar.ts";
import type { ValueType } from "../yaml/scalar-type.ts";
import type { Schema } from "../yaml/schema.ts";
import type { WrongType } from "../yaml/schema-fact.ts";
import { schemaFacts } from "../yaml/schema-walk.ts";
import { bracketsOf, writeString } from "../yaml/written-string.ts";
import { isBroken } from "./broken-place.ts";
import type { BlockRule, Finding, Fix } from "./finding.ts";
import { firstLineOf, isBlockScalar, writtenSpan } from "./first-line.ts";
import { noBreakSpace } from "./no-break-space.ts";
import { ownerWords, sentence } from "./owner-words.ts";
import { timeSpelling } from "./time-spelling.ts";

export const wrongType: BlockRule = {
  code: "wrong-type",
  severity: "error",
  check(document, block) {
    const findings: Finding[] = [];
    for (const fact of schemaFacts(document, block)) {
      // What cannot be read is of no type.
      if (fact.kind !== "wrong-type" || isBroken(block, fact.span)) continue;
      const isList = fact.expected === "array" && !fact.aliased;
      const pasted = isList ? noBreakSpace(block.text, fact.node.start) : undefined;
      findings.push({
        code: this.code,
        message: pasted?.message ?? messageFor(fact),
        span: pasted?.span ?? firstLineOf(spanOf(fact, block.text), block.text),
        fixes: pasted?.fixes ?? (() => (fact.aliased ? [] : fixesFor(fact, block.text))),
      });
    }
    return findings;
  },
};

function spanOf({ aliased, node, span, entry }: WrongType, text: string): Span {
  if (aliased || node.kind !== "scalar") return span;
  // Of an entry that is not there its dash can be seen.
  if (entry && isEmptyScalar(node) && text[node.start - 1] === "-")
    return { start: node.start - 1, end: node.end };
  return writtenSpan(node, text);
}

const TYPE_NAMES: Record<ValueType, string> = {
  string: "a string",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "a map of fields",
  null: "empty",
};

function messageFor(fact: WrongType): string {
  const { node, expected, actual, entry, schema } = fact;
  const subject = `${sentence(ownerWords(fact))} must be ${TYPE_NAMES[expected]}`;
  const given = actual === "boolean" ? "a boolean" : TYPE_NAMES[actual];
  if (node.kind === "scalar") {
    if (expected === "string" && isOtherPlain(node)) {
      return `${subject}; kubectl reads ${node.value} as ${given}. Write ${stringAdvice(node, schema)}.`;
    }
    const correct = unquoted(node, expected);
    if (correct !== undefined) return `${subject}, but this is a string. Write ${correct}.`;
    if (actual === "null" && entry)
      return `${subject}, but this entry is empty. Write one, or remove the dash.`;
  }
  if (expected === "array" && actual === "string") {
    return `${subject}, but this is a string. Write each entry behind a dash.`;
  }
  if (expected === "array" && actual === "object" && node.kind === "map" && !node.flow) {
    return `${subject}, but this is a map of fields. Write a dash before each entry.`;
  }
  return `${subject}, but this is ${given}.`;
}

function fixesFor({ node, expected, actual, schema }: WrongType, text: string): Fix[] {
  if (node.kind !== "scalar" || node.tag !== undefined) return [];
  const { start, end } = node;
  if (expected === "string") {
    return isOtherPlain(node) ? stringFixes(node, schema, text) : [];
  }
  const newText = unquoted(node, expected);
  if (newText !== undefined) {
    return [{ title: `Write ${newText} without quotes`, edits: [{ start, end, newText }], preferred: true }];
  }
  if (expected === "array" && actual === "string" && !isBlockScalar(node)) {
    const place = bracketsOf(text);
    const entries = entriesOf(node)
      .map((entry) => writeString(entry, place))
      .join(", ");
    return [{ title: `Make it a list: [${entries}]`, edits: [{ start, end, newText: `[${entries}]` }] }];
  }
  return [];
}

/** A plain value that kubectl does not read as a string. */
function isOtherPlain(node: ScalarNode): boolean {
  return node.style === "plain" && resolvePlain(node.value).type !== "null";
}

function stringAdvice({ value }: ScalarNode, schema: Schema): string {
  const spelling = timeSpelling(schema);
  return spelling ? spelling.like(value).join(" or ") || `a text such as ${spelling.example}` : quote(value);
}

function stringFixes({ start, end, value }: ScalarNode, schema: Schema, text: string): Fix[] {
  const spelling = timeSpelling(schema);
  if (!spelling) {
    const newText = quote(value);
    return [{ title: `Quote: ${newText}`, edits: [{ start, end, newText }], preferred: true }];
  }
  const times = spelling.like(value);
  return times.map((time) => ({
    title: `Write ${time}`,
    edits: [{ start, end, newText: writeString(time, bracketsOf(text)) }],
    ...(times.length === 1 ? { preferred: true } : {}),
  }));
}

/** Commas separate what somebody wrote as one string but meant as a list, if its parts look like names. */
function entriesOf({ value }: ScalarNode): string[] {
  const parts = value.split(",").map((part) => part.trim());
  return parts.every((part) => /^[\w.:/-]+$/.test(part)) ? parts : [value];
}

/** What a quoted boolean or number is without its quotes, if it is the type that is asked for. */
function unquoted(node: ScalarNode, expected: ValueType): string | undefined {
  if (node.style !== "single" && node.style !== "double") return undefined;
  const word = node.value.trim();
  const { type, value } = resolvePlain(word);
  if (expected === "boolean" && type === "boolean") return String(value);
  const fits = type === expected || (expected === "number" && type === "integer");
  if (!fits || (expected !== "integer" && expected !== "number")) return undefined;
  // Every digit of a decimal stays; other spellings are no numbers in JSON.
  return /^-?(?:0|[1-9][0-9]*)$/.test(word) ? word : String(value);
}
