/** Text of a cluster, or of whoever runs it, for places that would make more of it than text. */

/** What terminals take for a command: colours above all. */
const TERMINAL_COMMAND = /\x1b\[[0-9;?]*[ -/]*[@-~]/g;
/** Line ends, terminal control and marks that turn the direction of writing: they could make a line look like another. */
const UNSEEN = /[\s\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]+/g;

/** On one line, with nothing in it that cannot be seen. */
export function plainLine(text: string): string {
  return text.replace(TERMINAL_COMMAND, "").replace(UNSEEN, " ").trim();
}

/** As `plainLine`, with all its blanks: they may be what two values differ in. */
export function plainBlanks(text: string): string {
  return text.replace(TERMINAL_COMMAND, "").replace(UNSEEN, (unseen) => unseen.replaceAll(/[^ ]/g, " "));
}

/** Messages and notifications make a link of `[text](address)`, and a click may then run a command. */
export function withoutLinks(text: string): string {
  return text.replaceAll("](", "] (");
}

/** Lists to choose from make an icon of `$(name)`. */
export function withoutIcons(text: string): string {
  return text.replaceAll("$(", "$\u200b(");
}
