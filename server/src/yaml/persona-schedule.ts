/**
 * Where the schedule of a persona stands, and what of it the controller gets. A value that comes by an alias or
 * a merge key stands, for this persona, at that alias: the same anchor gives each persona another stagger.
 */
import { type AliasNode, keyText, MAX_LINKS, type MapNode, type Pair, type YamlNode } from "./ast.ts";
import { mergeSources, type PackDocument, type PersonaEntry } from "./pack-document.ts";
import type { Span } from "./position.ts";
import { resolvePlain } from "./scalar.ts";
import { scalarType } from "./schema-walk.ts";

export type ScheduleFieldName = "cron" | "interval";

export interface ScheduleField {
  readonly name: ScheduleFieldName;
  /** The text that the controller gets, empty for a null; undefined if the API server refuses the value. */
  readonly text: string | undefined;
  /** The key, where it is written in the persona itself. */
  readonly key: Span | undefined;
  /** The value, or the alias that brings it; in the block of the persona. Empty (start = end) for a missing value. */
  readonly token: Span;
}

export interface PersonaSchedule {
  /** Zero-based place in `spec.personas`. */
  readonly index: number;
  readonly cron: ScheduleField | undefined;
  readonly interval: ScheduleField | undefined;
  /** What keeps it from running however it is written. */
  readonly blockedBy: "excluded" | "web-endpoint" | undefined;
}

/** Reads the schedules of one pack; what all personas share is read once. */
export class ScheduleReader {
  readonly #document: PackDocument;
  readonly #excluded: ReadonlySet<string>;
  readonly #list: YamlNode | undefined;

  constructor(document: PackDocument) {
    this.#document = document;
    const spec = document.topLevel("spec");
    this.#excluded = new Set(textsOf(document, document.fieldOf(spec, "excludePersonas")));
    this.#list = document.separate.length > 0 ? undefined : document.fieldOf(spec, "personas");
  }

  /** The entry of the list as it is written: an alias is not followed. */
  itemOf({ placed, separate, index }: PersonaEntry): YamlNode | undefined {
    const list = separate ? placed.block.root : this.#list;
    return list?.kind === "seq" ? list.items[separate ? 0 : index] : undefined;
  }

  /** Undefined for a persona without a schedule, or one whose schedule is no map. */
  read(persona: PersonaEntry): PersonaSchedule | undefined {
    const item = this.itemOf(persona);
    const map = this.#document.follow(item);
    if (map?.kind !== "map") return undefined;
    const found = this.#find(map, "schedule", aliasOf(item));
    const schedule = this.#document.follow(found?.pair.value);
    if (!found || schedule?.kind !== "map") return undefined;
    const via = found.via ?? aliasOf(found.pair.value);
    return {
      index: persona.index,
      cron: this.#field(schedule, "cron", via),
      interval: this.#field(schedule, "interval", via),
      blockedBy: this.#blockedBy(map),
    };
  }

  #field(schedule: MapNode, name: ScheduleFieldName, from: AliasNode | undefined): ScheduleField | undefined {
    const found = this.#find(schedule, name, from);
    if (!found) return undefined;
    const { pair, via } = found;
    return {
      name,
      text: this.#textOf(pair.value),
      key: via ? undefined : pair.key,
      token: via ?? pair.value,
    };
  }

  #textOf(node: YamlNode): string | undefined {
    const value = this.#document.follow(node);
    if (value?.kind !== "scalar") return undefined;
    const type = scalarType(value);
    if (type === "null") return "";
    return type === "string" ? value.value : undefined;
  }

  #blockedBy(persona: MapNode): PersonaSchedule["blockedBy"] {
    const name = this.#document.fieldOf(persona, "name");
    if (name?.kind === "scalar" && this.#excluded.has(name.value)) return "excluded";
    const enabled = this.#document.fieldOf(this.#document.fieldOf(persona, "webEndpoint"), "enabled");
    const serves = enabled?.kind === "scalar" && scalarType(enabled) === "boolean" && isTrue(enabled.value);
    return serves ? "web-endpoint" : undefined;
  }

  /** A key of a map, or of what is merged into it; `via` is the alias in the persona's own text that leads there. */
  #find(map: MapNode, key: string, via: AliasNode | undefined, depth = 0): Found | undefined {
    const pair = map.pairs.findLast((pair) => keyText(pair) === key);
    if (pair) return { pair, via };
    if (depth > MAX_LINKS) return undefined;
    for (const source of mergeSources(map)) {
      for (const part of source.kind === "seq" ? source.items : [source]) {
        const target = this.#document.follow(part);
        if (target?.kind !== "map") continue;
        const found = this.#find(target, key, via ?? aliasOf(part), depth + 1);
        if (found) return found;
      }
    }
    return undefined;
  }
}

interface Found {
  readonly pair: Pair;
  readonly via: AliasNode | undefined;
}

function aliasOf(node: YamlNode | undefined): AliasNode | undefined {
  return node?.kind === "alias" ? node : undefined;
}

function isTrue(text: string): boolean {
  return resolvePlain(text).value === true;
}

function textsOf(document: PackDocument, list: YamlNode | undefined): string[] {
  if (list?.kind !== "seq") return [];
  return list.items.flatMap((item) => {
    const value = document.follow(item);
    return value?.kind === "scalar" ? [value.value] : [];
  });
}
