/**
 * A document as plain data: what kubectl's YAML reader makes of it before it sends JSON to the API server.
 * Recorded in test/fixtures/oracle/yaml-syntax.jsonl. Data of a block is kept with it, so that after an edit
 * only the edited persona is read anew.
 */
import type { MapNode, ScalarNode, YamlNode } from "./ast.ts";
import type { Block } from "./block.ts";
import { isMerge } from "./merge.ts";
import type { PackDocument } from "./pack-document.ts";
import { rememberPerContext } from "./remember.ts";
import { type ResolvedScalar, resolvePlain } from "./scalar.ts";

/**
 * JSON that must not be changed: aliases share what they lead to, and the same parts are handed out again for
 * the next version of the file. `NaN` and infinities stand for themselves; kubectl refuses a file with one.
 */
export type PlainData = string | number | boolean | null | readonly PlainData[] | PlainFields;

export interface PlainFields {
  readonly [key: string]: PlainData;
}

/**
 * The value of a document. Never throws: an alias that leads nowhere, or too far, is null, a merge of something that is no
 * map brings nothing, and of text that is no YAML the part counts that could be read. Null for no content.
 */
export function packData(document: PackDocument): PlainData {
  const frame = blockData(document, document.frame.block);
  if (document.separate.length === 0) return frame;
  // What is cut out of the text as personas stands below these two keys.
  const spec = isFields(frame) ? frame.spec : undefined;
  if (!isFields(frame) || !isFields(spec)) return frame;
  const personas = document.separate.flatMap(({ block }) => {
    const items = blockData(document, block);
    return isList(items) ? items : [null];
  });
  return { ...frame, spec: { ...spec, personas } };
}

const blockData = rememberPerContext((document, block: Block): PlainData => {
  return block.root ? new Reader(document).value(block.root) : null;
});

/** As deep as text may nest. Aliases that lead on from persona to persona could else exhaust the stack. */
const MAX_ALIAS_DEPTH = 100;

class Reader {
  readonly #document: PackDocument;
  readonly #anchored = new Map<YamlNode, PlainData>();
  #depth = 0;

  constructor(document: PackDocument) {
    this.#document = document;
  }

  value(node: YamlNode): PlainData {
    switch (node.kind) {
      case "scalar":
        return scalarData(node);
      case "seq":
        return node.items.map((item) => this.value(item));
      case "map":
        return this.#fields(node);
      case "alias": {
        const target = this.#document.follow(node);
        return target ? this.#shared(target) : null;
      }
    }
  }

  /** Once for each anchor, however many aliases lead to it: aliases of aliases would grow without bounds. */
  #shared(target: YamlNode): PlainData {
    const known = this.#anchored.get(target);
    if (known !== undefined) return known;
    if (this.#depth === MAX_ALIAS_DEPTH) return null;
    this.#depth++;
    const value = this.value(target);
    this.#depth--;
    this.#anchored.set(target, value);
    return value;
  }

  /** In the order of the text, as kubectl reads it: a merge hides what stands before it, not only the reverse. */
  #fields(map: MapNode): PlainFields {
    const fields: Record<string, PlainData> = {};
    for (const pair of map.pairs) {
      if (isMerge(pair)) this.#merge(fields, pair.value);
      else setField(fields, this.#key(pair.key), this.value(pair.value));
    }
    return fields;
  }

  #merge(fields: Record<string, PlainData>, source: YamlNode): void {
    const target = this.#document.follow(source);
    // The first of a list counts most.
    const parts = target?.kind === "seq" ? target.items.toReversed() : [target];
    for (const part of parts) {
      const map = this.#document.follow(part);
      const merged = map?.kind === "map" ? this.#shared(map) : null;
      if (!isFields(merged)) continue;
      for (const [key, value] of Object.entries(merged)) setField(fields, key, value);
    }
  }

  #key(node: YamlNode): string {
    const key = this.value(node);
    return typeof key === "string" ? key : JSON.stringify(key);
  }
}

/** Not by assignment alone: a key may be `__proto__`. */
function setField(fields: Record<string, PlainData>, key: string, value: PlainData): void {
  if (key === "__proto__") {
    Object.defineProperty(fields, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    fields[key] = value;
  }
}

function scalarData(scalar: ScalarNode): PlainData {
  if (scalar.tag !== undefined) return taggedData(scalar.tag, scalar);
  return scalar.style === "plain" ? resolvePlain(scalar.value).value : scalar.value;
}

const TAGGED_TYPES: Readonly<Record<string, readonly ResolvedScalar["type"][]>> = {
  int: ["integer"],
  float: ["number", "integer"],
  bool: ["boolean"],
  null: ["null"],
};

/** A tag that does not fit its value makes kubectl refuse the file; here the value stays text. */
function taggedData(tag: string, { value }: ScalarNode): PlainData {
  const name = tag.replace(/^(!!|!?<?tag:yaml\.org,2002:)|>$/g, "");
  const resolved = resolvePlain(value);
  return TAGGED_TYPES[name]?.includes(resolved.type) ? resolved.value : value;
}

function isList(data: PlainData): data is readonly PlainData[] {
  return Array.isArray(data);
}

function isFields(data: PlainData | undefined): data is PlainFields {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}
