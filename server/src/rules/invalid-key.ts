/**
 * A key that is no text: empty, null, a list, a map, or longer than kubectl reads.
 *
 * Why: kubectl cannot read the file, for an object's keys are strings.
 *
 * Bad:
 *     labels:
 *       null: "1"
 *
 * Good:
 *     labels:
 *       "null": "1"
 */
import { type Pair, type ScalarNode, visitNodes, type YamlNode } from "../yaml/ast.ts";
import type { PackDocument } from "../yaml/pack-document.ts";
import type { Span } from "../yaml/position.ts";
import { quote } from "../yaml/scalar.ts";
import { scalarType } from "../yaml/scalar-type.ts";
import type { BlockRule, Finding, Fix } from "./finding.ts";
import { firstLineOf } from "./first-line.ts";

const MAX_KEY_LENGTH = 1024;

export const invalidKey: BlockRule = {
  code: "invalid-key",
  severity: "error",
  check(document, block) {
    const findings: Finding[] = [];
    if (!block.root) return findings;
    visitNodes(block.root, (node) => {
      if (node.kind !== "map") return;
      for (const pair of node.pairs) {
        const message = messageFor(document, pair, block.text);
        if (!message) continue;
        const span = firstLineOf(spanOf(pair, block.text), block.text);
        findings.push({ code: this.code, message, span, fixes: () => fixesFor(pair) });
      }
    });
    return findings;
  },
};

function messageFor(document: PackDocument, { key }: Pair, text: string): string | undefined {
  if (lengthOf(key, text) > MAX_KEY_LENGTH) {
    return `A key and its colon must not be more than ${MAX_KEY_LENGTH.toLocaleString("en")} characters apart. Shorten it.`;
  }
  const target = document.follow(key);
  if (target === undefined) return undefined;
  if (target.kind !== "scalar")
    return "A key must be text, not a list or a map. Write a word before the colon.";
  const type = scalarType(target);
  if (type === "number" && isBeyondInt64(target))
    return `kubectl reads the key ${target.value} as a number that is too large. Quote it.`;
  if (type !== "null") return undefined;
  return target.value === ""
    ? "A key is missing before this colon."
    : `kubectl reads the key ${target.value} as null. Write ${quote(target.value)}.`;
}

/** From its start to its colon, in characters; any length is good behind a `?`. */
function lengthOf(key: YamlNode, text: string): number {
  if (key.end - key.start + 1 < MAX_KEY_LENGTH && !/^[ \t]{2}/.test(text.slice(key.end, key.end + 2)))
    return 0;
  if (/\?\s+$/.test(text.slice(0, key.start))) return 0;
  const blanks = /^[ \t]*/.exec(text.slice(key.end))?.[0] ?? "";
  return Array.from(text.slice(key.start, key.end)).length + blanks.length;
}

/** An integer literal of 64 bits without room for a sign: others are of a type that may be a key. */
function isBeyondInt64({ value }: ScalarNode): boolean {
  return !/[.eE]/.test(value) || /^0x/i.test(value) ? Number(value.replaceAll("_", "")) <= 2 ** 64 : false;
}

function spanOf({ key, value }: Pair, { length }: string): Span {
  if (key.start < key.end) return key;
  const end = key.end < value.start ? value.start : key.end + 1;
  return { start: key.end, end: Math.min(end, length) };
}

function fixesFor({ key }: Pair): Fix[] {
  if (key.kind !== "scalar" || key.value === "" || key.style !== "plain" || scalarType(key) !== "null")
    return [];
  const newText = quote(key.value);
  return [
    { title: `Quote: ${newText}`, edits: [{ start: key.start, end: key.end, newText }], preferred: true },
  ];
}
