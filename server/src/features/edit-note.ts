/** What an edit of a field does to a pack that runs already, in one line below the documentation of the field. */
import { editEffect } from "../pack/edit-effects.ts";
import { DEFAULT_RELEASE, type Release } from "../pack/releases.ts";
import { type PathStep, schemaAt } from "../yaml/schema.ts";

/**
 * Markdown; undefined where nothing is known. `path` leads from the root of the pack: names of fields, and null
 * for an entry of a list.
 */
export function editNote(path: readonly PathStep[], release: Release = DEFAULT_RELEASE): string | undefined {
  const effect = editEffect(schemaPath(path), release);
  if (effect?.effect === "none") return `**No effect in ${release}.** ${effect.explanation}`;
  if (schemaAt(path)?.["x-personapack-ignored"]) return `**No effect in ${release}.**`;
  if (!effect) return undefined;
  const heading = effect.effect === "destroys-memory" ? "Careful on an active pack" : "On an active pack";
  return `**${heading}.** ${effect.explanation}`;
}

/** `spec.personas[].schedule.cron`. */
function schemaPath(path: readonly PathStep[]): string {
  return path
    .map((step) => (step === null ? "[]" : `.${step}`))
    .join("")
    .slice(1);
}
