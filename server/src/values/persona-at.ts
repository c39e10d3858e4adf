import type { PackDocument, PersonaEntry } from "../yaml/pack-document.ts";
import type { Position } from "../yaml/position.ts";

/** The persona that a place in a pack belongs to. */
export function personaAt(document: PackDocument, position: Position): PersonaEntry | undefined {
  if (document.separate.length > 0) return document.blockAt(position.line).persona;
  const offset = document.frame.offsetAt(position);
  return document.personas.find(({ written }) => written && written.start <= offset && offset <= written.end);
}
