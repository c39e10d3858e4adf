/** Renaming a persona, or choosing another skill or channel, everywhere in a pack. */
import { editEffect } from "../pack/edit-effects.ts";
import type { Release } from "../pack/releases.ts";
import { isBlockScalar } from "../rules/first-line.ts";
import type { PackDocument } from "../yaml/pack-document.ts";
import { packFacts } from "../yaml/pack-facts.ts";
import type { PackFile } from "../yaml/pack-file.ts";
import type { Position, Range, TextEdit } from "../yaml/position.ts";
import { needsQuotes, quote } from "../yaml/scalar.ts";
import { hasPersona, nameClash } from "./name-clash.ts";
import { type NamedPart, namedPartAt, rangeOf, sameParts } from "./named-parts.ts";

export interface RenameTarget {
  readonly range: Range;
  /** The name without its quotes. */
  readonly placeholder: string;
}

export interface Renaming {
  readonly kind: "renaming";
  readonly edits: readonly TextEdit[];
  /** What the cluster loses by it, as a sentence for the reader. */
  readonly warning?: string;
}

export interface Refusal {
  readonly kind: "refusal";
  readonly reason: string;
}

/** Undefined where nothing can be renamed. */
export function prepareRename(file: PackFile, position: Position): RenameTarget | undefined {
  const part = renamedPartAt(file, position)?.part;
  // A name of its own lines is left alone.
  if (!part || isBlockScalar(part.scalar)) return undefined;
  return { range: rangeOf(part), placeholder: part.name };
}

export function rename(
  file: PackFile,
  position: Position,
  newName: string,
  release?: Release,
): Renaming | Refusal | undefined {
  const found = renamedPartAt(file, position);
  if (!found) return undefined;
  const { document, part } = found;
  if (newName === "") return { kind: "refusal", reason: `A ${part.kind} needs a name.` };
  const clash = nameClash(document, part, newName);
  if (clash !== undefined) return { kind: "refusal", reason: clash };
  const same = sameParts(document, part);
  // Of two personas with one name only this one is meant; what refers to the name stays with the other.
  const several = isDefinition(part) && same.filter(isDefinition).length > 1;
  const edits: TextEdit[] = [];
  for (const one of several ? [part] : same) {
    const newText = written(newName, one);
    if (newText === undefined) {
      const line = rangeOf(one).start.line + 1;
      return { kind: "refusal", reason: `Line ${line} has the name as a block scalar, which is left alone.` };
    }
    edits.push({ range: rangeOf(one), newText });
  }
  // A reference that leads nowhere gets another persona to mean; no persona gets another name.
  const renamesPersona = part.kind === "persona" && hasPersona(packFacts(document), part.name);
  const effect = renamesPersona ? editEffect("spec.personas[].name", release) : undefined;
  return { kind: "renaming", edits, ...(effect ? { warning: effect.explanation } : {}) };
}

/** A pack is renamed as an object of the cluster, not as a word of the file. */
function renamedPartAt(
  file: PackFile,
  position: Position,
): { readonly document: PackDocument; readonly part: NamedPart } | undefined {
  const document = file.documentAt(position.line);
  const part = document?.isPack ? namedPartAt(document, position) : undefined;
  return document && part && part.kind !== "pack" ? { document, part } : undefined;
}

function isDefinition({ role }: NamedPart): boolean {
  return role === "definition";
}

const ENDS_FLOW_SCALAR = /[,[\]{}]/;
const UNFIT_FOR_SINGLE = /[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]/;

/** The name in the style of the one that it replaces, in quotes where it needs them. */
function written(name: string, { scalar, inFlow }: NamedPart): string | undefined {
  switch (scalar.style) {
    case "plain":
      return needsQuotes(name) || (inFlow && ENDS_FLOW_SCALAR.test(name)) ? quote(name) : name;
    case "single":
      return UNFIT_FOR_SINGLE.test(name) ? quote(name) : `'${name.replaceAll("'", "''")}'`;
    case "double":
      return quote(name);
    case "literal":
    case "folded":
      return undefined;
  }
}
