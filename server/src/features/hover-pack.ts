/** What a pack or a persona will be in the cluster, under the pointer at its name. */
import { counted } from "../pack/counted.ts";
import { isExcluded } from "../pack/generated-resources.ts";
import { packName } from "../pack/names.ts";
import type { Persona } from "../pack/persona-pack.ts";
import { DEFAULT_RELEASE, type Release } from "../pack/releases.ts";
import { personaAt } from "../values/persona-at.ts";
import type { PackDocument } from "../yaml/pack-document.ts";
import type { Position, Range } from "../yaml/position.ts";
import { PACK_SCHEMA, PERSONA_SCHEMA } from "../yaml/schema.ts";
import { codeSpan, prose } from "./markdown-text.ts";
import { type PackReading, readPack } from "./pack-reading.ts";
import { personaMarkdown } from "./persona-markdown.ts";
import { countResources, personaOutcome, resourceCount } from "./persona-outcome.ts";
import type { ReaderView } from "./schedule-markdown.ts";
import { tokenAt } from "./token-at.ts";
import { isRefused, unusableText } from "./unusable-part.ts";

export interface PackHover {
  /** Markdown. */
  readonly contents: string;
  readonly range: Range;
}

/** Undefined everywhere but on `metadata.name` and on the `name` of a persona. */
export function hoverPack(
  document: PackDocument,
  position: Position,
  view: ReaderView,
  release: Release = DEFAULT_RELEASE,
): PackHover | undefined {
  const token = tokenAt(document, position);
  if (!token) return undefined;
  const { isKey, scalar } = token;
  const path = isKey ? [...token.path, scalar.value] : token.path;
  const subject = subjectAt(path);
  if (!subject) return undefined;
  const reading = readPack(document, release);
  const contents =
    subject === "pack" ? packMarkdown(reading) : personaHover(document, position, reading, view);
  if (contents === undefined) return undefined;
  const field = (subject === "pack" ? PACK_SCHEMA.properties?.metadata : PERSONA_SCHEMA)?.properties?.name;
  const documentation = isKey && field?.markdownDescription;
  return {
    contents: documentation ? `${contents}\n\n---\n\n${documentation}` : contents,
    range: token.placed.rangeOf(token.span),
  };
}

function subjectAt(path: readonly (string | null)[]): "pack" | "persona" | undefined {
  if (path.length === 2 && path[0] === "metadata" && path[1] === "name") return "pack";
  const [spec, personas, item, name] = path;
  const isPersona = spec === "spec" && personas === "personas" && item === null && name === "name";
  return isPersona && path.length === 4 ? "persona" : undefined;
}

function personaHover(
  document: PackDocument,
  position: Position,
  reading: PackReading,
  view: ReaderView,
): string | undefined {
  const index = personaAt(document, position)?.index;
  const persona = reading.pack.spec.personas.find((one) => one.index === index);
  return persona && personaMarkdown(reading, persona, view);
}

/** Personas whose objects are listed one by one; of more only the numbers are shown. */
const MOST_LISTED = 8;
/** Personas that are named at all. */
const MOST_NAMED = 40;
const MOST_UNUSABLE = 6;

function packMarkdown(reading: PackReading): string {
  const { pack } = reading;
  const { personas, enabled } = pack.spec;
  const { own, standing } = countResources(reading, personas);
  const excluded = personas.filter((persona) => isExcluded(pack, persona)).length;
  const included = personas.length - excluded;
  const total = own + standing;
  return [
    `${codeSpan(packName(pack))} generates **${counted(total, "resource")}**${enabled ? "" : " once it is enabled"}`,
    [
      `${counted(included, "persona")}${excluded > 0 ? ` (${excluded} excluded)` : ""}`,
      `${own} from the pack controller, ${standing} that other controllers add`,
    ].join(" · "),
    unusableMarkdown(reading),
    treeMarkdown(reading),
    total > 0 ? "Each run adds an AgentRun and its pod." : undefined,
  ]
    .filter((part) => part)
    .join("\n\n");
}

/** What the API server says to the pack as it stands. */
function unusableMarkdown({ unusable }: PackReading): string {
  const refused = unusable.filter(isRefused);
  if (refused.length === 0) return "";
  const more = refused.length - MOST_UNUSABLE;
  return [
    "**The API server refuses the pack as it is:**",
    ...refused.slice(0, MOST_UNUSABLE).map((part) => `- ${prose(unusableText(part))}`),
    ...(more > 0 ? [`- and ${more} more`] : []),
  ].join("\n");
}

function treeMarkdown(reading: PackReading): string {
  const { personas } = reading.pack.spec;
  const isDetailed = personas.length <= MOST_LISTED;
  const lines = personas
    .slice(0, MOST_NAMED)
    .flatMap((persona) => personaLines(reading, persona, isDetailed));
  const more = personas.slice(MOST_NAMED);
  if (more.length > 0) {
    const { own, standing } = countResources(reading, more);
    lines.push(`- and ${counted(more.length, "more persona")}: ${counted(own + standing, "resource")}`);
  }
  return lines.join("\n");
}

function personaLines(reading: PackReading, persona: Persona, isDetailed: boolean): string[] {
  const label = persona.name === undefined ? `persona ${persona.index + 1}` : codeSpan(persona.name);
  if (isExcluded(reading.pack, persona)) return [`- ~~${label}~~ excluded: nothing`];
  if (persona.name === undefined) return [`- ${label} has no name: nothing can be shown`];
  const outcome = personaOutcome(reading, persona);
  const line = `- ${label} — ${resourceCount(outcome)}`;
  if (!isDetailed) return [line];
  const resources = [
    ...outcome.own.map(({ kind, metadata }) => ({ kind, name: metadata.name })),
    ...outcome.standing,
  ];
  return [line, ...resources.map(({ kind, name }) => `  - ${kind} ${codeSpan(name)}`)];
}
