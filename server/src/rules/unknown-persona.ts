/**
 * A name that no persona of the pack has, where one is referred to.
 *
 * Why: the controller compares names letter by letter and passes over those that it does not find. A persona that
 * was to be excluded is created and runs; an arrow between personas leads nowhere.
 *
 * Bad:
 *     excludePersonas:
 *       - Watchdog
 *     personas:
 *       - name: watchdog
 *         systemPrompt: You look after the cluster.
 *
 * Good:
 *     excludePersonas:
 *       - watchdog
 *     personas:
 *       - name: watchdog
 *         systemPrompt: You look after the cluster.
 */
import type { ReleaseBehaviour } from "../pack/releases.ts";
import type { Located } from "../yaml/located.ts";
import type { PackFacts } from "../yaml/pack-facts.ts";
import type { Fix, PackRule } from "./finding.ts";
import { removeItem } from "./list-edits.ts";
import { didYouMean, fixOf, renameFixes } from "./name-fixes.ts";
import { nearestName } from "./nearest-name.ts";
import { shownText } from "./shown-text.ts";

interface Reference {
  readonly value: Located;
  /** What comes of a name that is not found. */
  readonly effect: string;
  /** Fixes other than another name. */
  readonly removal: () => Fix[];
}

export const unknownPersona: PackRule = {
  code: "unknown-persona",
  severity: "warning",
  check(facts, release) {
    const references = facts.spec ? referencesIn(facts.spec, release) : [];
    if (references.length === 0) return [];
    const names = new Set(facts.personas.flatMap(({ name }) => name?.text ?? []));
    // Without any name the list is broken or not written yet.
    if (names.size === 0) return [];
    // It may be any name that another tool fills in.
    if (facts.personas.some(({ unknown }) => unknown.includes("name"))) return [];
    return references.flatMap(({ value, effect, removal }) => {
      const { text } = value;
      if (text === undefined || names.has(text)) return [];
      const near = nearestName(text, names);
      return {
        code: this.code,
        message: `No persona of this pack is called \`${shownText(text)}\`: ${effect}.${didYouMean(near)}`,
        span: value.span,
        placed: value.placed,
        fixes: () => [...renameFixes(value, near, freeNames(facts)), ...removal()],
      };
    });
  },
};

function referencesIn(spec: Located, release: ReleaseBehaviour): Reference[] {
  const excluded = spec.get("excludePersonas");
  const references: Reference[] = (excluded?.items() ?? []).map((value) => ({
    value,
    effect: "nothing is excluded by it",
    removal: () => fixOf("Remove the entry", removeItem(spec, "excludePersonas", value.span)),
  }));
  for (const edge of spec.get("relationships")?.items() ?? []) {
    for (const end of ["source", "target"]) {
      const value = edge.get(end);
      if (!value) continue;
      const removal = () => fixOf("Remove the relationship", removeItem(spec, "relationships", edge.span));
      references.push({ value, effect: "the relationship leads nowhere", removal });
    }
  }
  return release.unreleasedFields.includes("sharedMemory")
    ? references
    : [...references, ...accessRules(spec.get("sharedMemory"))];
}

function accessRules(memory: Located | undefined): Reference[] {
  return (memory?.get("accessRules")?.items() ?? []).flatMap((rule) => {
    const value = rule.get("persona");
    if (!memory || !value) return [];
    const removal = () => fixOf("Remove the rule", removeItem(memory, "accessRules", rule.span));
    return { value, effect: "the rule limits nobody", removal };
  });
}

/** Names of the personas that are not excluded: what an entry without a likeness could mean. */
function freeNames({ personas }: PackFacts): string[] {
  return personas.flatMap(({ name, excluded }) => (name && !excluded ? name.text : []));
}
