/** Finds the command and turns what goes wrong into a message and an exit status. */

import { choose } from "./arguments.ts";
import { check } from "./check.ts";
import type { Command } from "./command.ts";
import { EXIT, type ExitStatus } from "./exit-status.ts";
import { explain } from "./explain.ts";
import { complain, endWithReader, write } from "./output.ts";
import { preview } from "./preview.ts";
import { schedule } from "./schedule.ts";
import { UsageError } from "./usage-error.ts";
import { VERSION } from "./version.ts";

const COMMANDS: Readonly<Record<string, Command>> = { check, preview, schedule, explain };

const HELP = `NAME
    personapack - check, preview and schedule Sympozium PersonaPacks

SYNOPSIS
    personapack COMMAND [OPTION]... [ARGUMENT]...
    personapack COMMAND --help
    personapack --version

COMMANDS
${Object.entries(COMMANDS)
  .map(([name, { summary }]) => `    ${name.padEnd(10)}${summary}`)
  .join("\n")}

EXIT STATUS
    0   nothing to report
    1   there are findings
    2   input or options that cannot be used

EXAMPLES
    personapack check packs/
    personapack preview team.yaml | kubectl diff -f -
    personapack schedule --cron "0 9 * * 1-5" --zone Europe/Lisbon
    personapack explain interval-fallback
`;

/** Never rejects for what the user can put right; sets the exit status of the process. */
export async function run(args: string[]): Promise<void> {
  endWithReader();
  try {
    process.exitCode = await runCommand(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    complain(`${error.message} (see personapack --help)`);
    process.exitCode = EXIT.unusable;
  }
}

async function runCommand([name, ...args]: string[]): Promise<ExitStatus> {
  if (name === undefined) {
    await write(HELP, process.stderr);
    return EXIT.unusable;
  }
  if (name === "--version" || name === "-V") {
    await write(`${VERSION}\n`);
    return EXIT.clean;
  }
  if (name === "--help" || name === "-h" || (name === "help" && args.length === 0)) {
    await write(HELP);
    return EXIT.clean;
  }
  if (name === "help") return runCommand([...args.slice(0, 1), "--help"]);
  const command = COMMANDS[choose("command", name, Object.keys(COMMANDS))];
  if (!command) throw new Error(`no command ${name}`);
  const end = args.indexOf("--");
  if (args.slice(0, end < 0 ? undefined : end).some((arg) => arg === "--help" || arg === "-h")) {
    await write(command.help);
    return EXIT.clean;
  }
  return command.run(args);
}
