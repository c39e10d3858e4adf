/** The comments of a text, in their order; what looks like one within a scalar is none. */
import { Lexer } from "yaml";

export interface Comment {
  /** Where its `#` stands. */
  readonly start: number;
  /** From the `#` to the last character that is not blank. */
  readonly text: string;
  /** True if only blanks stand before it on its line. */
  readonly ownLine: boolean;
}

/** The lexer says so ahead of a scalar; this, like its other marks, stands for no character of the text. */
const SCALAR_FOLLOWS = "\u001f";
const MARKS: ReadonlySet<string> = new Set(["\u0002", "\u0018", SCALAR_FOLLOWS]);

export function commentsOf(text: string): Comment[] {
  if (!text.includes("#")) return [];
  const comments: Comment[] = [];
  let offset = 0;
  let inScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    if (!inScalar && MARKS.has(lexeme)) {
      inScalar = lexeme === SCALAR_FOLLOWS;
      continue;
    }
    if (!inScalar && lexeme.startsWith("#")) {
      const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
      comments.push({
        start: offset,
        text: lexeme.trimEnd(),
        ownLine: offset === 0 || /^\uFEFF?[ \t]*$/.test(line),
      });
    }
    offset += lexeme.length;
    inScalar = false;
  }
  return comments;
}
