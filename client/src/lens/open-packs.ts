/** The packs of an open file, with their lines kept right while the file is edited. */
import type { PackContent } from "../../../server/src/protocol.ts";

/** Lines of a file that were replaced. */
export interface LineChange {
  /** Zero-based, both included. */
  readonly first: number;
  readonly last: number;
  /** Line breaks in what stands there now. */
  readonly breaks: number;
}

/** Until the server has read the file anew, what stands below a change moves with it. */
export function moved(
  packs: readonly PackContent[],
  { first, last, breaks }: LineChange,
): readonly PackContent[] {
  const lines = breaks - (last - first);
  if (lines === 0) return packs;
  return packs.map((pack) =>
    pack.line > first ? { ...pack, line: Math.max(first, pack.line + lines) } : pack,
  );
}
