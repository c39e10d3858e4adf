/**
 * A document as a pack with a meaning, for the previews. What follows from one persona is remembered with the
 * text of that persona, so that after an edit only the edited persona is worked out anew.
 */
import { type Persona, type ReadPack, readPersonaPack } from "../pack/persona-pack.ts";
import type { UnusablePart, ValuePath } from "../pack/plain-object.ts";
import { DEFAULT_RELEASE, type Release } from "../pack/releases.ts";
import { type PlainData, type PlainFields, packData } from "../yaml/pack-data.ts";
import type { PackDocument } from "../yaml/pack-document.ts";
import { holdsPlaceholder } from "../yaml/substitution.ts";

export interface PackReading extends ReadPack {
  readonly release: Release;
  /** Stands for the whole pack but its personas, and whom it excludes: same text, same meaning of a persona. */
  readonly context: string;
  /** By their place in `spec.personas`, which is the `index` of a persona. */
  readonly personaData: readonly PlainData[];
  /** The indexes of personas with a value in their schedule that the API server refuses. */
  readonly unreadableSchedules: ReadonlySet<number>;
}

const readings = new WeakMap<PackDocument, PackReading>();

/** Remembered for as long as the document lives, which is until the next edit. */
export function readPack(document: PackDocument, release: Release = DEFAULT_RELEASE): PackReading {
  const known = readings.get(document);
  if (known?.release === release) return known;
  const reading = read(packData(document), release);
  readings.set(document, reading);
  return reading;
}

/** The same pack with other personas left out. */
export function excluding(reading: PackReading, names: readonly string[]): PackReading {
  const { metadata, spec } = reading.pack;
  return { ...reading, pack: { metadata, spec: { ...spec, excludePersonas: new Set(names) } } };
}

function read(data: PlainData, release: Release): PackReading {
  const { spec, ...rest } = fieldsOf(data);
  const { personas, excludePersonas: _, ...shared } = fieldsOf(spec);
  const { pack, unusable: unfit } = readPersonaPack(data, release);
  // What another tool fills in may fit then.
  const unusable = unfit.filter(({ path }) => {
    const value = valueAt(data, path);
    return typeof value !== "string" || !holdsPlaceholder(value);
  });
  return {
    pack,
    unusable,
    release,
    context: JSON.stringify([release, rest.metadata, shared]),
    personaData: Array.isArray(personas) ? personas : [],
    unreadableSchedules: new Set(unusable.flatMap(scheduleOf)),
  };
}

/** What is still missing there may be written next, and changes no time. */
function scheduleOf({ path, reason }: UnusablePart): number[] {
  const [, , index, field] = path;
  const isValue = reason === "wrong-type" || reason === "not-allowed";
  return isValue && field === "schedule" && typeof index === "number" ? [index] : [];
}

function valueAt(data: PlainData, path: ValuePath): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === "object" && value !== null ? Reflect.get(value, step) : undefined),
    data,
  );
}

function fieldsOf(data: PlainData | undefined): PlainFields {
  return typeof data === "object" && data !== null && !Array.isArray(data) ? (data as PlainFields) : {};
}

/**
 * Makes a function of a persona in its pack remember its result for as long as neither changes. It must not
 * depend on which personas are excluded, nor on other personas.
 */
export function rememberPerPersona<T>(
  compute: (reading: PackReading, persona: Persona) => T,
): (reading: PackReading, persona: Persona) => T {
  const results = new WeakMap<
    object,
    { readonly index: number; readonly context: string; readonly value: T }
  >();
  return (reading, persona) => {
    const data = reading.personaData[persona.index];
    if (typeof data !== "object" || data === null) return compute(reading, persona);
    const { context } = reading;
    const known = results.get(data);
    if (known?.index === persona.index && known.context === context) return known.value;
    const value = compute(reading, persona);
    results.set(data, { index: persona.index, context, value });
    return value;
  };
}

/** The persona as people speak of it. */
export function personaLabel({ name, index }: Persona): string {
  return name ?? `persona ${index + 1}`;
}
