/**
 * Where the schedule of a persona stands, and what of it the controller gets. A value that comes by an alias or
 * a merge key stands, for this persona, at that alias: the same anchor gives each persona another stagger.
 */
import { refusesRuns } from "../pack/policies.ts";
import type { RunObstacle } from "../pack/run-obstacle.ts";
import { type Located, locatedPersona, locatedRoot } from "./located.ts";
import type { PackDocument, PersonaEntry } from "./pack-document.ts";
import type { Span } from "./position.ts";
import { webEndpointOf } from "./web-endpoint.ts";

export type ScheduleFieldName = "cron" | "interval";

export interface ScheduleField {
  readonly name: ScheduleFieldName;
  /** The text that the controller gets, empty for a null; undefined if the API server refuses it or it is unknown. */
  readonly text: string | undefined;
  /** The key, where it is written in the persona itself. */
  readonly key: Span | undefined;
  /** The value, or the alias that brings it; in the block of the persona. Empty (start = end) for a missing value. */
  readonly token: Span;
}

export interface PersonaSchedule {
  /** Zero-based place in `spec.personas`. */
  readonly index: number;
  readonly cron: ScheduleField | undefined;
  readonly interval: ScheduleField | undefined;
  readonly obstacle: RunObstacle | undefined;
}

/** Reads the schedules of one pack; what all personas share is read once. */
export class ScheduleReader {
  readonly #document: PackDocument;
  readonly #excluded: ReadonlySet<string>;
  /** Its policy refuses every run. */
  readonly #refused: boolean;

  constructor(document: PackDocument) {
    this.#document = document;
    const spec = locatedRoot(document)?.get("spec");
    const excluded = spec?.get("excludePersonas")?.texts() ?? [];
    this.#excluded = new Set(excluded.map(({ text }) => text));
    this.#refused = refusesRuns(spec?.get("policyRef")?.text ?? "");
  }

  /** Undefined for a persona without a schedule, or one whose schedule is no map. */
  read(entry: PersonaEntry): PersonaSchedule | undefined {
    const persona = locatedPersona(this.#document, entry);
    const schedule = persona?.get("schedule");
    if (!persona || schedule?.node?.kind !== "map") return undefined;
    return {
      index: entry.index,
      cron: fieldOf(schedule, "cron"),
      interval: fieldOf(schedule, "interval"),
      obstacle: this.#obstacleOf(persona),
    };
  }

  /** As `runObstacle` says, without reading the rest of the pack. */
  #obstacleOf(persona: Located): RunObstacle | undefined {
    const name = persona.get("name")?.spelling;
    if (name === undefined) return "nameless";
    if (this.#excluded.has(name)) return "excluded";
    if (webEndpointOf(persona)) return "serving";
    return this.#refused ? "refused" : undefined;
  }
}

function fieldOf(schedule: Located, name: ScheduleFieldName): ScheduleField | undefined {
  const value = schedule.get(name);
  if (!value) return undefined;
  return { name, text: value.isNull ? "" : value.text, key: value.key, token: value.span };
}
