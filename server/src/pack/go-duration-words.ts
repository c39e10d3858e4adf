import { parseGoDuration } from "./go-duration.ts";

const UNITS: readonly (readonly [unit: RegExp, goUnit: string, factor: number])[] = [
  [/^(?:ms|msecs?|milliseconds?)$/, "ms", 1],
  [/^s(?:ecs?|econds?)?$/, "s", 1],
  [/^m(?:ins?|inutes?)?$/, "m", 1],
  [/^h(?:rs?|ours?)?$/, "h", 1],
  [/^d(?:ays?)?$/, "h", 24],
  [/^w(?:ks?|eeks?)?$/, "h", 168],
];

/** Go durations that a text may mean: `5 minutes` is `5m`, `1d` is `24h`, a bare `30` one of two. Often none. */
export function goDurationsLike(text: string): readonly string[] {
  const words = text
    .trim()
    .toLowerCase()
    .replace(/^pt(?=\d)/, "");
  if (/^\d{1,6}$/.test(words)) return [`${Number(words)}s`, `${Number(words)}m`];
  if (!/^(?:\d{1,6}\s*[a-z]+[\s,]*)+$/.test(words)) return [];
  let duration = "";
  for (const [, count, word = ""] of words.matchAll(/(\d+)\s*([a-z]+)/g)) {
    const found = UNITS.find(([unit]) => unit.test(word));
    if (!found) return [];
    duration += `${Number(count) * found[2]}${found[1]}`;
  }
  return parseGoDuration(duration) === undefined ? [] : [duration];
}
