/**
 * What rules and previews that look across a pack need of it. What concerns one persona is remembered with
 * its block, without the place in the file, so that an edit costs one persona and a walk over the others.
 */
import { CarryOver } from "./carry-over.ts";
import { type Located, locatedPersona, locatedRoot, type SpannedText, spannedText } from "./located.ts";
import type { PackDocument, PersonaEntry } from "./pack-document.ts";
import type { PlacedBlock } from "./placed-block.ts";
import { rememberPerContext } from "./remember.ts";
import { webEndpointOf } from "./web-endpoint.ts";

/** One persona's texts that other parts of the pack refer to; spans are offsets in its block. */
export interface PersonaSummary {
  readonly name: SpannedText | undefined;
  readonly model: SpannedText | undefined;
  /** A model is written, be it one that the API server refuses. */
  readonly hasModel: boolean;
  readonly skills: readonly SpannedText[];
  readonly channels: readonly SpannedText[];
  readonly hasSchedule: boolean;
  readonly hasWebEndpoint: boolean;
  /** What of it other tools fill in. */
  readonly unknown: readonly ("name" | "skills" | "channels")[];
}

export interface PersonaFacts extends PersonaSummary {
  readonly entry: PersonaEntry;
  readonly excluded: boolean;
}

export interface PackFacts {
  readonly document: PackDocument;
  readonly root: Located | undefined;
  readonly spec: Located | undefined;
  /** `metadata.name`. */
  readonly name: SpannedText | undefined;
  /** `metadata.namespace`. */
  readonly namespace: SpannedText | undefined;
  /** What `spec.excludePersonas` lists. */
  readonly excluded: ReadonlySet<string>;
  readonly personas: readonly PersonaFacts[];
}

const known = new CarryOver<PackFacts>();

export function packFacts(document: PackDocument): PackFacts {
  return known.get(document, [], (earlier) => readFacts(document, earlier?.result));
}

function readFacts(document: PackDocument, before: PackFacts | undefined): PackFacts {
  const root = locatedRoot(document);
  const spec = root?.get("spec");
  const excluded = new Set(
    spec
      ?.get("excludePersonas")
      ?.texts()
      .map(({ text }) => text),
  );
  const personas = personaFacts(document, excluded, before);
  const metadata = root?.get("metadata");
  const [name, namespace] = [spannedText(metadata?.get("name")), spannedText(metadata?.get("namespace"))];
  return { document, root, spec, name, namespace, excluded, personas };
}

function personaFacts(
  document: PackDocument,
  excluded: ReadonlySet<string>,
  before: PackFacts | undefined,
): readonly PersonaFacts[] {
  const factsOf = (entry: PersonaEntry): PersonaFacts => {
    const summary = entry.separate
      ? separateSummary(document, entry.placed.block)
      : summarise(document, entry);
    return { ...summary, entry, excluded: isExcluded(summary, excluded) };
  };
  if (document.separate.length === 0) return document.personas.map(factsOf);
  const stayed = before?.excluded.symmetricDifference(excluded).size === 0 ? before.personas : undefined;
  const personas = stayed?.slice(0, document.separate.length) ?? [];
  for (const i of document.staleSeparate(stayed)) {
    const entry = document.personas[i];
    if (entry) personas[i] = factsOf(entry);
  }
  return personas;
}

/**
 * Where the personas stood whose text an edit changed without changing a fact or its place; undefined if a fact
 * changed, of them or of the pack, or if something moved.
 */
export function changedPersonas(before: PackFacts, now: PackFacts): ReadonlySet<PlacedBlock> | undefined {
  const { frame, startLine, endLine } = now.document;
  // What stands behind the personas moves with the end of the document.
  if (before.document.startLine !== startLine || before.document.endLine !== endLine) return undefined;
  if (before.document.frame.block !== frame.block || before.personas.length !== now.personas.length)
    return undefined;
  // They may all have changed where they are part of the frame.
  if (now.document.separate.length === 0 || now.document.before !== before.document) return undefined;
  const changed = new Set<PlacedBlock>();
  for (const i of now.document.staleSeparate(before.personas)) {
    const [other, persona] = [before.personas[i], now.personas[i]];
    if (!persona) return undefined;
    const { entry } = persona;
    const moved = other?.entry.placed.startLine !== entry.placed.startLine;
    if (!other || moved || entry.placed.block.hasAnchors) return undefined;
    if (JSON.stringify(factsAlone(other)) !== JSON.stringify(factsAlone(persona))) return undefined;
    changed.add(other.entry.placed);
  }
  return changed;
}

function factsAlone({ entry: _, ...facts }: PersonaFacts): PersonaSummary {
  return facts;
}

function isExcluded({ name }: PersonaSummary, excluded: ReadonlySet<string>): boolean {
  return excluded.size > 0 && name !== undefined && excluded.has(name.text);
}

const separateSummary = rememberPerContext((document, block) => {
  const [entry] = document.personasIn(block);
  return entry ? summarise(document, entry) : NOTHING;
});

const NOTHING: PersonaSummary = {
  name: undefined,
  model: undefined,
  hasModel: false,
  skills: [],
  channels: [],
  hasSchedule: false,
  hasWebEndpoint: false,
  unknown: [],
};

const CROSS_REFERENCED = ["name", "skills", "channels"] as const;

function summarise(document: PackDocument, entry: PersonaEntry): PersonaSummary {
  const persona = locatedPersona(document, entry);
  if (!persona) return NOTHING;
  const model = persona.get("model");
  return {
    name: spannedText(persona.get("name")),
    model: spannedText(model),
    hasModel: model !== undefined && !model.isNull,
    skills: persona.get("skills")?.texts() ?? [],
    channels: persona.get("channels")?.texts() ?? [],
    hasSchedule: persona.get("schedule")?.node?.kind === "map",
    hasWebEndpoint: webEndpointOf(persona) !== undefined,
    unknown: CROSS_REFERENCED.filter((field) => persona.get(field)?.isUnknown),
  };
}
