/**
 * A value outside of those that the field is limited to.
 *
 * Why: the API server rejects the pack.
 *
 * Bad:
 *     schedule:
 *       type: hourly
 *
 * Good:
 *     schedule:
 *       type: heartbeat
 */

import { codeList } from "../values/value-source.ts";
import type { InvalidValue } from "../yaml/schema-fact.ts";
import { schemaFacts } from "../yaml/schema-walk.ts";
import { bracketsOf, writeString } from "../yaml/written-string.ts";
import type { BlockRule, Finding, Fix } from "./finding.ts";
import { firstLineOf, writtenSpan } from "./first-line.ts";
import { nearestName } from "./nearest-name.ts";
import { ownerWords, sentence } from "./owner-words.ts";

export const invalidValue: BlockRule = {
  code: "invalid-value",
  severity: "error",
  check(document, block) {
    const findings: Finding[] = [];
    for (const fact of schemaFacts(document, block)) {
      if (fact.kind !== "invalid-value") continue;
      findings.push({
        code: this.code,
        message: messageFor(fact),
        span: firstLineOf(fact.aliased ? fact.span : writtenSpan(fact.node, block.text), block.text),
        fixes: () => (fact.aliased ? [] : fixesFor(fact, block.text)),
      });
    }
    return findings;
  },
};

function messageFor(fact: InvalidValue): string {
  const { node, allowed } = fact;
  const subject = sentence(ownerWords(fact));
  const problem = node.value === "" ? `${subject} cannot be empty` : `${subject} cannot be \`${node.value}\``;
  if (allowed.length === 1) return `${problem}. Write ${codeList(allowed)}.`;
  const suggestion = nearestName(node.value, allowed);
  return `${problem}. Write one of ${codeList(allowed)}.${suggestion ? ` Did you mean \`${suggestion}\`?` : ""}`;
}

function fixesFor({ node, allowed }: InvalidValue, text: string): Fix[] {
  const suggestion = allowed.length === 1 ? allowed[0] : nearestName(node.value, allowed);
  const { start, end } = writtenSpan(node, text);
  const lineBreak = /(?:\r\n|\n|\r)+$/.exec(text.slice(start, end))?.[0] ?? "";
  const sorted = [...allowed].sort((a, b) => Number(b === suggestion) - Number(a === suggestion));
  return sorted.map((value) => ({
    title: `Change to ${value}`,
    edits: [{ start, end, newText: writeString(value, bracketsOf(text)) + lineBreak }],
    ...(value === suggestion ? { preferred: true } : {}),
  }));
}
