/**
 * Names so long that Kubernetes refuses what is named after them.
 *
 * Why: every object of a persona is called `<pack>-<persona>` and something more, and Services and runs may have
 * 63 characters. That leaves 56 for `<pack>-<persona>`, 52 with a schedule and 43 with a web endpoint. The pack is
 * accepted all the same; its agents then have no memory, never run or do not serve.
 *
 * Bad:
 *     metadata:
 *       name: data-platform-reliability-team
 *     spec:
 *       personas:
 *         - name: nightly-warehouse-build-supervisor
 *           systemPrompt: You look after the nightly build.
 *
 * Good:
 *     metadata:
 *       name: data-platform
 *     spec:
 *       personas:
 *         - name: nightly-build
 *           systemPrompt: You look after the nightly build.
 */
import { MAX_LABEL_LENGTH } from "../pack/dns-name.ts";
import { type RefusedName, refusedName } from "../pack/name-limits.ts";
import type { PackRule, PlacedFinding } from "./finding.ts";

export const derivedNameTooLong: PackRule = {
  code: "derived-name-too-long",
  severity: "error",
  check({ name: pack, personas, root }) {
    if (!pack || !root || personas.length === 0) return [];
    const shortest = { name: "x", hasSchedule: false, hasWebEndpoint: false };
    const forAny = refusedName(pack.text, shortest);
    if (forAny) {
      const message = `Even a persona of one letter would give ${sentence(forAny)}: no agent has a memory. Shorten the name of the pack by ${characters(forAny.excess)} at least.`;
      return [{ code: this.code, message, span: pack.span, placed: root.placed }];
    }
    const findings: PlacedFinding[] = [];
    for (const { name, hasSchedule, hasWebEndpoint, excluded, entry } of personas) {
      // Nothing is made of an excluded one.
      if (!name || excluded) continue;
      const refused = refusedName(pack.text, { name: name.text, hasSchedule, hasWebEndpoint });
      if (!refused) continue;
      const message = `This gives ${sentence(refused)}: ${consequence(refused, name.text)}. Shorten the name of the persona or of the pack by ${characters(refused.excess)}.`;
      findings.push({ code: this.code, message, span: name.span, placed: entry.placed });
    }
    return findings;
  },
};

function sentence({ kind, name }: RefusedName): string {
  const article = kind === "Service" ? "a" : "an";
  return `${article} ${kind} \`${name}\` of ${name.length} characters where Kubernetes takes ${MAX_LABEL_LENGTH}`;
}

function consequence({ kind, name }: RefusedName, persona: string): string {
  // The name of the persona is also the value of a label of its Instance.
  if (persona.length > MAX_LABEL_LENGTH) return "nor does it take the Instance, so there is no agent";
  if (kind === "AgentRun") return "no scheduled run ever starts";
  return name.endsWith("-memory") ? "the agent has no memory" : "its web endpoint is never reached";
}

function characters(count: number): string {
  return count === 1 ? "one character" : `${count} characters`;
}
