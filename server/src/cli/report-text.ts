import type { Diagnostic } from "../features/diagnostics.ts";
import { counted } from "../pack/counted.ts";
import type { PackFile } from "../yaml/pack-file.ts";
import { painter, printable, type Style, write } from "./output.ts";
import { placeOf, type Report, type Summary } from "./report.ts";

const STYLES: Readonly<Record<Diagnostic["severity"], Style>> = {
  error: ["red", "bold"],
  warning: ["yellow", "bold"],
  information: ["blue", "bold"],
  hint: ["cyan", "bold"],
};

/** Longer lines are cut around the finding. */
const MOST_COLUMNS = 110;

/**
 * `path:line:column: severity code: message`, a line for each finding, which editors and scripts can read; on a
 * terminal also the line it is about. The summary goes to stderr: it is no finding.
 */
export function textReport(): Report {
  const paint = painter();
  const showsSource = process.stdout.isTTY === true;
  return {
    async begin() {},
    async finding(path, file, diagnostic) {
      const { severity, code, message, range } = diagnostic;
      const { line, column } = placeOf(range);
      const place = paint("bold", printable(`${path}:${line}:${column}:`));
      const what = `${paint(STYLES[severity], severity)} ${code}: ${printable(message.replaceAll("\n", " "))}`;
      const source = showsSource
        ? sourceLines(file, diagnostic, (text) => paint(STYLES[severity], text))
        : "";
      await write(`${place} ${what}\n${source}`);
    },
    async unusable() {},
    async end(summary) {
      await write(`${summaryText(summary)}\n`, process.stderr);
    },
  };
}

function sourceLines(file: PackFile, { range }: Diagnostic, mark: (text: string) => string): string {
  const { start, end } = range;
  const text = file.lineText(start.line);
  const first = Math.max(0, Math.min(start.character - MOST_COLUMNS / 2, text.length - MOST_COLUMNS));
  const shown = printable(text.slice(first, first + MOST_COLUMNS)).replaceAll("\t", " ");
  const width = (end.line === start.line ? end.character : text.length) - start.character;
  const room = Math.max(1, Math.min(width, shown.length - (start.character - first)));
  const number = String(start.line + 1);
  const margin = " ".repeat(number.length);
  const carets = `${" ".repeat(start.character - first)}${mark("^".repeat(room))}`;
  return `  ${number} | ${shown}\n  ${margin} | ${carets}\n`;
}

/** Has no plural. */
const UNCOUNTED: ReadonlySet<string> = new Set(["information"]);

function summaryText({ files, packs, templates, patches, lists, counts, unusable }: Summary): string {
  const kinds = Object.entries(counts).filter(([, number]) => number > 0);
  const paint = painter(process.stderr);
  const listed = kinds.map(([severity, number]) =>
    UNCOUNTED.has(severity) ? `${number} ${severity}` : counted(number, severity),
  );
  const found = listed.length === 0 ? paint("green", "no findings") : listed.join(", ");
  const where = `in ${counted(packs, "pack")} of ${counted(files, "file")}`;
  const skipped = templates > 0 ? `; ${counted(templates, "Helm template")} not checked` : "";
  const inPatches =
    patches > 0 ? `; ${patches} Kustomize ${patches === 1 ? "patch" : "patches"} not checked` : "";
  const inLists =
    lists > 0 ? `; ${counted(lists, "List")} not checked, a pack is to be a document of its own` : "";
  const unread = unusable > 0 ? `; ${counted(unusable, "input")} could not be used` : "";
  return `${found} ${where}${skipped}${inPatches}${inLists}${unread}`;
}
