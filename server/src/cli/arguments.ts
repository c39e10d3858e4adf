/** Reads options as `node:util` does, with faults as sentences. */
import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { DEFAULT_RELEASE, RELEASES, type Release } from "../pack/releases.ts";
import { nearestName } from "../rules/nearest-name.ts";
import { UsageError } from "./usage-error.ts";

type Config<Options extends ParseArgsOptionsConfig> = {
  readonly args: string[];
  readonly options: Options;
  readonly allowPositionals: true;
};

type Parsed<Options extends ParseArgsOptionsConfig> = ReturnType<typeof parseArgs<Config<Options>>>;

/** Throws a `UsageError` for an unknown option, a missing value and the like. `-` is an operand. */
export function readArguments<const Options extends ParseArgsOptionsConfig>(
  args: string[],
  options: Options,
): Parsed<Options> {
  try {
    return parseArgs<Config<Options>>({ args, options, allowPositionals: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const unknown = /^Unknown option '(--?[^']*)'/.exec(error.message)?.[1];
    if (unknown === undefined) throw new UsageError(error.message.split("\n")[0] ?? error.message);
    const near = nearestName(unknown.replace(/^-+/, ""), Object.keys(options));
    throw new UsageError(`unknown option ${unknown}${near === undefined ? "" : `; did you mean --${near}?`}`);
  }
}

const MOST_LISTED = 10;

/** The one of `choices` that was written; throws a `UsageError` that names them. */
export function choose<Choice extends string>(
  what: string,
  written: string,
  choices: readonly Choice[],
): Choice {
  const choice = choices.find((choice) => choice === written);
  if (choice === undefined) {
    const near = nearestName(written, choices);
    const list = choices.length <= MOST_LISTED ? `; write one of ${choices.join(", ")}` : "";
    const advice = near === undefined ? list : `; did you mean ${near}?`;
    throw new UsageError(`unknown ${what} ${JSON.stringify(written)}${advice}`);
  }
  return choice;
}

export function readRelease(written: string | undefined): Release {
  return choose("release", written ?? DEFAULT_RELEASE, Object.keys(RELEASES) as Release[]);
}

/** A whole number from 0 to `most`, in digits. */
export function readCount(what: string, written: string, most: number): number {
  const count = /^\d{1,9}$/.test(written) ? Number(written) : Number.NaN;
  if (!(count <= most)) throw new UsageError(`${what} must be a whole number from 0 to ${most}`);
  return count;
}
