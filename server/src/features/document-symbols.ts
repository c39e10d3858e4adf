/**
 * The outline: packs by name, their personas by name, and what each persona sets. What a persona's block
 * contributes is kept with the block, so that a keystroke costs one persona. Documents of other kinds are
 * left to whoever knows them.
 */
import { isEmptyScalar, keyText, pairOf, type YamlNode } from "../yaml/ast.ts";
import type { Block } from "../yaml/block.ts";
import type { PackDocument, PersonaEntry } from "../yaml/pack-document.ts";
import type { PackFile } from "../yaml/pack-file.ts";
import type { PlacedBlock } from "../yaml/placed-block.ts";
import { comparePositions, type Range, type Span } from "../yaml/position.ts";
import { trimmedSpan } from "./trimmed-span.ts";

/** The kinds of LSP that are used here. */
export const SymbolKind = { package: 4, class: 5, property: 7 } as const;

export interface DocumentSymbol {
  /** Never empty, on one line. */
  readonly name: string;
  readonly detail?: string;
  readonly kind: (typeof SymbolKind)[keyof typeof SymbolKind];
  readonly range: Range;
  /** Inside `range`. */
  readonly selectionRange: Range;
  readonly children?: readonly DocumentSymbol[];
}

export interface SymbolOptions {
  /** Most symbols to return; the fields of personas are left out first. */
  readonly limit?: number;
  readonly isCancelled?: () => boolean;
}

const DEFAULT_SYMBOL_LIMIT = 20_000;

export function documentSymbols(file: PackFile, options: SymbolOptions = {}): DocumentSymbol[] {
  const packs = file.documents.filter((document) => document.isPack);
  const limit = options.limit ?? DEFAULT_SYMBOL_LIMIT;
  const people = packs.reduce((sum, pack) => sum + pack.personas.length, 0);
  const budget: Budget = {
    personas: Math.max(0, limit - packs.length),
    fields: Math.max(0, limit - packs.length - people),
  };
  const symbols: DocumentSymbol[] = [];
  for (const pack of packs.slice(0, limit)) {
    if (options.isCancelled?.()) break;
    symbols.push(packSymbol(pack, budget));
  }
  return symbols;
}

/** What may still be listed. */
interface Budget {
  personas: number;
  fields: number;
}

function packSymbol(document: PackDocument, budget: Budget): DocumentSymbol {
  const { frame } = document;
  const name = document.fieldOf(document.topLevel("metadata"), "name");
  const own = ownName(frame.block);
  const range = { start: { line: document.startLine, character: 0 }, end: documentEnd(document) };
  const shown = document.personas.slice(0, budget.personas);
  budget.personas -= shown.length;
  return {
    name: textOf(name) ?? "unnamed pack",
    detail: "PersonaPack",
    kind: SymbolKind.package,
    range,
    selectionRange: own ? frame.rangeOf(own) : { start: range.start, end: range.start },
    children: shown.map((persona) => personaSymbol(document, persona, budget)),
  };
}

/** The place of the pack's name where it is written out in `metadata`. */
function ownName(frame: Block): Span | undefined {
  const metadata = pairOf(frame.root, "metadata")?.value;
  const name = pairOf(metadata, "name");
  return name && trimmedSpan(isEmptyScalar(name.value) ? name.key : name.value, frame.text);
}

function documentEnd(document: PackDocument): Range["end"] {
  const lastPersona = document.separate.at(-1);
  const frameEnd = document.frame.positionAt(document.frame.block.text.length);
  const personaEnd = lastPersona?.positionAt(lastPersona.block.text.length);
  return personaEnd && comparePositions(personaEnd, frameEnd) > 0 ? personaEnd : frameEnd;
}

function personaSymbol(document: PackDocument, persona: PersonaEntry, budget: Budget): DocumentSymbol {
  const outline = personaOutline(document, persona);
  const { placed } = persona;
  const fields = outline.fields.slice(0, budget.fields);
  budget.fields -= fields.length;
  return {
    name: outline.name ?? `persona ${persona.index + 1}`,
    ...(outline.detail === "" ? {} : { detail: outline.detail }),
    kind: SymbolKind.class,
    range: placed.rangeOf(outline.span),
    selectionRange: placed.rangeOf(outline.selection),
    children: fields.map((field) => fieldSymbol(field, placed)),
  };
}

function fieldSymbol({ name, detail, span, selection }: FieldOutline, placed: PlacedBlock): DocumentSymbol {
  return {
    name,
    ...(detail === undefined ? {} : { detail }),
    kind: SymbolKind.property,
    range: placed.rangeOf(span),
    selectionRange: placed.rangeOf(selection),
  };
}

