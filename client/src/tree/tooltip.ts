/** Tooltips in markdown. What comes from the cluster is text there, never markup. */
import { plainLine } from "../cluster/plain-text.ts";

const LONGEST = 600;

/** On one line; a long text is cut. Every ASCII punctuation mark may be escaped in markdown. */
export function escaped(text: string): string {
  const line = plainLine(text);
  const shown = line.length > LONGEST ? `${line.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, "")}…` : line;
  return shown.replace(/[!-/:-@[-`{-~]/g, "\\$&");
}

/** A heading, then a line for each fact that is known, then sentences. */
export function tooltip(
  title: string,
  facts: Readonly<Record<string, string | undefined>>,
  sentences: readonly string[] = [],
): string {
  const lines = Object.entries(facts).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [`${name}: ${escaped(value)}`],
  );
  const blocks = [
    `**${escaped(title)}**`,
    lines.join("  \n"),
    sentences.map((sentence) => `- ${escaped(sentence)}`).join("\n"),
  ];
  return blocks.filter((block) => block !== "").join("\n\n");
}

/** In the time zone of the machine, and in UTC, in which schedules count. */
export function instant(at: number | undefined): string | undefined {
  if (at === undefined) return undefined;
  const date = new Date(at);
  const local = date.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
  return `${local} (${date.toISOString().slice(0, 16).replace("T", " ")} UTC)`;
}
