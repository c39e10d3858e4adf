/**
 * What kind of document this is. Routing is per document, by `apiVersion` and `kind`: everything that is
 * not a PersonaPack is left alone. Read from the lines at column 0 where that suffices, for the answer is
 * needed before anything is parsed.
 */
import { keyText } from "./ast.ts";
import { type Block, rememberPerBlock } from "./block.ts";
import { holdsTemplate } from "./helm-template.ts";
import { holdsPatchDirective } from "./patch-directive.ts";

export type DocumentRole =
  /** A PersonaPack, or one whose `kind` or `apiVersion` is misspelt. */
  | "pack"
  /** Of Sympozium's group without a kind yet: worth completing, not worth complaining about. */
  | "unfinished"
  /** Only comments, blanks or a separator so far. */
  | "empty"
  /** A pack that Helm renders first: what it will say is not known. */
  | "template"
  /** A part of a pack that Kustomize puts into another one. */
  | "patch"
  /** What kubectl prints of several objects, packs among them: nothing is said about what is in it. */
  | "list"
  | "other";

export interface Route {
  readonly role: DocumentRole;
  readonly apiVersion?: string;
  readonly kind?: string;
}

export const PACK_KIND = "PersonaPack";

const LIST_KINDS: ReadonlySet<string | undefined> = new Set(["List", `${PACK_KIND}List`]);
const HOLDS_PACK = new RegExp(String.raw`\b${PACK_KIND}\b`);

const TOP_LEVEL =
  /^(apiVersion|kind):[ \t]*(?:"([^"\r\n]*)"|'([^'\r\n]*)'|([^\s#{[][^\r\n]*?)?)[ \t]*(?:[ \t]#.*)?\r?$/gm;

export const routeOf = rememberPerBlock((frame: Block): Route => {
  const found = topLevelValues(frame);
  const role = roleOf(found, frame);
  return { role: (role === "pack" && unfinishedRoleOf(frame)) || role, ...found };
});

/** What a part of a pack makes of the whole, if that is no pack before another tool has been at work. */
export const unfinishedRoleOf = rememberPerBlock((block: Block): "template" | "patch" | undefined => {
  if (holdsTemplate(block.text)) return "template";
  return holdsPatchDirective(block) ? "patch" : undefined;
});

type TopLevel = { apiVersion?: string; kind?: string };

function topLevelValues(frame: Block): TopLevel {
  const found: TopLevel = {};
  for (const [, key, double, single, plain] of frame.text.matchAll(TOP_LEVEL)) {
    const value = double ?? single ?? plain ?? "";
    if (key === "kind") found.kind ??= value;
    else found.apiVersion ??= value;
  }
  // Flow style, JSON and quoted keys are rare: only then is the tree asked.
  if (found.kind === undefined && frame.text.includes(PACK_KIND)) return treeValues(frame);
  return found;
}

function treeValues(frame: Block): TopLevel {
  const found: TopLevel = {};
  if (frame.root?.kind !== "map") return found;
  for (const pair of frame.root.pairs) {
    if (pair.value.kind !== "scalar") continue;
    const key = keyText(pair);
    if (key === "kind") found.kind = pair.value.value;
    if (key === "apiVersion") found.apiVersion = pair.value.value;
  }
  return found;
}

function roleOf({ apiVersion, kind }: TopLevel, frame: Block): DocumentRole {
  const group = apiVersion?.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
  const ours = group.toLowerCase().includes("sympozium");
  if (kind === PACK_KIND) return ours || group === "" ? "pack" : "other";
  if (kind && isNearMiss(kind) && (ours || !apiVersion)) return "pack";
  if (LIST_KINDS.has(kind) && HOLDS_PACK.test(frame.text)) return "list";
  if (ours && !kind) return /^spec:\s*[\r\n]\s+personas:/m.test(frame.text) ? "pack" : "unfinished";
  if (kind === undefined && apiVersion === undefined) {
    return /^(?:[ \t]*(?:#.*)?|---.*|\uFEFF)$/m.test(frame.text) && isBlank(frame.text) ? "empty" : "other";
  }
  return kind ? "other" : "unfinished";
}

/** `personapack`, `PersonaPak`, `Personapacks`: somebody meant a PersonaPack. */
function isNearMiss(kind: string): boolean {
  return /^persona[-_ ]?pa?c?k?s?$/i.test(kind);
}

function isBlank(text: string): boolean {
  return text
    .split(/\r\n|\r|\n/)
    .every((line) => /^\uFEFF?(?:\s*(?:#.*)?|---\s*(?:#.*)?|\.\.\.\s*)$/.test(line));
}
