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
  const outcomes = personas.map((persona) => personaOutcome(reading, persona));
  const isNamedOnce = new Set(personas.map(({ name }) => name)).size === personas.length;
  if (!isNamedOnce) return countDistinct(outcomes);
  return {
    own: outcomes.reduce((sum, { own }) => sum + own.length, 0),
    standing: outcomes.reduce((sum, { standing }) => sum + standing.length, 0),
  };
}

/** Personas of one name share their objects. */
function countDistinct(outcomes: readonly PersonaOutcome[]): ResourceCounts {
  const own = outcomes.flatMap((outcome) =>
    outcome.own.map(({ kind, metadata }) => `${kind} ${metadata.name}`),
  );
  const standing = outcomes.flatMap((outcome) => outcome.standing.map(({ kind, name }) => `${kind} ${name}`));
  return { own: new Set(own).size, standing: new Set(standing).size };
}
