/**
 * The same key twice in one map.
 *
 * Why: kubectl takes the last value and drops the others without a word; most other readers reject the
 * file.
 *
 * Bad:
 *     model: gpt-4o
 *     model: gpt-4o-mini
 *
 * Good:
 *     model: gpt-4o-mini
 */
import type { DuplicateKey } from "../yaml/schema-fact.ts";
import { schemaFacts } from "../yaml/schema-walk.ts";
import type { BlockRule, Finding, Fix } from "./finding.ts";
import { removePair } from "./pair-edits.ts";

export const duplicateKey: BlockRule = {
  code: "duplicate-key",
  severity: "warning",
  generic: true,
  check(document, block) {
    const findings: Finding[] = [];
    for (const fact of schemaFacts(document, block)) {
      // The anchored map itself is in some block, and there it is said once.
      if (fact.kind !== "duplicate-key" || fact.aliased) continue;
      findings.push({
        code: this.code,
        message: `\`${fact.name}\` is written twice in this map: kubectl takes this value and drops the first. Remove one of them.`,
        span: fact.span,
        related: { span: fact.first.key, message: `\`${fact.name}\` stands here first` },
        fixes: () => fixesFor(fact, block.text),
      });
    }
    return findings;
  },
};

/** None for the list of personas: its entries are blocks of their own, beyond the reach of an edit here. */
function fixesFor({ name, map, pair, first }: DuplicateKey, text: string): Fix[] {
  if (name === "personas") return [];
  return [
    { title: `Remove the first ${name}`, edits: [removePair(map, first, text)], preferred: true },
    { title: `Remove this ${name}`, edits: [removePair(map, pair, text)] },
  ];
}
