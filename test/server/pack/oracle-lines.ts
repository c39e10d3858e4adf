import { readFileSync } from "node:fs";

/** The lines of a file in test/fixtures/oracle, which holds answers of the controller's own code. */
export function oracleLines<Line>(name: string): Line[] {
  const text = readFileSync(new URL(`../../fixtures/oracle/${name}`, import.meta.url), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
}

export interface CronLine {
  readonly expr: string;
  readonly valid: boolean;
  readonly never?: boolean;
  readonly from: string;
  readonly next?: readonly string[];
}

export interface IntervalLine {
  readonly interval: string;
  readonly index: number;
  readonly cron: string;
}
