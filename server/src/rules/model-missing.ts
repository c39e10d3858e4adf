/**
 * A persona without a model, for a provider that does not have the one it gets.
 *
 * Why: a persona that names no model asks for gpt-4o, whatever the provider, and the provider refuses each run. The
 * wizards write a model into every persona when they enable a pack; `kubectl` does not. On a pack that is not enabled
 * this is an information, and a hint where the provider may well have a model of that name.
 *
 * Bad:
 *     authRefs:
 *       - provider: anthropic
 *         secret: anthropic-credentials
 *     personas:
 *       - name: watchdog
 *         systemPrompt: You look after the cluster.
 *
 * Good:
 *     authRefs:
 *       - provider: anthropic
 *         secret: anthropic-credentials
 *     personas:
 *       - name: watchdog
 *         systemPrompt: You look after the cluster.
 *         model: claude-sonnet-4-20250514
 */
import { suggestedModels } from "../pack/models.ts";
import { type Located, locatedPersona } from "../yaml/located.ts";
import { PERSONA_SCHEMA } from "../yaml/schema.ts";
import { credentialsOf } from "./credentials.ts";
import { setField } from "./field-edits.ts";
import type { Fix, PackRule, PlacedFinding } from "./finding.ts";
import { shownText } from "./shown-text.ts";

/** Enough to choose from at a glance. */
const MAX_CHOICES = 4;

export const modelMissing: PackRule = {
  code: "model-missing",
  severity: "warning",
  check(facts, { fallbackModel }) {
    const credentials = credentialsOf(facts);
    const provider = credentials?.provider.name;
    if (!credentials || provider === undefined) return [];
    const models = suggestedModels(provider);
    // On Azure a deployment may well have that name.
    if (models?.includes(fallbackModel)) return [];
    const severity = models === undefined ? "hint" : credentials.enabled ? undefined : "information";
    const findings: PlacedFinding[] = [];
    for (const persona of facts.personas) {
      const { name, model, hasModel, excluded, entry } = persona;
      // Of a model that is no text its type says what is wrong.
      if (!name || excluded || (model ? model.text !== "" : hasModel)) continue;
      findings.push({
        code: this.code,
        ...(severity && { severity }),
        message: `Without a model this persona asks \`${shownText(provider)}\` for \`${fallbackModel}\`. Write a \`model\` that the provider has.`,
        span: model?.span ?? name.span,
        placed: entry.placed,
        fixes: () => fixesFor(locatedPersona(facts.document, entry), provider),
      });
    }
    return findings;
  },
};

function fixesFor(persona: Located | undefined, provider: string): Fix[] {
  if (!persona) return [];
  return (suggestedModels(provider) ?? []).slice(0, MAX_CHOICES).flatMap((model) => {
    const edits = setField(persona, "model", model, PERSONA_SCHEMA);
    return edits.length > 0 ? [{ title: `Use ${model}`, edits }] : [];
  });
}
