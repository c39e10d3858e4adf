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
import { isEmptyScalar, keyText } from "../yaml/ast.ts";
import { type MissingField, schemaFacts } from "../yaml/schema-walk.ts";
import type { BlockRule, Finding, Fix } from "./finding.ts";
import { addFields } from "./pair-edits.ts";

export const missingField: BlockRule = {
  code: "missing-field",
  severity: "error",
  check(document, block) {
    const findings: Finding[] = [];
    for (const fact of schemaFacts(document, block)) {
      if (fact.kind !== "missing-field" || hasGeneratedName(fact)) continue;
      findings.push({
        code: this.code,
        message: messageFor(fact),
        span: fact.span,
        fixes: () => fixesFor(fact, block.text),
      });
    }
    return findings;
  },
};

/** `kubectl create` lets the API server choose the name. */
function hasGeneratedName({ names, owner, map }: MissingField): boolean {
  const only = owner === "metadata" && names.length === 1 && names[0] === "name";
  return only && map.pairs.some((pair) => keyText(pair) === "generateName");
}

function messageFor({ names, owner, map }: MissingField): string {
  const list = names.map((name) => `\`${name}\``).join(" and ");
  const holder = owner === "personas" ? "this persona" : owner === "the pack" ? owner : `\`${owner}\``;
  const written = map.pairs.some((pair) => names.includes(keyText(pair) ?? ""));
  const how = written
    ? "a key without a value counts as not written"
    : "the API server rejects the pack without";
  return `${holder} needs ${list}: ${how}${written ? "." : ` ${names.length > 1 ? "them" : "it"}.`}`;
}

function fixesFor({ names, map, schema }: MissingField, text: string): Fix[] {
  const empty = map.pairs.filter((pair) => names.includes(keyText(pair) ?? "") && isEmptyScalar(pair.value));
  const absent = names.filter((name) => !map.pairs.some((pair) => keyText(pair) === name));
  if (absent.length === 0 || empty.length > 0) return [];
  const title = `Add ${absent.join(", ")}`;
  return [{ title, edits: [addFields(map, absent, schema, text)], preferred: true }];
}
