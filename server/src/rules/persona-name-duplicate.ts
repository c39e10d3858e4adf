/**
 * Two personas of the same name.
 *
 * Why: they are one Instance and one Schedule. The controller writes both into it, one after the other, each time
 * it looks at the pack: prompt, model and schedule of the two alternate, and the status counts two.
 *
 * Bad:
 *     personas:
 *       - name: watchdog
 *         systemPrompt: You look after the cluster.
 *       - name: watchdog
 *         systemPrompt: You look after the pipelines.
 *
 * Good:
 *     personas:
 *       - name: watchdog
 *         systemPrompt: You look after the cluster.
 *       - name: pipeline-watchdog
 *         systemPrompt: You look after the pipelines.
 */
import { locatedPersona } from "../yaml/located.ts";
import type { PackFacts, PersonaFacts } from "../yaml/pack-facts.ts";
import type { Fix, PackRule, PlacedFinding } from "./finding.ts";
import { freeName } from "./free-name.ts";
import { shownText } from "./shown-text.ts";
import { replaceText } from "./value-edits.ts";

export const personaNameDuplicate: PackRule = {
  code: "persona-name-duplicate",
  severity: "error",
  check(facts) {
    const findings: PlacedFinding[] = [];
    const seen = new Map<string, PersonaFacts>();
    for (const persona of facts.personas) {
      const { name, entry, excluded } = persona;
      // Nothing is made of an excluded one.
      if (!name || excluded) continue;
      const first = seen.get(name.text);
      if (!first?.name) {
        seen.set(name.text, persona);
        continue;
      }
      findings.push({
        code: this.code,
        message: `Two personas are called \`${shownText(name.text)}\`: they share one Instance, and prompt, model and schedule of the two overwrite each other. Give one of them another name.`,
        span: name.span,
        placed: entry.placed,
        related: {
          span: first.name.span,
          message: "The first persona of this name",
          placed: first.entry.placed,
        },
        fixes: () => fixesFor(facts, persona),
      });
    }
    return findings;
  },
};

function fixesFor({ document, personas }: PackFacts, { entry, name }: PersonaFacts): Fix[] {
  const free = freeName(name?.text ?? "", new Set(personas.map((persona) => persona.name?.text)));
  const value = locatedPersona(document, entry)?.get("name");
  const edit = value && replaceText(value, free);
  return edit ? [{ title: `Rename to ${free}`, edits: [edit] }] : [];
}
