/** Where else a persona, a skill or a channel is named in its pack, and a pack in the workspace. */
import { visitNodes, type YamlNode } from "../yaml/ast.ts";
import type { PackDocument } from "../yaml/pack-document.ts";
import type { PackFile } from "../yaml/pack-file.ts";
import { comparePositions, type Position, type Range } from "../yaml/position.ts";
import { type NamedPart, namedPartAt, rangeOf, sameParts } from "./named-parts.ts";
import { type FilePacks, packSummaries } from "./pack-summary.ts";

export interface Location {
  readonly uri: string;
  readonly range: Range;
}

export interface ReferenceOptions {
  readonly includeDeclaration: boolean;
  /** The packs of the other files, asked only when a pack is looked for. */
  readonly otherFiles?: () => Promise<Iterable<FilePacks>>;
}

export async function references(
  file: PackFile,
  position: Position,
  options: ReferenceOptions,
): Promise<Location[]> {
  const document = file.documentAt(position.line);
  const part = document?.isPack ? namedPartAt(document, position) : undefined;
  if (!document || !part) return [];
  if (part.kind === "pack") return await packsCalled(part, file, options.otherFiles);
  const parts = sameParts(document, part).filter(
    ({ role }) => options.includeDeclaration || role !== "definition",
  );
  const ranges = [...parts.map(rangeOf), ...aliasesOf(sameParts(document, part), document)];
  return inTextOrder(ranges.map((range) => ({ uri: file.uri, range })));
}

/** Places that have a name from an anchor. */
function aliasesOf(parts: readonly NamedPart[], document: PackDocument): Range[] {
  const names = new Set<YamlNode | undefined>(parts.map(({ scalar }) => scalar));
  const ranges: Range[] = [];
  for (const placed of document.blocks) {
    if (!placed.block.root || !placed.block.hasAnchors) continue;
    visitNodes(placed.block.root, (node) => {
      if (node.kind === "alias" && names.has(document.follow(node))) ranges.push(placed.rangeOf(node));
    });
  }
  return ranges;
}

/** Files that make the same pack overwrite each other's when both are applied, unless their namespaces differ. */
export async function packsCalled(
  { name }: NamedPart,
  file: PackFile,
  otherFiles: ReferenceOptions["otherFiles"],
): Promise<Location[]> {
  const files = [{ uri: file.uri, packs: packSummaries(file) }, ...((await otherFiles?.()) ?? [])];
  return files.flatMap(({ uri, packs }) =>
    packs.filter((pack) => pack.name === name).map(({ range }) => ({ uri, range })),
  );
}

function inTextOrder(locations: Location[]): Location[] {
  return locations.sort((a, b) => comparePositions(a.range.start, b.range.start));
}
