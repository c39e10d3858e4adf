/** In what a block can differ from the schema: facts without words, of which the rules make findings. */
import type { MapNode, Pair, ScalarNode, YamlNode } from "./ast.ts";
import type { Span } from "./position.ts";
import type { ValueType } from "./scalar-type.ts";
import type { Schema, SchemaType } from "./schema.ts";

interface FactBase {
  readonly span: Span;
  /** The fact is about an anchored node, which may stand in another block; the span is the alias's. */
  readonly aliased?: true;
}

/** The field, or the list, whose value the fact is about; for messages. */
interface OwnedFact extends FactBase {
  readonly owner: string;
  /** The owner is a list, and the fact is about one of its entries. */
  readonly entry: boolean;
}

export interface UnknownField extends OwnedFact {
  readonly kind: "unknown-field";
  readonly name: string;
  readonly pair: Pair;
  readonly map: MapNode;
  readonly schema: Schema;
}

export interface MissingField extends OwnedFact {
  readonly kind: "missing-field";
  readonly names: readonly string[];
  readonly map: MapNode;
  readonly schema: Schema;
}

export interface WrongType extends OwnedFact {
  readonly kind: "wrong-type";
  readonly node: YamlNode;
  readonly schema: Schema;
  readonly expected: SchemaType;
  readonly actual: ValueType;
}

export interface InvalidValue extends OwnedFact {
  readonly kind: "invalid-value";
  readonly node: ScalarNode;
  readonly allowed: readonly string[];
}

export interface DuplicateKey extends FactBase {
  readonly kind: "duplicate-key";
  readonly name: string;
  readonly pair: Pair;
  readonly first: Pair;
  readonly map: MapNode;
}

export interface UnknownAnchor extends FactBase {
  readonly kind: "unknown-anchor";
  readonly name: string;
}

export interface InvalidMerge extends FactBase {
  readonly kind: "invalid-merge";
}

/** Behind it nothing is compared any more. */
export interface TooManyLinks extends FactBase {
  readonly kind: "too-many-links";
}

export interface InvalidKey extends FactBase {
  readonly kind: "invalid-key";
}

export type SchemaFact =
  | UnknownField
  | MissingField
  | WrongType
  | InvalidValue
  | DuplicateKey
  | UnknownAnchor
  | InvalidMerge
  | TooManyLinks
  | InvalidKey;
