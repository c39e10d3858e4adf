/**
 * Places in a text, in the vocabulary of LSP: zero-based lines, characters in UTF-16 code units, ends
 * exclusive. Structurally equal to the protocol's types, so that nothing below the server imports them.
 */

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** A stretch of a text by offsets, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export function comparePositions(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}

/** Whether they have a place in common, if only that where the one ends and the other starts. */
export function rangesTouch(a: Range, b: Range): boolean {
  return comparePositions(a.start, b.end) <= 0 && comparePositions(b.start, a.end) <= 0;
}

export function containsPosition(range: Range, position: Position): boolean {
  return comparePositions(range.start, position) <= 0 && comparePositions(position, range.end) <= 0;
}
