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
import type { ScalarNode } from "../yaml/ast.ts";
import { quote, resolvePlain } from "../yaml/scalar.ts";
import { schemaFacts, type ValueType, type WrongType } from "../yaml/schema-walk.ts";
import type { BlockRule, Finding, Fix } from "./finding.ts";

export const wrongType: BlockRule = {
  code: "wrong-type",
  severity: "error",
  check(document, block) {
    const findings: Finding[] = [];
    for (const fact of schemaFacts(document, block)) {
      if (fact.kind !== "wrong-type") continue;
      findings.push({
        code: this.code,
        message: messageFor(fact, block.text),
        span: fact.span,
        fixes: () => fixesFor(fact, block.text),
      });
    }
    return findings;
  },
};

const TYPE_NAMES: Record<ValueType, string> = {
  string: "a string",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "a map of fields",
  null: "empty",
};

function messageFor({ node, expected, actual, owner }: WrongType, text: string): string {
  const subject = `\`${owner}\` must be ${TYPE_NAMES[expected]}`;
  if (node.kind !== "scalar") return `${subject}, this is ${TYPE_NAMES[actual]}.`;
  const source = text.slice(node.start, node.end);
  if (expected === "string" && actual !== "null") {
    const kind = actual === "boolean" ? "a boolean" : "a number";
    return `${subject}; kubectl reads ${source} as ${kind}. Write ${quote(source)}.`;
  }
  if (expected === "array" && actual === "string") return `${subject}. Write each entry behind a dash.`;
  const bare = unquoted(node, expected);
  if (bare !== undefined) return `${subject}, this is a string. Write ${bare}.`;
  return `${subject}, this is ${actual === "boolean" ? "a boolean" : TYPE_NAMES[actual]}.`;
}

function fixesFor({ node, expected, actual }: WrongType, text: string): Fix[] {
  if (node.kind !== "scalar") return [];
  const { start, end } = node;
  const source = text.slice(start, end);
  if (expected === "string" && actual !== "null") {
    return [
      { title: `Quote: ${quote(source)}`, edits: [{ start, end, newText: quote(source) }], preferred: true },
    ];
  }
  const bare = unquoted(node, expected);
  if (bare !== undefined) {
    return [
      { title: `Write ${bare} without quotes`, edits: [{ start, end, newText: bare }], preferred: true },
    ];
  }
  if (expected === "array" && actual === "string" && node.style !== "literal" && node.style !== "folded") {
    return [{ title: `Make it a list: [${source}]`, edits: [{ start, end, newText: `[${source}]` }] }];
  }
  return [];
}

/** What a quoted boolean or number is without its quotes, if it is the type that is asked for. */
function unquoted(node: ScalarNode, expected: ValueType): string | undefined {
  if (node.style !== "single" && node.style !== "double") return undefined;
  const word = node.value.trim();
  const { type, value } = resolvePlain(word);
  if (expected === "boolean" && type === "boolean") return String(value);
  const fits = type === expected || (expected === "number" && type === "integer");
  return fits && (expected === "integer" || expected === "number") ? word : undefined;
}
