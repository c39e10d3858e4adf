/** All sources of values, and what they say about a place in a pack. */

import type { PathStep } from "../yaml/schema.ts";
import { fieldSchema, PACK_SCHEMA, type Schema } from "../yaml/schema.ts";
import { CHANNEL_SOURCES } from "./channels.ts";
import { INTERVAL_SOURCES } from "./intervals.ts";
import { MODEL_SOURCES } from "./models.ts";
import { PERSONA_SOURCES } from "./personas.ts";
import { POLICY_SOURCES } from "./policies.ts";
import { SKILL_SOURCES } from "./skills.ts";
import { TOOL_SOURCES } from "./tools.ts";
import type { KnownValue, ValuePlace, ValueSource } from "./value-source.ts";
import { WORD_SOURCES } from "./words.ts";

export const SOURCES: readonly ValueSource[] = [
  ...PERSONA_SOURCES,
  ...SKILL_SOURCES,
  ...TOOL_SOURCES,
  ...CHANNEL_SOURCES,
  ...MODEL_SOURCES,
  ...POLICY_SOURCES,
  ...INTERVAL_SOURCES,
  ...WORD_SOURCES,
];

const BY_PLACE: ReadonlyMap<string, ValueSource> = new Map(
  SOURCES.flatMap((source) => source.paths.map((path) => [`${source.provides} ${path}`, source])),
);

/** `spec.personas[].name`; `*` stands for the key of a free map. */
export function pathName(path: readonly PathStep[]): string {
  let name = "";
  let schema: Schema | undefined = PACK_SCHEMA;
  for (const step of path) {
    const isFree: boolean = step !== null && schema !== undefined && isFreeKey(schema, step);
    schema = step === null ? schema?.items : schema && fieldSchema(schema, step);
    if (step === null) name += "[]";
    else name += `${name === "" ? "" : "."}${isFree ? "*" : step}`;
  }
  return name;
}

function isFreeKey({ properties, additionalProperties }: Schema, key: string): boolean {
  const named = properties !== undefined && Object.hasOwn(properties, key);
  return !named && typeof additionalProperties === "object";
}

function sourceAt(path: readonly PathStep[], provides: "values" | "keys"): ValueSource | undefined {
  return BY_PLACE.get(`${provides} ${pathName(path)}`);
}

/** What is worth proposing at a place. */
export function offeredValues(place: ValuePlace, provides: "values" | "keys"): readonly KnownValue[] {
  const source = sourceAt(place.path, provides);
  if (!source) return [];
  const taken = new Set(source.taken?.(place));
  return allOf(source, place).filter(({ value, standing }) => standing === undefined && !taken.has(value));
}

export interface FoundValue {
  readonly source: ValueSource;
  /** Undefined for a value that nothing is known about, which need not be wrong. */
  readonly known: KnownValue | undefined;
}

/** What is known about a value that is written; undefined at places that no source is registered for. */
export function lookUpValue(
  place: ValuePlace,
  provides: "values" | "keys",
  value: string,
): FoundValue | undefined {
  const source = sourceAt(place.path, provides);
  return source && { source, known: allOf(source, place).find((known) => known.value === value) };
}

/** The choices of a field whose meaningful values are always the same. */
export function fixedChoices(path: readonly PathStep[]): readonly string[] | undefined {
  const source = sourceAt(path, "values");
  return source?.complete ? source.fixed?.map(({ value }) => value) : undefined;
}

/** Where both say something of a value, what depends on the place counts. */
function allOf(source: ValueSource, place: ValuePlace): KnownValue[] {
  const found = new Map<string, KnownValue>();
  for (const known of source.fixed ?? []) found.set(known.value, known);
  for (const known of source.values?.(place) ?? []) {
    found.set(known.value, { ...found.get(known.value), ...known });
  }
  return [...found.values()];
}
