/** What other files need to know of the packs in a file. Small: it is kept for files that are not open. */
import { packFacts } from "../yaml/pack-facts.ts";
import type { PackFile } from "../yaml/pack-file.ts";
import type { Range } from "../yaml/position.ts";
import { namedParts, rangeOf } from "./named-parts.ts";

export interface NamedRange {
  readonly name: string;
  readonly range: Range;
}

export interface PackSummary extends NamedRange {
  /** Empty where it is not written. */
  readonly namespace: string;
  readonly personas: readonly NamedRange[];
}

export interface FilePacks {
  readonly uri: string;
  readonly packs: readonly PackSummary[];
}

/** The packs with a name. */
export function packSummaries(file: PackFile): PackSummary[] {
  return file.documents.flatMap((document) => {
    if (!document.isPack) return [];
    const parts = namedParts(document).filter(({ role }) => role === "definition");
    const pack = parts.find(({ kind }) => kind === "pack");
    if (!pack) return [];
    const namespace = packFacts(document).root?.get("metadata")?.get("namespace")?.spelling ?? "";
    const personas = parts
      .filter(({ kind }) => kind === "persona")
      .map((part) => ({ name: part.name, range: rangeOf(part) }));
    return [{ name: pack.name, range: rangeOf(pack), namespace, personas }];
  });
}
