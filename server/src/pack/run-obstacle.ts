import { isExcluded } from "./generated-resources.ts";
import type { Persona, PersonaPack } from "./persona-pack.ts";
import { refusesRuns } from "./policies.ts";
import { servesWeb } from "./second-order-resources.ts";

/**
 * What keeps a persona from running by its schedule however that is written: it has no name, is excluded, serves a
 * web endpoint all the time, or the policy of the pack refuses every run.
 */
export type RunObstacle = "nameless" | "excluded" | "serving" | "refused";

/** As if the pack were enabled. Undefined if nothing does. */
export function runObstacle(pack: PersonaPack, persona: Persona): RunObstacle | undefined {
  if (persona.name === undefined) return "nameless";
  if (isExcluded(pack, persona)) return "excluded";
  if (servesWeb(pack, persona)) return "serving";
  return refusesRuns(pack.spec.policyRef) ? "refused" : undefined;
}
