/**
 * What rules and previews that look across a pack need of it. What concerns one persona is remembered with
 * its block, without the place in the file, so that an edit costs one persona and a walk over the others.
 */
import { type Located, locatedPersona, locatedRoot, type SpannedText, spannedText } from "./located.ts";
import type { PackDocument, PersonaEntry } from "./pack-document.ts";
import { rememberPerContext } from "./remember.ts";

/** One persona's texts that other parts of the pack refer to; spans are offsets in its block. */
export interface PersonaSummary {
  readonly name: SpannedText | undefined;
  readonly model: SpannedText | undefined;
  readonly skills: readonly SpannedText[];
  readonly channels: readonly SpannedText[];
  readonly hasSchedule: boolean;
  readonly hasWebEndpoint: boolean;
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
  readonly personas: readonly PersonaFacts[];
}

const known = new WeakMap<PackDocument, PackFacts>();

export function packFacts(document: PackDocument): PackFacts {
  let facts = known.get(document);
  if (!facts) {
    facts = readFacts(document);
    known.set(document, facts);
  }
  return facts;
}

function readFacts(document: PackDocument): PackFacts {
  const root = locatedRoot(document);
  const spec = root?.get("spec");
  const excluded = new Set(
    spec
      ?.get("excludePersonas")
      ?.texts()
      .map(({ text }) => text),
  );
  const before = document.before && known.get(document.before)?.personas;
  const personas = document.personas.map((entry, i) => {
    const stayed = before?.[i];
    if (stayed?.entry === entry && isExcluded(stayed, excluded) === stayed.excluded) return stayed;
    const summary = entry.separate
      ? separateSummary(document, entry.placed.block)
      : summarise(document, entry);
    return { ...summary, entry, excluded: isExcluded(summary, excluded) };
  });
  return { document, root, spec, name: spannedText(root?.get("metadata")?.get("name")), personas };
}

function isExcluded({ name }: PersonaSummary, excluded: ReadonlySet<string>): boolean {
  return name !== undefined && excluded.has(name.text);
}

const separateSummary = rememberPerContext((document, block) => {
  const [entry] = document.personasIn(block);
  return entry ? summarise(document, entry) : NOTHING;
});

const NOTHING: PersonaSummary = {
  name: undefined,
  model: undefined,
  skills: [],
  channels: [],
  hasSchedule: false,
  hasWebEndpoint: false,
};

function summarise(document: PackDocument, entry: PersonaEntry): PersonaSummary {
  const persona = locatedPersona(document, entry);
  if (!persona) return NOTHING;
  return {
    name: spannedText(persona.get("name")),
    model: spannedText(persona.get("model")),
    skills: persona.get("skills")?.texts() ?? [],
    channels: persona.get("channels")?.texts() ?? [],
    hasSchedule: persona.get("schedule")?.node?.kind === "map",
    hasWebEndpoint: persona.get("webEndpoint")?.get("enabled")?.boolean === true,
  };
}
