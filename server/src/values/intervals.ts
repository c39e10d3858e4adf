import { intervalToCron, KNOWN_INTERVALS } from "../pack/interval.ts";
import { codeList, type KnownValue, type ValueSource } from "./value-source.ts";

const INTERVALS: readonly KnownValue[] = KNOWN_INTERVALS.map(({ name, spellings, minutes }) => {
  const others = spellings.filter((spelling) => spelling !== name);
  return {
    value: name,
    detail: everyMinutes(minutes),
    ...(others.length > 0 ? { documentation: `Also written ${codeList(others)}.` } : {}),
  };
});

function everyMinutes(minutes: number): string {
  if (minutes === 1440) return "once a day";
  if (minutes % 60 === 0) return minutes === 60 ? "every hour" : `every ${minutes / 60} hours`;
  return minutes === 1 ? "every minute" : `every ${minutes} minutes`;
}

export const INTERVAL_SOURCES: readonly ValueSource[] = [
  {
    noun: "interval",
    paths: ["spec.personas[].schedule.interval"],
    provides: "values",
    complete: true,
    fixed: INTERVALS,
    values: ({ persona }) => (persona ? INTERVALS.map((known) => withCron(known, persona.index)) : []),
  },
];

/** The cron that the controller derives for the persona at this place in the list. */
function withCron(known: KnownValue, index: number): KnownValue {
  const { cron } = intervalToCron(known.value, index);
  return { ...known, detail: `${known.detail} · ${cron}` };
}
