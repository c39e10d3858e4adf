/**
 * Formats the packs of a file and nothing else in it. Prettier does the work; its text is taken only if it
 * reads as before and would be formatted no further, and only where its lines differ.
 */
import { diffArrays } from "diff";
import type { YamlNode } from "../yaml/ast.ts";
import { Block } from "../yaml/block.ts";
import { lineStartsOf } from "../yaml/line-index.ts";
import type { PackDocument } from "../yaml/pack-document.ts";
import type { PackFile } from "../yaml/pack-file.ts";
import type { TextEdit } from "../yaml/position.ts";
import { maskCollections, withCommentLines } from "./kept-lines.ts";
import type { FormatTextOptions, SchemaEngine } from "./schema-engine.ts";

export interface FormattingOptions {
  /** Columns per level, from 1 to 8; 2 by default. */
  readonly tabSize?: number;
  readonly isCancelled?: () => boolean;
}

/** So wide that no string is moved to a line of its own and none is folded. */
const PRINT_WIDTH = 1_000_000;

/** Past so many changed lines a document is replaced as a whole: the search for the least edits is quadratic. */
const MAX_CHANGED_LINES = 2000;

/**
 * No edits for documents with syntax errors, for templates, for JSON, and where formatting would change the
 * meaning.
 */
export async function formattingEdits(
  file: PackFile,
  engine: Pick<SchemaEngine, "format">,
  options: FormattingOptions = {},
): Promise<TextEdit[]> {
  const { version, text, documents } = file;
  const starts = lineStartsOf(text);
  const edits: TextEdit[] = [];
  for (const [index, document] of documents.entries()) {
    if (!isFormattable(document)) continue;
    const next = documents[index + 1];
    const end = next ? (starts[next.startLine] ?? text.length) : text.length;
    const body = bodyOf(text.slice(starts[document.startLine] ?? 0, end), document.startLine);
    const formatted = body && (await formatBody(body.text, engine, options));
    if (file.version !== version || options.isCancelled?.()) return [];
    if (body && formatted !== undefined) edits.push(...lineEdits(body, formatted));
  }
  return edits;
}

function isFormattable(document: PackDocument): boolean {
  return document.isPack && document.blocks.every(({ block }) => block.problems.length === 0);
}

/** A document without its `---`, what stands before that, and everything from `...` on. */
interface Body {
  readonly text: string;
  readonly startLine: number;
}

