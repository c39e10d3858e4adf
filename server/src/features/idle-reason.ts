import type { PersonaRun } from "./persona-run.ts";

const REASONS: Readonly<Record<PersonaRun["state"], string | undefined>> = {
  runs: undefined,
  excluded: "excluded: generates nothing",
  nameless: "no name: refused by the API server",
  "no-schedule": "no schedule",
  unreadable: "its schedule is refused by the API server",
  unknown: "its schedule holds a placeholder",
  serving: "never runs by schedule: serves a web endpoint",
  refused: "never runs: its policy refuses every run",
  invalid: "never runs: its cron is not valid",
  endless: "runs without end: no date suits its cron",
  impossible: "never runs: no date suits its cron",
};

/** Why a persona does not run at times, in a few words; undefined if it does. */
export function idleReason({ state }: PersonaRun): string | undefined {
  return REASONS[state];
}
