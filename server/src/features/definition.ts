/**
 * Where a persona is defined; where the skill or the channel of a persona is configured, and back; the other files
 * that define the same pack; and, unless another YAML extension answers, the anchor of an alias.
 */

import type { AliasNode, YamlNode } from "../yaml/ast.ts";
import { visitNodes } from "../yaml/ast.ts";
import type { PackDocument } from "../yaml/pack-document.ts";
import type { PackFile } from "../yaml/pack-file.ts";
import type { Position } from "../yaml/position.ts";
import { type NamedPart, namedPartAt, rangeOf, sameParts } from "./named-parts.ts";
import { type Location, packsCalled, type ReferenceOptions } from "./references.ts";

export interface DefinitionOptions extends Pick<ReferenceOptions, "otherFiles"> {
  /** Leaves anchors to another YAML extension. */
  readonly withoutGeneric: boolean;
}

export async function definition(
  file: PackFile,
  position: Position,
  { withoutGeneric, otherFiles }: DefinitionOptions,
): Promise<Location[]> {
  const document = file.documentAt(position.line);
  if (!document?.isPack) return [];
  const part = namedPartAt(document, position);
  if (part?.kind === "pack") {
    const all = await packsCalled(part, file, otherFiles);
    const others = all.filter(({ uri }) => uri !== file.uri);
    return others.length > 0 ? others : all;
  }
  const targets = part ? targetsOf(document, part).map(rangeOf) : [];
  if (!part && !withoutGeneric) targets.push(...anchorOfAliasAt(document, position));
  return targets.map((range) => ({ uri: file.uri, range }));
}

const TARGET_ROLES = {
  definition: "definition",
  reference: "definition",
  use: "settings",
  settings: "use",
} as const;

function targetsOf(document: PackDocument, part: NamedPart): NamedPart[] {
  return sameParts(document, part).filter(({ role }) => role === TARGET_ROLES[part.role]);
}

function anchorOfAliasAt(document: PackDocument, position: Position) {
  const { placed } = document.blockAt(position.line);
  const { root, hasAnchors } = placed.block;
  if (!root || !hasAnchors) return [];
  const alias = aliasAt(root, placed.offsetAt(position));
  const target = alias && document.resolve(alias);
  if (!target) return [];
  const { node } = target;
  // The anchor stands before its node, perhaps with a tag or a line break between them.
  const start = target.placed.block.text.lastIndexOf(`&${alias.name}`, node.start);
  return [target.placed.rangeOf(start < 0 ? node : { start, end: start + alias.name.length + 1 })];
}

function aliasAt(root: YamlNode, offset: number): AliasNode | undefined {
  let found: AliasNode | undefined;
  visitNodes(root, (node) => {
    if (node.kind === "alias" && node.start <= offset && offset <= node.end) found = node;
  });
  return found;
}
