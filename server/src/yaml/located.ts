/**
 * Values of a pack together with their places, aliases and merge keys followed. What comes by an alias
 * stands, for whoever uses it, at that alias: its own text lies elsewhere and serves others as well.
 */
import type { AliasNode, YamlNode } from "./ast.ts";
import { effectivePairs, type FoundPair, findPair } from "./merge.ts";
import type { PackDocument, PersonaEntry } from "./pack-document.ts";
import type { PlacedBlock } from "./placed-block.ts";
import type { Span } from "./position.ts";
import { resolvePlain } from "./scalar.ts";
import { scalarType } from "./scalar-type.ts";
import { holdsPlaceholder } from "./substitution.ts";

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
  /** The alias that brings it, and with it all that stands below. */
  readonly via: AliasNode | undefined;

  constructor(document: PackDocument, placed: PlacedBlock, node: YamlNode, key?: Span, via?: AliasNode) {
    this.document = document;
    this.placed = placed;
    this.node = document.follow(node);
    this.key = via ? undefined : key;
    this.span = via ?? node;
    this.written = via ? undefined : node;
    this.via = via ?? (node.kind === "alias" ? node : undefined);
  }

  /** The field of a map, merged ones included; undefined where there is none or this is no map. */
  get(name: string): Located | undefined {
    if (this.node?.kind !== "map") return undefined;
    const found = findPair(this.node, name, (link) => this.document.follow(link));
    return found && below(this, found);
  }

  /** All fields of a map with text keys, merged ones included; not those whose key holds a placeholder. */
  fields(): LocatedField[] {
    if (this.node?.kind !== "map") return [];
    const pairs = effectivePairs(this.node, (link) => this.document.follow(link));
    return Array.from(pairs, ([name, found]) => ({ name, value: below(this, found) })).filter(
      ({ name }) => !holdsPlaceholder(name),
    );
  }

  /** The entries of a list. */
  items(): Located[] {
    if (this.node?.kind !== "seq") return [];
    return this.node.items.map((item) => new Located(this.document, this.placed, item, undefined, this.via));
  }

  /** The text of a string as kubectl reads it; undefined for every other type, and where it is unknown. */
  get text(): string | undefined {
    const { spelling } = this;
    return spelling === undefined || holdsPlaceholder(spelling) ? undefined : spelling;
  }

  /** The same with the placeholders that another tool fills in. */
  get spelling(): string | undefined {
    return this.node && textOf(this.node);
  }

  /** Another tool fills it in, or an entry of it: nobody knows what the cluster will get. */
  get isUnknown(): boolean {
    const { node } = this;
    const parts = node?.kind === "seq" ? node.items.map((item) => this.document.follow(item)) : [node];
    return parts.some((part) => part && holdsPlaceholder(textOf(part) ?? ""));
  }

  /** The boolean as kubectl reads it; undefined for every other type. */
  get boolean(): boolean | undefined {
    const { node } = this;
    if (node?.kind !== "scalar" || scalarType(node) !== "boolean") return undefined;
    return resolvePlain(node.value).value === true;
  }

  /** The text items of a list with their places; not those that are unknown. */
  texts(): SpannedText[] {
    const texts: SpannedText[] = [];
    if (this.node?.kind !== "seq") return texts;
    for (const item of this.node.items) {
      const node = this.document.follow(item);
      const text = node && textOf(node);
      if (text !== undefined && !holdsPlaceholder(text)) texts.push({ text, span: this.via ?? item });
    }
    return texts;
  }

  /** Null, or nothing behind its key: the API server drops it. */
  get isNull(): boolean {
    return this.node?.kind === "scalar" && scalarType(this.node) === "null";
  }
}

// No private methods in `Located`: each of the many that are made for a rule would be branded for them.
function below({ document, placed, via: outer }: Located, { pair, via }: FoundPair): Located {
  return new Located(document, placed, pair.value, pair.key, outer ?? via);
}

function textOf(node: YamlNode): string | undefined {
  return node.kind === "scalar" && scalarType(node) === "string" ? node.value : undefined;
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
  return persona.written ? new Located(document, persona.placed, persona.written) : undefined;
}
