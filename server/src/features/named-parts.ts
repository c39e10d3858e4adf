/** What in a pack has a name and is referred to by it: the pack, its personas, skills and channels. */
import type { ScalarNode } from "../yaml/ast.ts";
import type { PackDocument } from "../yaml/pack-document.ts";
import type { PlacedBlock } from "../yaml/placed-block.ts";
import { PlacedNode, placedRoot } from "../yaml/placed-node.ts";
import type { Position, Range } from "../yaml/position.ts";
import { scalarType } from "../yaml/scalar-type.ts";

export interface NamedPart {
  readonly kind: "pack" | "persona" | "skill" | "channel";
  readonly name: string;
  /**
   * `definition`: makes the thing (`metadata.name`, `personas[].name`). `use`: a persona takes it. `settings`: the
   * key under which a skill or a channel is configured. `reference`: names a persona.
   */
  readonly role: "definition" | "reference" | "use" | "settings";
  readonly scalar: ScalarNode;
  readonly placed: PlacedBlock;
  readonly inFlow: boolean;
}

const known = new WeakMap<PackDocument, readonly NamedPart[]>();

/** All names in a pack; one that stands behind an anchor once, however many aliases lead to it. */
export function namedParts(document: PackDocument): readonly NamedPart[] {
  const parts = known.get(document) ?? findParts(document);
  known.set(document, parts);
  return parts;
}

/** The name under the pointer. */
export function namedPartAt(document: PackDocument, position: Position): NamedPart | undefined {
  const { placed } = document.blockAt(position.line);
  const offset = placed.offsetAt(position);
  return namedParts(document).find(
    ({ scalar, placed: own }) => own === placed && scalar.start <= offset && offset <= scalar.end,
  );
}

/** The same thing wherever it is named in its pack. */
export function sameParts(document: PackDocument, { kind, name }: NamedPart): NamedPart[] {
  return namedParts(document).filter((part) => part.kind === kind && part.name === name);
}

export function rangeOf({ placed, scalar }: NamedPart): Range {
  return placed.rangeOf(scalar);
}

function findParts(document: PackDocument): NamedPart[] {
  const finder = new PartFinder();
  // Found first, so that a name with an anchor is the definition that it is, and no reference by its aliases.
  for (const { placed, written } of document.personas) {
    const persona = written && PlacedNode.of(document, placed, written);
    if (persona) finder.persona(persona);
  }
  const ofPersonas = finder.parts.splice(0);
  const root = placedRoot(document);
  if (root) finder.pack(root);
  return [...finder.parts, ...ofPersonas];
}

class PartFinder {
  readonly parts: NamedPart[] = [];
  readonly #seen = new Set<ScalarNode>();

  pack(root: PlacedNode): void {
    this.#add("pack", "definition", root.get("metadata")?.get("name"));
    const spec = root.get("spec");
    this.#addAll("persona", "reference", spec?.get("excludePersonas")?.items());
    for (const relationship of spec?.get("relationships")?.items() ?? []) {
      this.#add("persona", "reference", relationship.get("source"));
      this.#add("persona", "reference", relationship.get("target"));
    }
    for (const rule of spec?.get("sharedMemory")?.get("accessRules")?.items() ?? []) {
      this.#add("persona", "reference", rule.get("persona"));
    }
    for (const [field, kind] of SETTINGS) {
      const keys = spec
        ?.get(field)
        ?.pairs()
        .map(({ key }) => key);
      this.#addAll(kind, "settings", keys);
    }
  }

  persona(persona: PlacedNode): void {
    this.#add("persona", "definition", persona.get("name"));
    this.#addAll("skill", "use", persona.get("skills")?.items());
    this.#addAll("channel", "use", persona.get("channels")?.items());
  }

  #addAll(kind: NamedPart["kind"], role: NamedPart["role"], nodes: readonly PlacedNode[] = []): void {
    for (const node of nodes) this.#add(kind, role, node);
  }

  #add(kind: NamedPart["kind"], role: NamedPart["role"], at: PlacedNode | undefined): void {
    if (at?.node.kind !== "scalar" || this.#seen.has(at.node)) return;
    const { node: scalar, placed, inFlow } = at;
    // A key is text however it is written; a value that is none is no name.
    if (scalar.value === "" || (role !== "settings" && scalarType(scalar) !== "string")) return;
    this.#seen.add(scalar);
    this.parts.push({ kind, name: scalar.value, role, scalar, placed, inFlow });
  }
}

const SETTINGS = [
  ["skillParams", "skill"],
  ["channelConfigs", "channel"],
  ["channelAccessControl", "channel"],
] as const;
