/** What a number means in a field whose text says a time: in quotes it would be a string, but none that is understood. */
import { parseGoDuration } from "../pack/go-duration.ts";
import { goDurationsLike } from "../pack/go-duration-words.ts";
import { nearestInterval } from "../pack/interval.ts";
import { PERSONA_SCHEMA, type Schema, SPEC_SCHEMA } from "../yaml/schema.ts";

export interface TimeSpelling {
  /** What the text may have meant; often nothing. */
  readonly like: (text: string) => readonly string[];
  readonly example: string;
}

/** Undefined for fields that any text suits. */
export function timeSpelling(schema: Schema): TimeSpelling | undefined {
  return SPELLINGS.get(schema);
}

const DURATION: TimeSpelling = {
  like: (text) => (parseGoDuration(text) === undefined ? goDurationsLike(text) : [`${Number(text)}s`]),
  example: "5m",
};
const INTERVAL: TimeSpelling = { like: (text) => intervalsLike(text), example: "1h" };
const CRON: TimeSpelling = { like: () => [], example: "0 9 * * 1-5" };

const { schedule, lifecycle } = PERSONA_SCHEMA.properties ?? {};
const { preRun, postRun } = lifecycle?.properties ?? {};

const SPELLINGS: ReadonlyMap<Schema | undefined, TimeSpelling> = new Map([
  [schedule?.properties?.interval, INTERVAL],
  [schedule?.properties?.cron, CRON],
  [preRun?.items?.properties?.timeout, DURATION],
  [postRun?.items?.properties?.timeout, DURATION],
  [SPEC_SCHEMA.properties?.relationships?.items?.properties?.timeout, DURATION],
]);

/** The intervals of exactly so many seconds, minutes or hours. */
function intervalsLike(count: string): string[] {
  return ["s", "m", "h"].flatMap((unit) => {
    const meant = nearestInterval(count + unit);
    const [only, ...others] = meant?.intervals ?? [];
    const isExact =
      only !== undefined && others.length === 0 && nearestInterval(only)?.minutes === meant?.minutes;
    return isExact ? only : [];
  });
}
