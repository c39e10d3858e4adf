import type { PackFile } from "../yaml/pack-file.ts";
import type { Position, Range } from "../yaml/position.ts";
import { namedPartAt, rangeOf, sameParts } from "./named-parts.ts";

export interface Highlight {
  readonly range: Range;
  readonly kind: "definition" | "reference";
}

/** The name under the pointer wherever it stands in its pack; empty for everything that is no name. */
export function documentHighlights(file: PackFile, position: Position): Highlight[] {
  const document = file.documentAt(position.line);
  const part = document?.isPack ? namedPartAt(document, position) : undefined;
  if (!document || !part) return [];
  return sameParts(document, part).map((same) => ({
    range: rangeOf(same),
    kind: same.role === "definition" ? "definition" : "reference",
  }));
}
