/**
 * An alias without its anchor, a merge that is not a map, a key that is not text.
 *
 * Why: kubectl cannot read the file. An alias may only name an anchor that stands before it in the same
 * document.
 *
 * Bad:
 *     toolPolicy: *tools
 *
 * Good:
 *     toolPolicy: &tools
 *       allow: [read_file]
 */
import { schemaFacts } from "../yaml/schema-walk.ts";
import type { BlockRule, Finding } from "./finding.ts";

export const anchor: BlockRule = {
  code: "anchor",
  severity: "error",
  generic: true,
  check(document, block) {
    const findings: Finding[] = [];
    for (const fact of schemaFacts(document, block)) {
      const message =
        fact.kind === "unknown-anchor"
          ? `No anchor \`&${fact.name}\` stands before this alias in the document.`
          : fact.kind === "invalid-merge"
            ? "`<<` takes a map, an alias of one, or a list of these."
            : fact.kind === "invalid-key"
              ? "A key must be text here, not a list, map or alias."
              : undefined;
      if (message) findings.push({ code: this.code, message, span: fact.span });
    }
    return findings;
  },
};
