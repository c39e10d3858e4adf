import type { ExitStatus } from "./exit-status.ts";

export interface Command {
  /** For the list of commands. */
  readonly summary: string;
  /** In the manner of a manual page. */
  readonly help: string;
  /** Rejects with a `UsageError` for what the user can put right; resolves to the exit status. */
  run(args: string[]): Promise<ExitStatus>;
}