interface FieldOutline {
  readonly name: string;
  readonly detail: string | undefined;
  readonly span: Span;
  readonly selection: Span;
}

/** What the outline says of one persona, by offsets in its block. */
interface PersonaOutline {
  readonly name: string | undefined;
  readonly detail: string;
  readonly span: Span;
  readonly selection: Span;
  readonly fields: readonly FieldOutline[];
}

const remembered = new WeakMap<Block, PersonaOutline>();

function personaOutline(document: PackDocument, persona: PersonaEntry): PersonaOutline {
  const { block } = persona.placed;
  if (!persona.separate || block.hasAnchors) return outlineOf(document, persona);
  const known = remembered.get(block);
  if (known) return known;
  const outline = outlineOf(document, persona);
  remembered.set(block, outline);
  return outline;
}

function outlineOf(document: PackDocument, persona: PersonaEntry): PersonaOutline {
  const { block } = persona.placed;
  const { text, root } = block;
  // An alias is listed where it stands, under the name of the persona that it stands for.
  const { written } = persona;
  const span = trimmedSpan(persona.separate ? root : written, text);
  const name = pairOf(written, "name");
  const nameNode = name && !isEmptyScalar(name.value) ? name.value : name?.key;
  return {
    name:
      textOf(document.fieldOf(persona.node, "name")) ?? textOf(document.fieldOf(persona.node, "displayName")),
    detail: detailOf(document, persona.node),
    span,
    selection: within(span, nameNode ? trimmedSpan(nameNode, text) : firstLine(span, text)),
    fields: fieldsOf(document, written, span, text),
  };
}

function fieldsOf(
  document: PackDocument,
  persona: YamlNode | undefined,
  around: Span,
  text: string,
): FieldOutline[] {
  if (persona?.kind !== "map") return [];
  const fields: FieldOutline[] = [];
  for (const pair of persona.pairs) {
    const name = oneLine(keyText(pair) ?? "");
    if (name === "") continue;
    const selection = within(around, trimmedSpan(pair.key, text));
    const span = { start: selection.start, end: Math.max(selection.end, trimmedSpan(pair.value, text).end) };
    const value = document.follow(pair.value);
    const detail = name === "schedule" ? whenOf(document, value) : valueDetail(value);
    fields.push({ name, detail: detail === "" ? undefined : detail, span: within(around, span), selection });
  }
  return fields;
}

/** The display name and when the persona runs. */
function detailOf(document: PackDocument, persona: YamlNode | undefined): string {
  const named = textOf(document.fieldOf(persona, "name")) !== undefined;
  const displayName = named ? textOf(document.fieldOf(persona, "displayName")) : undefined;
  const schedule = document.fieldOf(persona, "schedule");
  return [displayName, whenOf(document, schedule)].filter((part) => part).join(" · ");
}

/** The schedule as it is written; the controller prefers `cron`. */
function whenOf(document: PackDocument, schedule: YamlNode | undefined): string {
  const cron = textOf(document.fieldOf(schedule, "cron"));
  return cron ?? textOf(document.fieldOf(schedule, "interval")) ?? "";
}

function valueDetail(value: YamlNode | undefined): string | undefined {
  if (value?.kind === "seq") return value.items.length === 1 ? "1 entry" : `${value.items.length} entries`;
  return textOf(value);
}

const MAX_TEXT = 80;

/** A scalar's text on one line; undefined where there is none to show. */
function textOf(node: YamlNode | undefined): string | undefined {
  if (node?.kind !== "scalar") return undefined;
  const text = oneLine(node.value);
  return text === "" ? undefined : text;
}

function oneLine(text: string): string {
  const line = text
    .slice(0, MAX_TEXT * 2)
    .replace(/[\s\u0000-\u001f\u007f]+/g, " ")
    .trim();
  return line.length > MAX_TEXT ? `${line.slice(0, MAX_TEXT).replace(/[\ud800-\udbff]$/, "")}…` : line;
}

function firstLine(span: Span, text: string): Span {
  const length = text.slice(span.start, span.end).search(/[\r\n]/);
  return length < 0 ? span : { start: span.start, end: span.start + length };
}

function within(outer: Span, inner: Span): Span {
  const start = Math.min(Math.max(inner.start, outer.start), outer.end);
  return { start, end: Math.min(Math.max(inner.end, start), outer.end) };
}
