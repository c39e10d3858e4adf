import type { PackDocument } from "../yaml/pack-document.ts";
import { packFacts } from "../yaml/pack-facts.ts";
import type { Range } from "../yaml/position.ts";

const START: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Tells where a persona, by its place in `spec.personas`, stands in the file: its name, or where that is missing the persona. */
export function personaRanges(document: PackDocument): (index: number) => Range {
  const facts = new Map(packFacts(document).personas.map((persona) => [persona.entry.index, persona]));
  return (index) => {
    const persona = facts.get(index);
    const span = persona?.name?.span ?? persona?.entry.written;
    return persona && span ? persona.entry.placed.rangeOf(span) : START;
  };
}
