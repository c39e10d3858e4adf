/**
 * Values that the schema does not list because the API server takes any, although only some mean
 * something. A provider is registered for one field of the schema.
 */
import { KNOWN_INTERVALS } from "../pack/interval.ts";
import type { YamlNode } from "../yaml/ast.ts";
import type { PackDocument } from "../yaml/pack-document.ts";
import type { PathStep } from "./completion-flow.ts";

export interface ProvidedValue {
  readonly value: string;
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
}

export interface ValueProvider {
  /** Fields by name: `spec.personas[].schedule.interval`, entries of lists with `[]`. */
  readonly paths: readonly string[];
  /** Whether it provides the values of a field, or the names of a map's keys. */
  readonly provides: "values" | "keys";
  /** A list that is the same in every pack may be part of a skeleton. */
  readonly values: readonly ProvidedValue[] | ((document: PackDocument) => readonly ProvidedValue[]);
}

export function pathName(path: readonly PathStep[]): string {
  return path.reduce<string>((name, step) => {
    if (step === null) return `${name}[]`;
    return name === "" ? step : `${name}.${step}`;
  }, "");
}

const INTERVALS: readonly ProvidedValue[] = KNOWN_INTERVALS.map(({ name, spellings, minutes }) => {
  const others = spellings.filter((spelling) => spelling !== name);
  return {
    value: name,
    detail: everyMinutes(minutes),
    ...(others.length > 0
      ? { documentation: `Also written ${others.map((s) => `\`${s}\``).join(", ")}.` }
      : {}),
  };
});

function everyMinutes(minutes: number): string {
  if (minutes === 1440) return "once a day";
  if (minutes % 60 === 0) return minutes === 60 ? "every hour" : `every ${minutes / 60} hours`;
  return minutes === 1 ? "every minute" : `every ${minutes} minutes`;
}

/** For which Sympozium has images. */
const CHANNELS: readonly ProvidedValue[] = [
  { value: "slack", detail: "Slack" },
  { value: "telegram", detail: "Telegram" },
  { value: "discord", detail: "Discord" },
  { value: "whatsapp", detail: "WhatsApp", documentation: "Needs no Secret: it is linked by a QR code." },
];

const PROVIDERS: readonly ValueProvider[] = [
  {
    paths: ["spec.personas[].schedule.interval"],
    provides: "values",
    values: INTERVALS,
  },
  { paths: ["spec.personas[].channels[]"], provides: "values", values: CHANNELS },
  {
    paths: ["spec.channelConfigs", "spec.channelAccessControl"],
    provides: "keys",
    values: CHANNELS,
  },
  {
    paths: ["spec.excludePersonas[]", "spec.relationships[].source", "spec.relationships[].target"],
    provides: "values",
    values: personaNames,
  },
];

const BY_PLACE: ReadonlyMap<string, ValueProvider> = new Map(
  PROVIDERS.flatMap((provider) => provider.paths.map((path) => [`${provider.provides} ${path}`, provider])),
);

/** What is provided at a place of a document. */
export function providedValues(
  document: PackDocument,
  path: readonly PathStep[],
  provides: "values" | "keys",
): readonly ProvidedValue[] {
  const values = BY_PLACE.get(`${provides} ${pathName(path)}`)?.values ?? [];
  return typeof values === "function" ? values(document) : values;
}

/** The values of a field that are the same in every pack, if there are any. */
export function fixedValues(path: readonly PathStep[]): readonly string[] | undefined {
  const values = BY_PLACE.get(`values ${pathName(path)}`)?.values;
  return values && typeof values !== "function" ? values.map(({ value }) => value) : undefined;
}

function personaNames(document: PackDocument): ProvidedValue[] {
  const names = new Map<string, ProvidedValue>();
  for (const { node, placed } of document.personas) {
    const name = placed.block.hasAnchors ? nameOf(document, node) : rememberedName(document, node);
    if (name && !names.has(name.value)) names.set(name.value, name);
  }
  return [...names.values()];
}

const remembered = new WeakMap<YamlNode, { readonly name: ProvidedValue | undefined }>();

/** Only for personas that refer to nothing outside of themselves. */
function rememberedName(document: PackDocument, persona: YamlNode | undefined): ProvidedValue | undefined {
  if (!persona) return undefined;
  const known = remembered.get(persona) ?? { name: nameOf(document, persona) };
  remembered.set(persona, known);
  return known.name;
}

function nameOf(document: PackDocument, persona: YamlNode | undefined): ProvidedValue | undefined {
  const name = document.fieldOf(persona, "name");
  if (name?.kind !== "scalar" || name.value === "") return undefined;
  const shown = document.fieldOf(persona, "displayName");
  const detail = shown?.kind === "scalar" && shown.value !== "" ? shown.value : "persona of this pack";
  return { value: name.value, detail };
}
