/**
 * Text to insert, with the places that are left for the author. Lines after the first are indented
 * relative to the line on which they are inserted (LSP's `adjustIndentation`).
 */

/** `hint` is shown until something is typed, `choices` are offered. */
export type InsertPart = string | { readonly hint: string } | { readonly choices: readonly string[] };

export type InsertText = readonly InsertPart[];

/** As a snippet of LSP. */
export function asSnippet(text: InsertText): string {
  let stop = 0;
  return text
    .map((part) => {
      if (typeof part === "string") return part.replace(/[\\$}]/g, "\\$&");
      stop++;
      if ("choices" in part) return `\${${stop}|${part.choices.map(escapeChoice).join(",")}|}`;
      return part.hint === "" ? `$${stop}` : `\${${stop}:${part.hint.replace(/[\\$}]/g, "\\$&")}}`;
    })
    .join("");
}

/** For editors without snippets: what is left to the author stays empty. */
export function asPlainText(text: InsertText): string {
  return text.map((part) => (typeof part === "string" ? part : "")).join("");
}

/** With hints and first choices filled in, to be read. */
export function asExample(text: InsertText): string {
  return text
    .map((part) => {
      if (typeof part === "string") return part;
      return "choices" in part ? (part.choices[0] ?? "") : part.hint;
    })
    .join("");
}

export function hasStops(text: InsertText): boolean {
  return text.some((part) => typeof part !== "string");
}

/** Moves the lines after the first to the right. */
export function indented(text: InsertText, columns: number): InsertText {
  const pad = " ".repeat(columns);
  return text.map((part) => (typeof part === "string" ? part.replaceAll("\n", `\n${pad}`) : part));
}

function escapeChoice(choice: string): string {
  return choice.replace(/[\\,|$}]/g, "\\$&");
}
