/**
 * Compares a block with the schema and states what differs, as facts without words: the rules make
 * findings of them.
 *
 * yaml-language-server's own validation is not used: on a file of 1,000 personas it needs longer for the
 * windows than we have for opening the file, its missing fields have no usable range, its codes are
 * mostly 0, and it knows neither kubectl's reading of scalars nor nulls as the API server drops them.
 */
import {
  type AliasNode,
  isEmptyScalar,
  keyText,
  MAX_LINKS,
  type MapNode,
  type Pair,
  type ScalarNode,
  type SeqNode,
  type YamlNode,
} from "./ast.ts";
import { hasUnknownMerge, isMerge } from "./merge.ts";
import type { PackDocument } from "./pack-document.ts";
import type { Span } from "./position.ts";
import { rememberPerContext } from "./remember.ts";
import { scalarType, type ValueType } from "./scalar-type.ts";
import {
  allowedValues,
  fieldSchema,
  PACK_SCHEMA,
  PERSONA_LIST_SCHEMA,
  type Schema,
  type SchemaType,
  schemaType,
} from "./schema.ts";
import type { SchemaFact } from "./schema-fact.ts";
import { holdsPlaceholder } from "./substitution.ts";

/** What differs from the schema in one block of a pack; the frame and personas are told apart by place. */
export const schemaFacts = rememberPerContext((document, block): readonly SchemaFact[] => {
  const walk = new SchemaWalk(document, {
    separatePersonas: document.separate.length > 0,
    broken: block.problems.length > 0,
    depth: 0,
  });
  const frame = block === document.frame.block;
  const owner: Owner = { name: frame ? "the pack" : "personas" };
  if (block.root) walk.node(block.root, frame ? PACK_SCHEMA : PERSONA_LIST_SCHEMA, owner);
  return walk.facts;
});

/** What a value is the value of: a key, or a list whose entries have no place of their own. */
interface Owner {
  readonly name: string;
  readonly span?: Span;
  readonly entry?: true;
}

function owned({ name, entry }: Owner): { readonly owner: string; readonly entry: boolean } {
  return { owner: name, entry: entry === true };
}

interface WalkedPart {
  /** The personas are blocks of their own; the frame holds no more of them than their key. */
  readonly separatePersonas: boolean;
  /** It has syntax errors. */
  readonly broken: boolean;
  /** How many aliases and merge keys led here. */
  readonly depth: number;
}

class SchemaWalk {
  readonly facts: SchemaFact[] = [];
  readonly #document: PackDocument;
  readonly #part: WalkedPart;
  /** An anchored node is compared once with each schema, however many aliases lead to it. */
  readonly #aliased = new Map<YamlNode, Set<Schema>>();

  constructor(document: PackDocument, part: WalkedPart) {
    this.#document = document;
    this.#part = part;
  }

  node(node: YamlNode, schema: Schema, owner: Owner): void {
    if (node.kind === "alias") this.#alias(node, schema, owner);
    else if (node.kind === "map") this.#map(node, schema, owner);
    else if (node.kind === "seq") this.#sequence(node, schema, owner);
    else this.#scalar(node, schema, owner);
  }

