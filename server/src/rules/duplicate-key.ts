/**
 * The same key twice in one map.
 *
 * Why: kubectl rejects the file; other readers keep one of the two values without a word.
 *
 * Bad:
 *     model: gpt-4o
 *     model: gpt-4o-mini
 *
 * Good:
 *     model: gpt-4o-mini
 */
import { schemaFacts } from "../yaml/schema-walk.ts";
import type { BlockRule, Finding } from "./finding.ts";

export const duplicateKey: BlockRule = {
  code: "duplicate-key",
  severity: "error",
  generic: true,
  check(document, block) {
    const findings: Finding[] = [];
    for (const fact of schemaFacts(document, block)) {
      if (fact.kind !== "duplicate-key") continue;
      findings.push({
        code: this.code,
        message: `\`${fact.name}\` is written twice in this map; kubectl rejects the file. Keep one.`,
        span: fact.span,
        related: { span: fact.first, message: `\`${fact.name}\` stands here first` },
      });
    }
    return findings;
  },
};
