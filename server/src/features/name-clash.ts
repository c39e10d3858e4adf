/**
 * Why a persona, skill or channel cannot take another name: two would become one, and what belongs to one of them
 * would be lost without a word; or the cluster makes nothing of a persona with this name.
 */
import { personaNameProblem } from "../rules/persona-name-invalid.ts";
import { shownText } from "../rules/shown-text.ts";
import type { PackDocument } from "../yaml/pack-document.ts";
import { type PackFacts, packFacts } from "../yaml/pack-facts.ts";
import { placedRoot } from "../yaml/placed-node.ts";
import { type NamedPart, rangeOf, sameParts } from "./named-parts.ts";

/** A sentence that says what to do, or undefined if the name is free. */
export function nameClash(document: PackDocument, part: NamedPart, newName: string): string | undefined {
  if (newName === part.name) return undefined;
  switch (part.kind) {
    case "persona":
      return personaClash(document, part, newName);
    case "skill":
    case "channel": {
      const { kind, name } = part;
      return settingsClash(document, kind, name, newName) ?? listClash(document, kind, name, newName);
    }
    case "pack":
      return undefined;
  }
}

/** Asked of the facts and not of the parts: one text may be a name and a reference at once, by an alias. */
export function hasPersona({ personas }: PackFacts, name: string): boolean {
  return personas.some((persona) => persona.name?.text === name);
}

/** A persona's new name must be free of references too: it would be what they say of another. */
function personaClash(document: PackDocument, part: NamedPart, newName: string): string | undefined {
  const facts = packFacts(document);
  const shown = `\`${shownText(newName)}\``;
  if (hasPersona(facts, newName)) {
    // What leads nowhere is mended by a name that is there.
    if (!hasPersona(facts, part.name)) return undefined;
    const other = part.role === "reference" ? `, or to refer to ${shown} here edit this text alone` : "";
    return `This pack has a persona ${shown} already. Choose another name${other}.`;
  }
  const problem = personaNameProblem(newName);
  if (problem !== undefined) return problem;
  if (!hasPersona(facts, part.name)) return undefined;
  if (facts.excluded.has(newName)) {
    return `\`excludePersonas\` lists ${shown} already, so a persona of this name is left out. Remove that entry first, or choose another name.`;
  }
  const [named] = sameParts(document, { ...part, name: newName });
  if (!named) return undefined;
  return `Line ${lineOf(named)} refers to a persona ${shown} that this pack does not have: this one would take its place. Change or remove that first, or choose another name.`;
}

/** The maps in which a skill or a channel is a key. */
const SETTINGS = {
  skill: ["skillParams"],
  channel: ["channelConfigs", "channelAccessControl"],
} as const;

function settingsClash(
  document: PackDocument,
  kind: keyof typeof SETTINGS,
  name: string,
  newName: string,
): string | undefined {
  const spec = placedRoot(document)?.get("spec");
  for (const field of SETTINGS[kind]) {
    const settings = spec?.get(field);
    const taken = settings?.pair(newName)?.key;
    if (!taken || !settings?.pair(name)) continue;
    const line = taken.placed.rangeOf(taken.node).start.line + 1;
    const shown = `\`${shownText(newName)}\``;
    return `\`${field}\` has ${shown} already (line ${line}), and of two entries with one name only one counts. Make them one or remove one first.`;
  }
  return undefined;
}

function listClash(
  document: PackDocument,
  kind: keyof typeof SETTINGS,
  name: string,
  newName: string,
): string | undefined {
  for (const persona of packFacts(document).personas) {
    const listed = (kind === "skill" ? persona.skills : persona.channels).map(({ text }) => text);
    if (!listed.includes(name) || !listed.includes(newName)) continue;
    const who = persona.name ? `The persona \`${shownText(persona.name.text)}\`` : "A persona without a name";
    return `${who} has the ${kind} \`${shownText(newName)}\` already. Remove one of the two from its list first.`;
  }
  return undefined;
}

function lineOf(part: NamedPart): number {
  return rangeOf(part).start.line + 1;
}
