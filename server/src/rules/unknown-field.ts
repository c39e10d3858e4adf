/**
 * A field that a PersonaPack does not have.
 *
 * Why: kubectl validates strictly and rejects the object; tools that do not would store it without the
 * field, and nobody would notice.
 *
 * Bad:
 *     schedule:
 *       intervall: 30m
 *
 * Good:
 *     schedule:
 *       interval: 30m
 */
import { keyText } from "../yaml/ast.ts";
import { schemaFacts, type UnknownField } from "../yaml/schema-walk.ts";
import type { BlockRule, Finding, Fix } from "./finding.ts";
import { nearestName } from "./nearest-name.ts";
import { removePair } from "./pair-edits.ts";

const MAX_LISTED = 8;

export const unknownField: BlockRule = {
  code: "unknown-field",
  severity: "error",
  check(document, block) {
    const findings: Finding[] = [];
    for (const fact of schemaFacts(document, block)) {
      if (fact.kind !== "unknown-field") continue;
      const suggestion = suggestionFor(fact);
      findings.push({
        code: this.code,
        message: messageFor(fact, suggestion),
        span: fact.span,
        fixes: () => fixesFor(fact, suggestion, block.text),
      });
    }
    return findings;
  },
};

function suggestionFor({ name, schema, map }: UnknownField): string | undefined {
  const present = new Set(map.pairs.map(keyText));
  const free = Object.keys(schema.properties ?? {}).filter((candidate) => !present.has(candidate));
  return nearestName(name, free);
}

function messageFor({ name, schema, owner }: UnknownField, suggestion: string | undefined): string {
  const unreleased = schema["x-personapack-unreleased"]?.[name];
  if (unreleased) return `\`${name}\`: ${unreleased}`;
  const problem = `\`${name}\` is not a field of ${owner}; kubectl rejects it.`;
  if (suggestion) return `${problem} Did you mean \`${suggestion}\`?`;
  const fields = Object.keys(schema.properties ?? {});
  if (fields.length === 0 || fields.length > MAX_LISTED) return problem;
  return `${problem} It has ${fields.map((field) => `\`${field}\``).join(", ")}.`;
}

function fixesFor({ name, pair, map }: UnknownField, suggestion: string | undefined, text: string): Fix[] {
  const fixes: Fix[] = [];
  if (suggestion) {
    const { start, end } = pair.key;
    fixes.push({
      title: `Rename to ${suggestion}`,
      edits: [{ start, end, newText: suggestion }],
      preferred: true,
    });
  }
  fixes.push({ title: `Remove ${name}`, edits: [removePair(map, pair, text)] });
  return fixes;
}
