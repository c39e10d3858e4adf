/** What stands above and beside a place in a text, as the indents say. */
import type { PathStep } from "../yaml/schema.ts";
import type { CompletionLine } from "./completion-lines.ts";

type Lines = readonly CompletionLine[];

/**
 * The path to the collection in which something at `column` of line `row` would stand: a map's key, or, if
 * `isDash`, the dash of a list's entry. `dashes` are those before it on its own line. Undefined where
 * nothing can stand, because a line above has its value already.
 */
export function enclosingPath(
  lines: Lines,
  row: number,
  column: number,
  isDash: boolean,
  dashes: readonly number[],
): PathStep[] | undefined {
  const path: PathStep[] = [];
  let limit = column;
  let atDash = isDash;
  const leaveDashes = (of: readonly number[]): void => {
    for (const dash of of.toReversed()) {
      if (dash >= limit) continue;
      path.unshift(null);
      limit = dash;
      atDash = true;
    }
  };
  leaveDashes(dashes);
  for (let i = row - 1; i >= 0 && (limit > 0 || atDash); i--) {
    const line = lines[i];
    if (!line || line.kind === "separator") break;
    if (line.kind !== "content") continue;
    // The entries of a list may stand as far left as the key that it belongs to.
    if (line.column < limit || (atDash && line.column === limit && line.key !== undefined)) {
      if (line.value !== "none") return undefined;
      if (line.key !== undefined) {
        path.unshift(line.key);
        limit = line.column;
        atDash = false;
      }
    }
    leaveDashes(line.dashes);
  }
  return path;
}

/** The keys of the map at `column`, and the anchors that it merges; the line `row` itself is left out. */
export function keysAround(
  lines: Lines,
  row: number,
  column: number,
  isFirst: boolean,
): { keys: string[]; merged: string[] } {
  const keys: string[] = [];
  const merged: string[] = [];
  const take = (line: CompletionLine): void => {
    if (line.key === undefined || line.column !== column) return;
    if (line.key === "<<") merged.push(...mergedAnchors(line));
    else keys.push(line.key);
  };
  for (let i = row - 1; i >= 0 && !isFirst; i--) {
    const line = lines[i];
    if (!line || line.kind === "separator") break;
    if (line.kind !== "content") continue;
    if (line.column < column) break;
    take(line);
    if (line.indent < column) break;
  }
  for (let i = row + 1; i < lines.length; i++) {
    const line = lines[i];
    if (!line || line.kind === "separator") break;
    if (line.kind !== "content") continue;
    if (line.indent < column || (line.indent === column && line.dashes.length > 0)) break;
    take(line);
  }
  return { keys, merged };
}

/** The anchors named by `<<: *a` or `<<: [*a, *b]`. */
function mergedAnchors(line: CompletionLine): string[] {
  const value = line.text.slice(line.valueStart, line.valueEnd);
  return [...value.matchAll(/\*([^\s,[\]{}]+)/g)].map(([, name]) => name ?? "");
}

/** The plain entries of the list whose dashes stand at `column`, but for the one on line `row`. */
export function entriesAround(lines: Lines, row: number, column: number): string[] {
  const entries: string[] = [];
  for (const direction of [-1, 1]) {
    for (let i = row + direction; i >= 0 && i < lines.length; i += direction) {
      const line = lines[i];
      if (!line || line.kind === "separator") break;
      if (line.kind !== "content") continue;
      if (line.indent < column || (line.indent === column && line.dashes.length === 0)) break;
      const plain = line.dashes.includes(column) && line.key === undefined && line.value !== "none";
      if (plain) entries.push(unquoted(line.text.slice(line.valueStart, line.valueEnd)));
    }
  }
  return entries;
}

function unquoted(text: string): string {
  return /^(["']).*\1$/.test(text) ? text.slice(1, -1) : text;
}

/**
 * Whether a line that begins at `column` would stand as far in as those beside it, or be the first below its owner:
 * what stands between is no YAML.
 */
export function isAligned(lines: Lines, row: number, column: number): boolean {
  let isFirst = true;
  for (let i = row - 1; i >= 0; i--) {
    const line = lines[i];
    if (!line || line.kind === "separator") break;
    if (line.kind !== "content") continue;
    if (line.indent === column || line.column === column || line.dashes.includes(column)) return true;
    if (line.indent < column) {
      const isBetween = column < line.column && (line.key !== undefined || line.value !== "none");
      return isFirst && !isBetween;
    }
    isFirst = false;
  }
  return isFirst;
}

/** Whether a list whose dashes stand at `column` could go on at line `row`. */
export function listAbove(lines: Lines, row: number, column: number): boolean {
  for (let i = row - 1; i >= 0; i--) {
    const line = lines[i];
    if (!line || line.kind === "separator") return false;
    if (line.kind !== "content" || line.indent > column) continue;
    return line.dashes.includes(column);
  }
  return false;
}