  #alias(alias: AliasNode, schema: Schema, owner: Owner): void {
    const target = this.#document.resolve(alias)?.node;
    if (!target) {
      this.facts.push({ kind: "unknown-anchor", span: alias, name: alias.name });
      return;
    }
    const seen = this.#aliased.get(target) ?? new Set();
    if (seen.has(schema)) return;
    this.#aliased.set(target, seen.add(schema));
    // What is wrong with the anchored value is shown where it is used: there the schema is known.
    const inner = this.#linked();
    if (!inner) {
      this.facts.push({ kind: "too-many-links", span: alias });
      return;
    }
    inner.#aliased.set(target, seen);
    inner.node(target, schema, owner);
    for (const fact of inner.facts) this.facts.push({ ...fact, span: alias, aliased: true });
  }

  /** The walk behind one more alias or merge key; undefined once there are too many. */
  #linked(): SchemaWalk | undefined {
    const depth = this.#part.depth + 1;
    if (depth > MAX_LINKS) return undefined;
    return new SchemaWalk(this.#document, { ...this.#part, separatePersonas: false, depth });
  }

  #map(map: MapNode, schema: Schema, owner: Owner): void {
    if (schema.type !== "object") {
      this.#wrongType(map, schema, "object", owner);
      return;
    }
    for (const pair of map.pairs) {
      if (isMerge(pair)) this.#merge(pair.value, schema, owner);
    }
    const own = new Map<string, Pair>();
    for (const pair of map.pairs) {
      if (isMerge(pair)) continue;
      const name = keyText(pair);
      if (name === undefined) {
        this.facts.push({ kind: "invalid-key", span: pair.key });
        continue;
      }
      const first = own.get(name);
      if (first) this.facts.push({ kind: "duplicate-key", span: pair.key, name, pair, first, map });
      own.set(name, pair);
      this.#field(pair, name, map, schema, owner);
    }
    this.#missing(map, own, schema, owner);
  }

  #field(pair: Pair, name: string, map: MapNode, schema: Schema, owner: Owner): void {
    const below = fieldSchema(schema, name);
    if (below) {
      if (!this.#isDropped(pair.value)) this.node(pair.value, below, { name, span: pair.key });
    } else if (schema.additionalProperties === false && !isTorn(pair.key, name) && !holdsPlaceholder(name)) {
      this.facts.push({ kind: "unknown-field", span: pair.key, name, pair, map, schema, ...owned(owner) });
    }
  }

  #missing(map: MapNode, own: ReadonlyMap<string, Pair>, schema: Schema, owner: Owner): void {
    // Of a block with syntax errors not everything was read: what seems to be missing may stand there.
    if (this.#part.broken) return;
    const names = (schema.required ?? []).filter((name) => {
      const value = own.get(name)?.value ?? this.#document.fieldOf(map, name);
      if (!value) return true;
      if (this.#part.separatePersonas && name === "personas") return false;
      return this.#isDropped(value);
    });
    if (names.length === 0 || hasUnknownMerge(map, (link) => this.#document.follow(link))) return;
    this.facts.push({
      kind: "missing-field",
      span: owner.span ?? ownSpan(map),
      names,
      map,
      schema,
      ...owned(owner),
    });
  }

  /** Merged keys are compared like written ones. */
  #merge(source: YamlNode, schema: Schema, owner: Owner): void {
    for (const part of source.kind === "seq" ? source.items : [source]) {
      const target = this.#document.follow(part);
      if (!target && part.kind === "alias") {
        this.facts.push({ kind: "unknown-anchor", span: part, name: part.name });
      } else if (target?.kind !== "map") {
        this.facts.push({ kind: "invalid-merge", span: part });
      } else {
        const inner = this.#linked();
        if (!inner) {
          this.facts.push({ kind: "too-many-links", span: part });
          continue;
        }
        inner.node(target, { ...schema, required: [] }, owner);
        for (const fact of inner.facts) this.facts.push({ ...fact, span: part, aliased: true });
      }
    }
  }

  #sequence(sequence: SeqNode, schema: Schema, owner: Owner): void {
    if (schema.type !== "array") {
      this.#wrongType(sequence, schema, "array", owner);
      return;
    }
    const below = schema.items;
    if (!below) return;
    for (const item of sequence.items) this.node(item, below, { name: owner.name, entry: true });
  }

  #scalar(scalar: ScalarNode, schema: Schema, owner: Owner): void {
    const actual = scalarType(scalar);
    const type = schemaType(schema);
    if (!type || !accepts(type, actual, scalar)) {
      this.#wrongType(scalar, schema, actual, owner);
      return;
    }
    const allowed = allowedValues(schema);
    if (allowed && !allowed.includes(scalar.value) && !holdsPlaceholder(scalar.value)) {
      this.facts.push({ kind: "invalid-value", span: scalar, node: scalar, allowed, ...owned(owner) });
    }
  }

  #wrongType(node: YamlNode, schema: Schema, actual: ValueType, owner: Owner): void {
    const expected = schemaType(schema);
    // What another tool fills in may be of any type.
    if (!expected || (node.kind === "scalar" && holdsPlaceholder(node.value))) return;
    this.facts.push({
      kind: "wrong-type",
      span: firstLine(node),
      node,
      schema,
      expected,
      actual,
      ...owned(owner),
    });
  }

  /** The API server drops a null field before it validates, as if it were not written. */
  #isDropped(node: YamlNode): boolean {
    const value = this.#document.follow(node);
    return value?.kind === "scalar" && scalarType(value) === "null";
  }
}

/** Two lines that were read as one key, for the first lacks its colon: the syntax error says so. */
function isTorn(key: YamlNode, name: string): boolean {
  return key.kind === "scalar" && key.style === "plain" && key.end - key.start > name.length;
}

function accepts(expected: SchemaType, actual: ValueType, scalar: ScalarNode): boolean {
  if (expected === actual) return true;
  if (expected === "number") return actual === "integer";
  return expected === "integer" && actual === "number" && Number.isInteger(Number(scalar.value));
}

/** Where a list entry lacks something: at its name if it has one, else at its first key or bracket. */
function ownSpan(map: MapNode): Span {
  const name = map.pairs.find((pair) => keyText(pair) === "name" && !isEmptyScalar(pair.value));
  if (name?.value.kind === "scalar") return name.value;
  if (map.flow) return { start: map.start, end: map.start + 1 };
  return map.pairs[0]?.key ?? map;
}

/** Collections are marked at their beginning only. */
function firstLine(node: YamlNode): Span {
  if (node.kind === "map" && !node.flow) return node.pairs[0]?.key ?? node;
  if (node.kind === "seq" && !node.flow) return { start: node.start, end: node.start + 1 };
  return node;
}
