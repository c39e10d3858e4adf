import type { Range } from "../yaml/position.ts";
import type { FilePacks } from "./pack-summary.ts";

export interface WorkspaceSymbol {
  readonly kind: "pack" | "persona";
  readonly name: string;
  /** The pack of a persona. */
  readonly container?: string;
  readonly uri: string;
  readonly range: Range;
}

/** Packs and personas whose name has the letters of `query` in this order; editors rank them. */
export function workspaceSymbols(files: Iterable<FilePacks>, query: string): WorkspaceSymbol[] {
  const letters = [...query.toLowerCase().replace(/\s/g, "")];
  const symbols: WorkspaceSymbol[] = [];
  for (const { uri, packs } of files) {
    for (const { name, range, personas } of packs) {
      if (holds(name, letters)) symbols.push({ kind: "pack", name, uri, range });
      for (const persona of personas) {
        if (holds(persona.name, letters)) symbols.push({ kind: "persona", ...persona, container: name, uri });
      }
    }
  }
  return symbols;
}

function holds(name: string, letters: readonly string[]): boolean {
  let at = 0;
  for (const letter of name.toLowerCase()) {
    if (letter === letters[at]) at++;
  }
  return at === letters.length;
}
