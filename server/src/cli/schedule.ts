import { type DisplayZone, dateAndTime, UTC } from "../features/run-times.ts";
import { cronWords } from "../pack/cron-words.ts";
import { readArguments, readCount } from "./arguments.ts";
import type { Command } from "./command.ts";
import { EXIT } from "./exit-status.ts";
import { complain, painter, write } from "./output.ts";
import { answer, lineOf, MOST_RUNS, readInstant, readZone, type ScheduleAnswer } from "./schedule-answer.ts";
import { answerLines } from "./schedule-stdin.ts";
import { UsageError } from "./usage-error.ts";

const HELP = `NAME
    personapack schedule - when a cron or an interval runs

SYNOPSIS
    personapack schedule --cron EXPRESSION [OPTION]...
    personapack schedule --interval INTERVAL [--index N] [OPTION]...
    personapack schedule --stdin [OPTION]...

DESCRIPTION
    Prints the next runs, as the controller will start them. An interval becomes a cron that depends on the place
    of the persona in its pack: each one starts two minutes after the one before it.

    With --stdin each line of the standard input is a question, and each gets one line as its answer, both JSON:
        {"cron": TEXT} or {"interval": TEXT, "index": N}, with "from", "count" and "zone" if need be
        {"valid": BOOL, "cron": TEXT, "never": BOOL, "next": [TIME...], "error": TEXT}
    "error" stands only in answers that are not valid, among them those to lines that cannot be read.

OPTIONS
    --cron EXPRESSION
        Five fields, or TZ=ZONE and five fields.
    --interval INTERVAL
        Such as 30m, 1h or 1d.
    --index N
        The place of the persona in its pack, counted from 0, excluded ones too; 0 by default.
    --from TIME
        Runs after this time, in ISO 8601; now by default. Without an offset it is UTC.
    --count N
        How many runs; 5 by default, ${MOST_RUNS} at most.
    --zone ZONE
        Show times in this zone, such as Europe/Lisbon. It does not change when anything runs.
    --json
        Print the answer as --stdin does.
    --help
        Show this text.

EXIT STATUS
    0   the schedule is valid; with --stdin: all lines were answered
    1   the schedule is not valid, or never runs
    2   an option cannot be used

EXAMPLES
    personapack schedule --cron "0 9 * * 1-5" --zone Europe/Lisbon
    personapack schedule --interval 30m --index 3 --count 10
    echo '{"cron":"0 9 * * 1"}' | personapack schedule --stdin
`;

const DEFAULT_COUNT = "5";

export const schedule: Command = {
  summary: "when a cron or an interval runs",
  help: HELP,
  async run(args) {
    const { values, positionals } = readArguments(args, {
      cron: { type: "string" },
      interval: { type: "string" },
      index: { type: "string", default: "0" },
      from: { type: "string" },
      count: { type: "string", default: DEFAULT_COUNT },
      zone: { type: "string" },
      json: { type: "boolean", default: false },
      stdin: { type: "boolean", default: false },
    });
    const { cron, interval } = values;
    if (positionals.length > 0) {
      throw new UsageError(
        `schedule takes no operands: write --cron ${JSON.stringify(positionals.join(" "))}`,
      );
    }
    const sources = [cron, interval, values.stdin || undefined].filter((source) => source !== undefined);
    if (sources.length !== 1) throw new UsageError("schedule takes one of --cron, --interval and --stdin");
    const zone = values.zone === undefined ? undefined : readZone(values.zone);
    const from = values.from === undefined ? undefined : readInstant(values.from);
    const index = readCount("--index", values.index, 999_999_999);
    const count = readCount("--count", values.count, MOST_RUNS);
    if (values.stdin) {
      await answerLines({ from, zone, index, count });
      return EXIT.clean;
    }
    const written = cron === undefined ? { interval: interval ?? "" } : { cron };
    const start = from ?? new Date();
    const answered = answer({ ...written, from: start, zone, index, count });
    if (values.json) await write(`${JSON.stringify(lineOf(answered))}\n`);
    else await show(answered, start, zone ?? UTC);
    return answered.valid && !answered.never ? EXIT.clean : EXIT.findings;
  },
};

async function show(answered: ScheduleAnswer, from: Date, zone: DisplayZone): Promise<void> {
  const { cron, schedule, runs, derived, error, never } = answered;
  if (!schedule) {
    complain(error?.replaceAll("`", "") ?? "");
    return;
  }
  const paint = painter();
  const note = derived === "fallback" ? "  (this interval is not known, so it is hourly)" : "";
  await write(`${paint("bold", cron)}  ${cronWords(schedule)}${note}\n`);
  if (never) complain("no date and time suits this within five years");
  for (const run of runs) await write(`${dateAndTime(run.getTime(), zone, from.getTime())} ${zone.name}\n`);
}
