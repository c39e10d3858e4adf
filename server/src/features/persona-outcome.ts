/** What becomes of a persona: the objects that the pack controller makes, and those that follow from them. */
import { type GeneratedResource, isExcluded, personaResources } from "../pack/generated-resources.ts";
import type { Persona } from "../pack/persona-pack.ts";
import { type SecondOrderResource, secondOrderResources } from "../pack/second-order-resources.ts";
import { excluding, type PackReading, rememberPerPersona } from "./pack-reading.ts";

export interface PersonaOutcome {
  /** What the pack controller makes. */
  readonly own: readonly GeneratedResource[];
  /** What other controllers add and keep. */
  readonly standing: readonly SecondOrderResource[];
  readonly perRun: readonly SecondOrderResource[];
}

const NOTHING: PersonaOutcome = { own: [], standing: [], perRun: [] };

/** Nothing for a persona that is excluded or has no name. */
export function personaOutcome(reading: PackReading, persona: Persona): PersonaOutcome {
  return isExcluded(reading.pack, persona) ? NOTHING : outcomeOf(reading, persona);
}

const outcomeOf = rememberPerPersona((reading, persona): PersonaOutcome => {
  const { pack, release } = excluding(reading, []);
  const following = secondOrderResources(pack, persona);
  return {
    own: personaResources(pack, persona, release),
    standing: following.filter(({ lifetime }) => lifetime === "standing"),
    perRun: following.filter(({ lifetime }) => lifetime === "per-run"),
  };
});

/** Objects that exist as long as the persona does; those of its runs come and go. */
export function resourceCount({ own, standing }: PersonaOutcome): number {
  return own.length + standing.length;
}

export interface ResourceCounts {
  readonly own: number;
  readonly standing: number;
}

export function countResources(reading: PackReading, personas: readonly Persona[]): ResourceCounts {
  let own = 0;
  let standing = 0;
  for (const persona of personas) {
    const outcome = personaOutcome(reading, persona);
    own += outcome.own.length;
    standing += outcome.standing.length;
  }
  return { own, standing };
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
