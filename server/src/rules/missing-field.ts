/**
 * A field that every object of its kind must have.
 *
 * Why: the API server rejects the pack. Fields that have a default need not be written and are not asked
 * for. A key without a value counts as missing, for the API server drops it.
 *
 * Bad:
 *     schedule:
 *       interval: 30m
 *
 * Good:
 *     schedule:
 *       interval: 30m
 *       task: Check the nightly jobs.
 */

import { codeList } from "../values/value-source.ts";
import { keyText, pairOf } from "../yaml/ast.ts";
import type { Block } from "../yaml/block.ts";
import type { Span } from "../yaml/position.ts";
import type { MissingField, SchemaFact } from "../yaml/schema-fact.ts";
import { schemaFacts } from "../yaml/schema-walk.ts";
import type { BlockRule, Finding, Fix } from "./finding.ts";
import { indentBelow } from "./indent-below.ts";
import { meantField } from "./meant-field.ts";
import { ownerWords, sentence } from "./owner-words.ts";
import { addFields } from "./pair-edits.ts";

export const missingField: BlockRule = {
  code: "missing-field",
  severity: "error",
  check(document, block) {
    const findings: Finding[] = [];
    for (const fact of schemaFacts(document, block).map((each) => withoutMisplaced(each, block))) {
      if (fact?.kind !== "missing-field" || hasGeneratedName(fact)) continue;
      findings.push({
        code: this.code,
        message: messageFor(fact),
        span: placeOf(fact),
        fixes: () => (fact.aliased ? [] : fixesFor(fact, block.text)),
      });
    }
    return findings;
  },
};

/** A key without a value is the place itself. */
function placeOf({ names, map, span, aliased }: MissingField): Span {
  const written = names.flatMap((name) => pairOf(map, name) ?? []);
  return (!aliased && written[0]?.key) || span;
}

/** A field that stands there misspelt, or before its map, is not missed as well: its own finding says what to do. */
function withoutMisplaced(fact: SchemaFact, block: Block): SchemaFact | undefined {
  if (fact.kind !== "missing-field") return fact;
  const fields = fact.schema.properties ?? {};
  const unknown = fact.map.pairs
    .map(keyText)
    .filter((key) => key !== undefined && !Object.hasOwn(fields, key));
  const isOutside = (name: string) =>
    fact.owner === "spec" && !fact.aliased && name === "personas" && pairOf(block.root, name) !== undefined;
  const absent = fact.names.filter((name) => !isOutside(name));
  const names = absent.filter((name) => !unknown.some((key) => meantField(key ?? "", [name])));
  return names.length > 0 ? { ...fact, names } : undefined;
}

/** `kubectl create` lets the API server choose the name. */
function hasGeneratedName({ names, owner, map }: MissingField): boolean {
  const only = owner === "metadata" && names.length === 1 && names[0] === "name";
  return only && map.pairs.some((pair) => keyText(pair) === "generateName");
}

function messageFor(fact: MissingField): string {
  const { names, map } = fact;
  const last = names.at(-1) ?? "";
  const list = names.length > 1 ? `${codeList(names.slice(0, -1))} and \`${last}\`` : codeList(names);
  const subject = sentence(ownerWords(fact));
  const written = map.pairs.some((pair) => names.includes(keyText(pair) ?? ""));
  if (written) return `${subject} needs ${list}: a key without a value counts as not written.`;
  const them = names.length > 1 ? "them" : "it";
  return `${subject} needs ${list}: the API server rejects the pack without ${them}.`;
}

/** A key whose value is null by way of an alias is the author's to mend: the anchor may serve elsewhere. */
function fixesFor({ names, map, schema }: MissingField, text: string): Fix[] {
  for (const name of names) {
    const owner = pairOf(map, name);
    const indent = owner ? indentBelow(map, owner, schema, text) : [];
    if (indent.length > 0) return indent;
  }
  const mended = names.filter((name) => {
    const pair = pairOf(map, name);
    return !pair || (pair.value.kind === "scalar" && pair.value.anchor === undefined);
  });
  if (mended.length === 0) return [];
  const title = `Add ${mended.join(", ")}`;
  return [{ title, edits: addFields(map, mended, schema, text), preferred: true }];
}
