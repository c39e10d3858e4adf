/** When a persona runs next, or why it does not. */
import { type CronError, type CronSchedule, parseCron } from "../pack/cron.ts";
import { nextRuns } from "../pack/cron-runs.ts";
import type { Persona, PersonaSchedule } from "../pack/persona-pack.ts";
import { RELEASES, type ReleaseBehaviour } from "../pack/releases.ts";
import { type RunObstacle, runObstacle } from "../pack/run-obstacle.ts";
import { cronOf } from "../pack/schedule.ts";
import { holdsPlaceholder } from "../yaml/substitution.ts";
import type { PackReading } from "./pack-reading.ts";

export type PersonaRun =
  /** The next run, in milliseconds since 1970. */
  | { readonly state: "runs"; readonly at: number }
  | { readonly state: "invalid"; readonly error: CronError }
  /** `unknown`: another tool fills its time in. `endless`: no date suits its cron, and its release takes that for overdue. `impossible`: so it never runs. */
  | { readonly state: RunObstacle | "no-schedule" | "unreadable" | "unknown" | "endless" | "impossible" };

/** As if the pack were enabled. */
export function personaRun(reading: PackReading, persona: Persona, now: number): PersonaRun {
  const { pack, release } = reading;
  const obstacle = runObstacle(pack, persona);
  if (obstacle === "nameless" || obstacle === "excluded") return { state: obstacle };
  if (!persona.schedule) return { state: "no-schedule" };
  if (reading.unreadableSchedules.has(persona.index)) return { state: "unreadable" };
  if (obstacle) return { state: obstacle };
  if (isFilledIn(persona.schedule)) return { state: "unknown" };
  const known = knownCron(cronOf(persona.schedule, persona.index), now);
  if (known.error) return { state: "invalid", error: known.error };
  if (known.next !== undefined) return { state: "runs", at: known.next };
  return { state: withoutDate(RELEASES[release]) };
}

/** Whether another tool fills in when it runs. */
export function isFilledIn({ cron, interval }: PersonaSchedule): boolean {
  return holdsPlaceholder(cron === "" ? interval : cron);
}

function withoutDate({ impossibleCron }: ReleaseBehaviour): "impossible" | "endless" {
  return impossibleCron === "parked" ? "impossible" : "endless";
}

interface KnownCron {
  readonly schedule?: CronSchedule;
  readonly error?: CronError;
  /** The first run after `from`, which stays the next one until it has passed. */
  readonly from: number;
  readonly next: number | undefined;
}

/** The crons of the largest pack that anyone has; all of them are forgotten together. */
const MOST_CRONS = 8192;
const crons = new Map<string, KnownCron>();

function knownCron(cron: string, now: number): KnownCron {
  const known = crons.get(cron);
  if (known && (known.error || (known.from <= now && (known.next === undefined || now < known.next)))) {
    return known;
  }
  const result = known?.schedule ? ({ valid: true, schedule: known.schedule } as const) : parseCron(cron);
  const fresh: KnownCron = result.valid
    ? {
        schedule: result.schedule,
        from: now,
        next: nextRuns(result.schedule, new Date(now), 1)[0]?.getTime(),
      }
    : { error: result.error, from: now, next: undefined };
  if (crons.size >= MOST_CRONS) crons.clear();
  crons.set(cron, fresh);
  return fresh;
}
