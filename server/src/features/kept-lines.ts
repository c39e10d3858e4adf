/**
 * What Prettier would move to other lines although its author chose these: collections in brackets that go
 * over several lines, which it makes one line of, and comments on a line of their own, which it puts behind
 * the dash or the anchor above. A suppression works only on a line of its own.
 */
import { visitNodes } from "../yaml/ast.ts";
import { Block } from "../yaml/block.ts";
import { type Comment, commentsOf } from "../yaml/comments.ts";

/** A text with a word in the place of each collection in brackets that goes over several lines. */
interface Masked {
  readonly text: string;
  /** Puts the collections back, moved sideways as far as what they belong to, so that they stay to the right of it. */
  readonly unmask: (formatted: string) => string;
}

export function maskCollections(text: string): Masked {
  const kept: { readonly lines: string; readonly column: number }[] = [];
  const word = unusedWord(text);
  let masked = "";
  let done = 0;
  for (const { start, end } of longCollections(text)) {
    masked += `${text.slice(done, start)}${word}${kept.length}x`;
    kept.push({ lines: text.slice(start, end), column: columnOf(text, start) });
    done = end;
  }
  masked += text.slice(done);
  const unmask = (formatted: string) =>
    formatted.replace(new RegExp(`${word}(\\d+)x`, "g"), (found, index: string, at: number) => {
      const collection = kept[Number(index)];
      if (!collection) return found;
      const column = Math.min(collection.column, rightmostColumn(collection.lines));
      return shifted(collection.lines, columnOf(formatted, at) - column);
    });
  return { text: masked, unmask };
}

function unusedWord(text: string): string {
  let word = "collection";
  while (text.includes(word)) word += "_";
  return word;
}

/** The outermost collections in brackets that go over several lines, in their order. */
function longCollections(text: string): { readonly start: number; readonly end: number }[] {
  const { root } = new Block(text, "document");
  const found: { readonly start: number; readonly end: number }[] = [];
  if (!root) return found;
  visitNodes(root, (node) => {
    if ((node.kind !== "map" && node.kind !== "seq") || !node.flow) return;
    const within = node.start < (found.at(-1)?.end ?? 0);
    if (!within && text.slice(node.start, node.end).includes("\n")) found.push(node);
  });
  return found;
}

/** The column that a collection's own lines stand to the right of: its key's, its dash's or else its bracket's. */
function columnOf(text: string, offset: number): number {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  const blanks = /^\uFEFF?(?:[ \t]|-(?=[ \t]))*/.exec(line)?.[0] ?? "";
  return blanks.length === line.length && blanks.includes("-") ? line.lastIndexOf("-") : blanks.length;
}

/** How far to the right such a column may be: left of all lines, but a closing bracket may stand in it. */
function rightmostColumn(lines: string): number {
  const indents = [...lines.matchAll(/\n([ \t]*)(?=\S)([\]}]$)?/g)];
  return Math.min(...indents.map(([, blanks, closing]) => (blanks?.length ?? 0) - (closing ? 0 : 1)));
}

/** Moves all lines but the first; to the left no further than there are blanks. */
function shifted(lines: string, columns: number): string {
  if (columns < 0) return lines.replace(new RegExp(`\n {1,${-columns}}`, "g"), "\n");
  return lines.replace(/\n(?=[ \t]*[^\s])/g, `\n${" ".repeat(columns)}`);
}

/**
 * `after` with each comment on a line of its own, or behind something, as it is in `before`; undefined where
 * that does not lead to the same comments.
 */
export function withCommentLines(before: string, after: string): string | undefined {
  const wanted = commentsOf(before);
  const lineBreak = after.includes("\r\n") ? "\r\n" : "\n";
  let text = "";
  let done = 0;
  for (const [index, { start, ownLine }] of commentsOf(after).entries()) {
    const other = wanted[index];
    if (!other || ownLine === other.ownLine) continue;
    text += after.slice(done, start).trimEnd() + (ownLine ? " " : lineBreak + indentBelow(after, start));
    done = start;
  }
  text += after.slice(done);
  return sameComments(wanted, commentsOf(text)) ? text : undefined;
}

function sameComments(before: readonly Comment[], after: readonly Comment[]): boolean {
  const same = (a: Comment, b: Comment | undefined) => a.text === b?.text && a.ownLine === b.ownLine;
  return before.length === after.length && before.every((comment, index) => same(comment, after[index]));
}

/** The blanks before the next line that has more than blanks. */
function indentBelow(text: string, offset: number): string {
  return /\n(?:[ \t]*\r?\n)*([ \t]*)/.exec(text.slice(offset))?.[1] ?? "";
}
