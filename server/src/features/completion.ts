/**
 * Completion: keys with what is required below them, values, and whole packs and personas. The place of
 * the cursor is read from the lines around it (completion-context.ts), what the schema has for that place
 * comes from yaml-language-server (completion-proposals.ts), and what is inserted from us
 * (completion-skeletons.ts). Nothing here takes time that grows with the file.
 */
import { type KnownCluster, NO_CLUSTER } from "../pack/known-cluster.ts";
import { API_VERSION } from "../pack/kubernetes-object.ts";
import { DEFAULT_RELEASE, RELEASES, type Release } from "../pack/releases.ts";
import { personaAt } from "../values/persona-at.ts";
import { PackDocument } from "../yaml/pack-document.ts";
import type { PackFile } from "../yaml/pack-file.ts";
import type { Position, Range } from "../yaml/position.ts";
import { PACK_KIND } from "../yaml/routing.ts";
import { type CompletionContext, contextsAt } from "./completion-context.ts";
import { keyItems } from "./completion-keys.ts";
import { mergedKeys } from "./completion-merged-keys.ts";
import type { SchemaProposals } from "./completion-proposals.ts";
import { scaffoldsFor } from "./completion-scaffolds.ts";
import { valueItems } from "./completion-values.ts";
import { asExample, asPlainText, asSnippet, hasStops, type InsertText, indented } from "./insert-text.ts";

export interface CompletionItem {
  readonly label: string;
  readonly kind: "field" | "value" | "scaffold";
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  /**
   * Lines after the first are indented relative to the first character of the cursor's line: LSP's
   * `InsertTextMode.adjustIndentation`.
   */
  readonly insertText: string;
  /** `insertText` is an LSP snippet. */
  readonly isSnippet: boolean;
  /** What `insertText` replaces: on one line, and the cursor in it. */
  readonly range: Range;
  readonly sortText: string;
  readonly filterText?: string;
}

/** A proposal before it is fitted to the place where it is inserted. */
export interface Draft {
  readonly label: string;
  readonly kind: CompletionItem["kind"];
  readonly detail?: string;
  readonly documentation?: string;
  readonly text: InsertText;
  /** Comes first: 0 scaffolds, 1 what is required, 2 the rest, 3 what has no effect. */
  readonly rank: 0 | 1 | 2 | 3;
}

export interface CompletionOptions {
  readonly snippets: boolean;
  readonly release?: Release;
  /** What a cluster has to offer. */
  readonly cluster?: KnownCluster;
  readonly isCancelled?: () => boolean;
}

export async function complete(
  file: PackFile,
  position: Position,
  proposals: SchemaProposals,
  options: CompletionOptions,
): Promise<CompletionItem[]> {
  const document = file.documentAt(position.line) ?? new PackDocument([], [0, 0]);
  if (!mayBePack(document, position, file.lineText(position.line))) return [];
  const items: CompletionItem[] = [];
  const labels = new Set<string>();
  const lineBreak = document.frame.block.text.includes("\r\n") ? "\r\n" : "\n";
  const surroundings = {
    document,
    persona: personaAt(document, position),
    release: RELEASES[options.release ?? DEFAULT_RELEASE],
    cluster: options.cluster ?? NO_CLUSTER,
  };
  for (const [order, found] of contextsAt(document, position).entries()) {
    if (options.isCancelled?.()) return [];
    const existing = [...found.existing, ...mergedKeys(document, found.merged, position)];
    const context = { ...found, existing };
    const place = { ...surroundings, path: context.path };
    const schema = await proposals.of(context);
    const drafts = [
      ...scaffoldsFor(context).map(scaffoldDraft),
      ...(context.position === "key" ? keyItems(place, context, schema) : valueItems(place, context, schema)),
    ];
    for (const draft of drafts) {
      if (labels.has(draft.label)) continue;
      labels.add(draft.label);
      const sortText = `${order}${draft.rank}${String(items.length).padStart(4, "0")}`;
      items.push({ ...fitted(draft, context, lineBreak, options.snippets), sortText });
    }
  }
  return items;
}

function scaffoldDraft(scaffold: ReturnType<typeof scaffoldsFor>[number]): Draft {
  const documentation = `\`\`\`yaml\n${asExample(scaffold.text)}\n\`\`\``;
  return { ...scaffold, kind: "scaffold", documentation, rank: 0 };
}

function fitted(
  { label, kind, detail, documentation, text }: Draft,
  context: CompletionContext,
  lineBreak: string,
  snippets: boolean,
): Omit<CompletionItem, "sortText"> {
  const breaks = typeof text[0] === "string" && text[0].startsWith("\n");
  const lead = (context.needsSpace && !breaks ? " " : "") + (context.needsDash ? "- " : "");
  const whole = [lead, ...indented(text, context.continuationIndent)];
  const isSnippet = snippets && hasStops(text);
  const written = isSnippet ? asSnippet(whole) : asPlainText(whole);
  return {
    label,
    kind,
    ...(detail ? { detail } : {}),
    ...(documentation ? { documentation } : {}),
    insertText: written.replaceAll("\n", lineBreak),
    isSnippet,
    range: context.range,
    // Editors compare what is typed, the quote included, with this text.
    ...(context.quote === "" ? {} : { filterText: `${context.quote}${label}${context.quote}` }),
  };
}

/** Whether the document is a pack, or may become one by what is being typed. */
function mayBePack(document: PackDocument, position: Position, line: string): boolean {
  const { role, apiVersion, kind } = document.route;
  if (role === "template" || role === "patch") return false;
  if (role === "pack" || role === "empty") return true;
  const typesVersion = /^apiVersion:/.test(line);
  const typesKind = /^kind:/.test(line);
  const ours = !apiVersion || apiVersion.includes("sympozium") || API_VERSION.startsWith(apiVersion);
  if (role === "unfinished") return ours || typesVersion;
  if (apiVersion === undefined && kind === undefined) return isOnlyLine(document, position.line, line);
  const startsKind = kind !== undefined && PACK_KIND.toLowerCase().startsWith(kind.toLowerCase());
  return (typesKind && ours && startsKind) || (typesVersion && kind === PACK_KIND);
}

/** Longer comments than this stand above no first word. */
const MAX_PREAMBLE = 16 * 1024;

/** The first word of a document, before anything says what it is. */
function isOnlyLine(document: PackDocument, fileLine: number, line: string): boolean {
  if (document.separate.length > 0 || !/^[\w"']+$/.test(line.trimEnd())) return false;
  const own = fileLine - document.startLine;
  const { text: whole } = document.frame.block;
  if (whole.length > MAX_PREAMBLE) return false;
  return whole.split(/\r\n|\r|\n/).every((text, i) => i === own || /^\uFEFF?\s*(?:#.*|---.*)?$/.test(text));
}
