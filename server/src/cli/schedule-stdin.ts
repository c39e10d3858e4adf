/** `personapack schedule --stdin`: a question in each line, an answer in each line. */
import { write } from "./output.ts";
import {
  answer,
  lineOf,
  MOST_RUNS,
  readInstant,
  readZone,
  type ScheduleLine,
  type ScheduleQuestion,
} from "./schedule-answer.ts";
import { UsageError } from "./usage-error.ts";

export type ScheduleDefaults = Pick<ScheduleQuestion, "index" | "count" | "zone"> & {
  readonly from: Date | undefined;
};

/** Longer lines hold no schedule; they are not gathered in memory. */
const MAX_LINE_LENGTH = 1024 * 1024;

/** Answers every line, in its order; one that cannot be read gets an answer that says so. */
export async function answerLines(defaults: ScheduleDefaults): Promise<void> {
  for await (const lines of chunksOfLines(process.stdin)) {
    await write(lines.map((line) => `${JSON.stringify(answerLine(line, defaults))}\n`).join(""));
  }
}

/** What has arrived so far, cut at line feeds: JSON may hold other line breaks. A rest without one is a line too. */
async function* chunksOfLines(input: NodeJS.ReadStream): AsyncGenerator<readonly string[]> {
  let rest = "";
  input.setEncoding("utf8");
  for await (const chunk of input as AsyncIterable<string>) {
    const lines = (rest + chunk).split("\n");
    // One character more than a line may have is enough to see that it is too long.
    rest = (lines.pop() ?? "").slice(0, MAX_LINE_LENGTH + 1);
    if (lines.length > 0) yield lines;
  }
  if (rest !== "") yield [rest];
}

function answerLine(line: string, defaults: ScheduleDefaults): ScheduleLine {
  try {
    return lineOf(answer(readQuestion(line, defaults)));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { valid: false, cron: "", never: false, next: [], error: error.message };
  }
}

function readQuestion(line: string, defaults: ScheduleDefaults): ScheduleQuestion {
  const fields = readObject(line);
  const cron = optionalText(fields, "cron");
  const interval = optionalText(fields, "interval");
  if ((cron === undefined) === (interval === undefined)) {
    throw new UsageError("a line must have either cron or interval");
  }
  const from = optionalText(fields, "from");
  const zone = optionalText(fields, "zone");
  return {
    ...(cron === undefined ? {} : { cron }),
    ...(interval === undefined ? {} : { interval }),
    index: optionalCount(fields, "index", Number.MAX_SAFE_INTEGER / 2) ?? defaults.index,
    count: optionalCount(fields, "count", MOST_RUNS) ?? defaults.count,
    from: from === undefined ? (defaults.from ?? new Date()) : readInstant(from),
    zone: zone === undefined ? defaults.zone : readZone(zone),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function readObject(line: string): Fields {
  if (line.length > MAX_LINE_LENGTH) throw new UsageError("the line is too long");
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UsageError("the line is no JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UsageError("the line is no JSON object");
  }
  return value as Fields;
}

/** Null counts as absent. */
function field(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? (fields[name] ?? undefined) : undefined;
}

function optionalText(fields: Fields, name: string): string | undefined {
  const value = field(fields, name);
  if (value === undefined || typeof value === "string") return value;
  throw new UsageError(`${name} must be text`);
}

function optionalCount(fields: Fields, name: string, most: number): number | undefined {
  const value = field(fields, name);
  if (value === undefined) return undefined;
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= most) return value;
  throw new UsageError(`${name} must be a whole number from 0 to ${Math.floor(most)}`);
}
