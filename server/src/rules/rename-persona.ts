/** Another name for a persona, also where the pack refers to it. */
import { type Located, locatedPersona } from "../yaml/located.ts";
import type { PackFacts, PersonaFacts } from "../yaml/pack-facts.ts";
import type { Fix, SpanEdit } from "./finding.ts";
import { replaceText } from "./value-edits.ts";

/** The names of personas, those included that are only referred to: whoever took one would be meant. */
export function namesInUse({ personas, spec }: PackFacts): Set<string | undefined> {
  return new Set([...personas.map(({ name }) => name?.text), ...references(spec).map(({ text }) => text)]);
}

/** Writes it wherever the persona is named; nothing where a part of that cannot be edited. */
export function renamePersona(facts: PackFacts, { name, entry }: PersonaFacts, newName: string): Fix[] {
  const { document, personas, spec } = facts;
  const own = locatedPersona(document, entry)?.get("name");
  if (!own || !name) return [];
  // Of two personas with one name only this one is meant; what refers to the name stays with the other.
  const several = personas.filter((other) => other.name?.text === name.text).length > 1;
  const named = several ? [own] : [own, ...references(spec).filter(({ text }) => text === name.text)];
  const written = new Set(named.flatMap((value) => value.written ?? []));
  const edits: SpanEdit[] = [];
  for (const value of named) {
    const edit = replaceText(value, newName);
    if (edit) edits.push({ ...edit, placed: value.placed });
    // An alias follows the text that it stands for.
    else if (value.node?.kind !== "scalar" || value.written === value.node || !written.has(value.node))
      return [];
  }
  return [{ title: `Rename to ${newName}`, edits, preferred: true }];
}

function references(spec: Located | undefined): Located[] {
  const edges = spec?.get("relationships")?.items() ?? [];
  const rules = spec?.get("sharedMemory")?.get("accessRules")?.items() ?? [];
  return [
    ...(spec?.get("excludePersonas")?.items() ?? []),
    ...edges.flatMap((edge) => [edge.get("source"), edge.get("target")]),
    ...rules.map((rule) => rule.get("persona")),
  ].filter((value) => value !== undefined);
}
