/** How a pack is, in the words of every view. */
import type { PackState, PackView } from "./pack-view.ts";

const STATE_WORDS: Readonly<Record<PackState, string>> = {
  active: "active",
  activating: "activating",
  inactive: "inactive",
  deactivating: "deactivating",
  stuck: "deactivation stuck",
  deleting: "being deleted",
};

/** Its state, then what is wrong with it, if anything is. */
export function packWords({
  state,
  health,
  personas,
}: Pick<PackView, "state" | "health" | "personas">): string[] {
  const failing = personas.filter((persona) => persona.health.level === "failing").length;
  const trouble = failing > 0 ? [`${failing} failing`] : health.level === "ok" ? [] : [health.level];
  return [STATE_WORDS[state], ...trouble];
}
