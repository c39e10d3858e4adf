/** Text from a file inside our own markdown. */

const LONGEST_CODE = 80;

/** Any text as an inline code span on one line; a long one is cut. */
export function codeSpan(text: string): string {
  const line = text.replace(/[\s\x00-\x1f\x7f]/g, " ");
  const shown =
    line.length > LONGEST_CODE ? `${line.slice(0, LONGEST_CODE).replace(/[\ud800-\udbff]$/, "")}…` : line;
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((ticks) => ticks.length));
  const fence = "`".repeat(longest + 1);
  // Markdown takes one space off each end of a code span, if both have one and it is not all spaces.
  const padded = /^`|`$|^ .*\S.* $/.test(shown) ? ` ${shown} ` : shown;
  return shown === "" ? '`""`' : `${fence}${padded}${fence}`;
}

/** A message in which code stands between backticks: what stands outside of them is taken literally. */
export function prose(message: string): string {
  return message
    .split("`")
    .map((part, i) => (i % 2 === 1 ? `\`${part}\`` : part.replace(/[*_<>[\]\\|~#]/g, "\\$&")))
    .join("");
}
