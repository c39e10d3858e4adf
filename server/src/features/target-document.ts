import type { PackPlace } from "../protocol.ts";
import type { PackDocument } from "../yaml/pack-document.ts";
import type { PackFile } from "../yaml/pack-file.ts";

export interface TargetDocument {
  /** Place among the documents of the file. */
  readonly index: number;
  readonly document: PackDocument;
}

/** The pack that a request is about; undefined where there is none. */
export function targetDocument(
  file: PackFile,
  place: Pick<PackPlace, "documentIndex" | "position">,
): TargetDocument | undefined {
  const index = indexOf(file, place);
  const document = file.documents[index];
  return document?.isPack ? { index, document } : undefined;
}

function indexOf(
  file: PackFile,
  { documentIndex, position }: Pick<PackPlace, "documentIndex" | "position">,
): number {
  if (documentIndex !== undefined) return documentIndex;
  const { documents } = file;
  const pointed = position && file.documentAt(position.line);
  // From outside of all packs, the only sensible one is the first.
  return pointed?.isPack ? documents.indexOf(pointed) : documents.findIndex(({ isPack }) => isPack);
}
