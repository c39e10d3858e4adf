import { type Figures, type Limit, median, type Scenario } from "./scenario.ts";

/** One row of the table; `ours` and `peer` are medians in `unit`, absent when the row could not be measured. */
export interface Row {
  readonly name: string;
  readonly title: string;
  readonly documents: string;
  readonly unit: string;
  readonly limit: Limit;
  readonly ok: boolean;
  readonly ours?: number;
  readonly peer?: number;
  readonly ratio?: number;
  readonly samples?: Figures;
  readonly reason?: string;
}

type Case = Scenario["cases"][number];

export function measured(scenario: Scenario, { documents, limit }: Case, samples: Figures): Row {
  const { name, title, unit } = scenario;
  const row = { name, title, documents, unit, limit, samples };
  const ours = median(samples.ours);
  if ("absolute" in limit) return { ...row, ours, ok: ours <= limit.absolute };
  if (!samples.peer) return { ...row, ours, ok: false, reason: "the peer was not measured" };
  const peer = median(samples.peer);
  const ratio = ours / peer;
  return { ...row, ours, peer, ratio, ok: ratio <= limit.ratio };
}

export function failed(scenario: Scenario, { documents, limit }: Case, reason: string): Row {
  const { name, title, unit } = scenario;
  return { name, title, documents, unit, limit, ok: false, reason };
}

const headings = ["row", "documents", "unit", "ours", "peer", "ratio", "limit", "result"];
const leftAligned = new Set([0, 1, 2, 7]);

/** The rows as an aligned table, the reasons of failed rows below it. */
export function table(rows: readonly Row[]): string {
  const cells = [headings, ...rows.map(cellsOf)];
  const widths = headings.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? "").length)));
  const lines = cells.map((row) =>
    row
      .map((cell, column) =>
        leftAligned.has(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
  lines.splice(1, 0, widths.map((width) => "-".repeat(width)).join("  "));
  const reasons = rows.flatMap((row) => (row.reason ? [`${row.name}/${row.documents}: ${row.reason}`] : []));
  return [...lines, ...reasons].join("\n");
}

function cellsOf(row: Row): string[] {
  const limit = "ratio" in row.limit ? `${row.limit.ratio}x` : `${row.limit.absolute} ${row.unit}`;
  const ratio = row.ratio === undefined ? "-" : `${digits(row.ratio)}x`;
  return [
    row.title,
    row.documents,
    row.unit,
    digits(row.ours),
    digits(row.peer),
    ratio,
    limit,
    row.ok ? "ok" : "FAILED",
  ];
}

function digits(value: number | undefined): string {
  if (value === undefined) return "-";
  if (Math.abs(value) >= 100) return value.toFixed(0);
  if (Math.abs(value) >= 10) return value.toFixed(1);
  return Math.abs(value) >= 1 ? value.toFixed(2) : value.toFixed(4);
}
