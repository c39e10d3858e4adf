/** The place right after the next dash of a list, past blanks and comments; `from` where something else comes first. */
export function afterDash(text: string, from: number): number {
  const [skipped = ""] = /^(?:[ \t\r\n]|#[^\r\n]*)*/.exec(text.slice(from)) ?? [];
  const at = from + skipped.length;
  return text[at] === "-" ? at + 1 : from;
}
