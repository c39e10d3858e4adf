/**
 * Values of a pack together with their places, aliases and merge keys followed. What comes by an alias
 * stands, for whoever uses it, at that alias: its own text lies elsewhere and serves others as well.
 */
import { type AliasNode, keyText, MAX_LINKS, type MapNode, type YamlNode } from "./ast.ts";
import { mergeSources, type PackDocument, type PersonaEntry, type PlacedBlock } from "./pack-document.ts";
import type { Span } from "./position.ts";
import { resolvePlain } from "./scalar.ts";
import { scalarType } from "./schema-walk.ts";

export interface LocatedField {
  readonly name: string;
  readonly value: Located;
}

export class Located {
  readonly document: PackDocument;
  readonly placed: PlacedBlock;
  /** The value, aliases followed; undefined for an alias that leads nowhere. */
  readonly node: YamlNode | undefined;
  /** Its key, where one is written in the same block. */
  readonly key: Span | undefined;
  /** The place of the value, or of the alias that brings it; offsets in `placed`. */
  readonly span: Span;
  /** The node as written, before an alias was followed; undefined for what an alias brings. */
  readonly written: YamlNode | undefined;

  constructor(document: PackDocument, placed: PlacedBlock, node: YamlNode, key?: Span, via?: AliasNode) {
    this.document = document;
    this.placed = placed;
    this.node = document.follow(node);
    this.key = via ? undefined : key;
    this.span = via ?? node;
    this.written = via ? undefined : node;
  }

  get #via(): AliasNode | undefined {
    if (!this.written) return this.span as AliasNode;
    return this.written.kind === "alias" ? this.written : undefined;
  }

  /** The field of a map, merged ones included; undefined where there is none or this is no map. */
  get(name: string): Located | undefined {
    return this.node?.kind === "map" ? this.#find(this.node, name, this.#via, 0) : undefined;
  }

  /** All fields of a map with text keys; a written one hides a merged one. */
  fields(): LocatedField[] {
    if (this.node?.kind !== "map") return [];
    const fields = new Map<string, LocatedField>();
    this.#collect(this.node, this.#via, fields, 0);
    return [...fields.values()];
  }

  /** The entries of a list. */
  items(): Located[] {
    if (this.node?.kind !== "seq") return [];
    return this.node.items.map((item) => new Located(this.document, this.placed, item, undefined, this.#via));
  }

  /** The text of a string as kubectl reads it; undefined for every other type. */
  get text(): string | undefined {
    const { node } = this;
    return node?.kind === "scalar" && scalarType(node) === "string" ? node.value : undefined;
  }

  /** The boolean as kubectl reads it; undefined for every other type. */
  get boolean(): boolean | undefined {
    const { node } = this;
    if (node?.kind !== "scalar" || scalarType(node) !== "boolean") return undefined;
    return resolvePlain(node.value).value === true;
  }

  /** The text items of a list with their places. */
  texts(): SpannedText[] {
    return this.items().flatMap((item) => spannedText(item) ?? []);
  }

  /** Null, or nothing behind its key: the API server drops it. */
  get isNull(): boolean {
    return this.node?.kind === "scalar" && scalarType(this.node) === "null";
  }

  #find(map: MapNode, name: string, via: AliasNode | undefined, depth: number): Located | undefined {
    const pair = map.pairs.findLast((pair) => keyText(pair) === name);
    if (pair) return new Located(this.document, this.placed, pair.value, pair.key, via);
    if (depth > MAX_LINKS) return undefined;
    for (const part of this.#mergedParts(map)) {
      const target = this.document.follow(part);
      if (target?.kind !== "map") continue;
      const found = this.#find(target, name, via ?? aliasOf(part), depth + 1);
      if (found) return found;
    }
    return undefined;
  }

  #collect(map: MapNode, via: AliasNode | undefined, fields: Map<string, LocatedField>, depth: number): void {
    for (const pair of map.pairs) {
      const name = keyText(pair);
      if (name === undefined || fields.has(name) || (name === "<<" && mergeSources(map).includes(pair.value)))
        continue;
      fields.set(name, { name, value: new Located(this.document, this.placed, pair.value, pair.key, via) });
    }
    if (depth > MAX_LINKS) return;
    for (const part of this.#mergedParts(map)) {
      const target = this.document.follow(part);
      if (target?.kind === "map") this.#collect(target, via ?? aliasOf(part), fields, depth + 1);
    }
  }

  #mergedParts(map: MapNode): YamlNode[] {
    return mergeSources(map).flatMap((source) => (source.kind === "seq" ? [...source.items] : [source]));
  }
}

/** A text and where it stands in its block. */
export interface SpannedText {
  readonly text: string;
  readonly span: Span;
}

export function spannedText(value: Located | undefined): SpannedText | undefined {
  const text = value?.text;
  return value && text !== undefined ? { text, span: value.span } : undefined;
}

/** The whole pack; fields of the personas that are blocks of their own are not in it. */
export function locatedRoot(document: PackDocument): Located | undefined {
  const { root } = document.frame.block;
  return root ? new Located(document, document.frame, root) : undefined;
}

export function locatedPersona(document: PackDocument, persona: PersonaEntry): Located | undefined {
  const item = document.writtenItem(persona);
  return item ? new Located(document, persona.placed, item) : undefined;
}

function aliasOf(node: YamlNode): AliasNode | undefined {
  return node.kind === "alias" ? node : undefined;
}