function bodyOf(document: string, startLine: number): Body | undefined {
  const separator = /^\uFEFF?---(?=\s|$)(.*)/m.exec(document);
  // Content behind the dashes belongs to the document, but cannot be moved off their line.
  if (separator && !/^\s*(#.*)?$/.test(separator[1] ?? "")) return undefined;
  const starts = lineStartsOf(document);
  const first = separator ? starts.findIndex((start) => start > separator.index) : 0;
  if (first < 0) return undefined;
  const end = /^\.\.\.(?=\s|$)/m.exec(document)?.index ?? document.length;
  return { text: document.slice(starts[first] ?? 0, end), startLine: startLine + first };
}

async function formatBody(
  text: string,
  engine: Pick<SchemaEngine, "format">,
  { tabSize = 2 }: FormattingOptions,
): Promise<string | undefined> {
  // Prettier knows no lone CR, and would make one line of several or several of one.
  if (/\r(?!\n)/.test(text) || isJson(text)) return undefined;
  const tabWidth = Math.min(8, Math.max(1, Math.trunc(tabSize)));
  const style: FormatTextOptions = { tabWidth, printWidth: PRINT_WIDTH, proseWrap: "preserve" };
  const formatted = await formatOnce(text, engine, style);
  if (formatted === undefined || formatted === text || !sameMeaning(text, formatted)) return undefined;
  return (await formatOnce(formatted, engine, style)) === formatted ? formatted : undefined;
}

async function formatOnce(
  text: string,
  engine: Pick<SchemaEngine, "format">,
  style: FormatTextOptions,
): Promise<string | undefined> {
  const masked = maskCollections(text);
  const formatted = await engine.format(masked.text, style);
  if (formatted === undefined) return undefined;
  const lines = withCommentLines(masked.text, formatted);
  return lines === undefined ? undefined : masked.unmask(lines);
}

/** Whoever writes all of it in brackets lays it out as JSON, which this is no formatter of. */
function isJson(text: string): boolean {
  const { root } = new Block(text, "document");
  return root?.kind === "map" && root.flow;
}

/** Whether two texts read the same: values, types, anchors, aliases, tags and the order of keys. */
function sameMeaning(before: string, after: string): boolean {
  const [a, b] = [new Block(before, "document"), new Block(after, "document")];
  if (a.problems.length > 0 || b.problems.length > 0) return false;
  if (!a.root || !b.root) return a.root === b.root;
  const pending: [YamlNode, YamlNode][] = [[a.root, b.root]];
  for (let pair = pending.pop(); pair; pair = pending.pop()) {
    const below = sameNode(...pair);
    if (!below) return false;
    for (const next of below) pending.push(next);
  }
  return true;
}

/** The children that are left to compare; undefined if the nodes differ. */
function sameNode(a: YamlNode, b: YamlNode): [YamlNode, YamlNode][] | undefined {
  if (a.anchor !== b.anchor || a.tag !== b.tag) return undefined;
  if (a.kind === "alias" && b.kind === "alias") return a.name === b.name ? [] : undefined;
  if (a.kind === "scalar" && b.kind === "scalar") {
    // Quotes may change, but not whether there are any: plain scalars may be numbers.
    const same = a.value === b.value && (a.style === "plain") === (b.style === "plain");
    return same ? [] : undefined;
  }
  if (a.kind === "seq" && b.kind === "seq") return zipped(a.items, b.items);
  if (a.kind === "map" && b.kind === "map") {
    const parts = (node: typeof a) => node.pairs.flatMap(({ key, value }) => [key, value]);
    return zipped(parts(a), parts(b));
  }
  return undefined;
}

function zipped(a: readonly YamlNode[], b: readonly YamlNode[]): [YamlNode, YamlNode][] | undefined {
  if (a.length !== b.length) return undefined;
  return a.flatMap((node, index): [YamlNode, YamlNode][] => {
    const other = b[index];
    return other ? [[node, other]] : [];
  });
}

const LINE_BREAK = /\r\n|\n/;

/** The least edits by whole lines. Lines that stay keep their line breaks; new ones get the usual one. */
function lineEdits({ text, startLine }: Body, formatted: string): TextEdit[] {
  const lineBreak = text.includes("\r\n") ? "\r\n" : "\n";
  const before = text.split(LINE_BREAK);
  const after = formatted.split(LINE_BREAK);
  const changes = diffArrays(before, after, { maxEditLength: MAX_CHANGED_LINES }) ?? [
    { value: before, removed: true, added: false, count: before.length },
    { value: after, removed: false, added: true, count: after.length },
  ];
  const edits: TextEdit[] = [];
  let line = 0;
  for (let index = 0; index < changes.length; index++) {
    const change = changes[index];
    if (!change) break;
    const from = line;
    const removes = change.removed || !change.added;
    if (removes) line += change.value.length;
    if (!change.removed && !change.added) continue;
    const next = changes[index + 1];
    const replaced = next && (change.removed ? next.added : next.removed);
    if (replaced) {
      index++;
      if (next.removed) line += next.value.length;
    }
    const added = change.added ? change.value : replaced ? next.value : [];
    edits.push(replaceLines(before, from, line, added, lineBreak, startLine));
  }
  return edits;
}

/** Puts `added` in the place of the lines `[from, to)`. */
function replaceLines(
  before: readonly string[],
  from: number,
  to: number,
  added: readonly string[],
  lineBreak: string,
  startLine: number,
): TextEdit {
  const at = (line: number, character: number) => ({ line: startLine + line, character });
  if (to < before.length) {
    const newText = added.map((line) => line + lineBreak).join("");
    return { range: { start: at(from, 0), end: at(to, 0) }, newText };
  }
  const end = at(before.length - 1, before.at(-1)?.length ?? 0);
  if (from === 0) return { range: { start: at(0, 0), end }, newText: added.join(lineBreak) };
  const start = at(from - 1, before[from - 1]?.length ?? 0);
  return { range: { start, end }, newText: added.map((line) => lineBreak + line).join("") };
}
