import { distance } from "fastest-levenshtein";
import { fold, nearestName } from "./nearest-name.ts";

/**
 * The candidate that `name` misses by one slip: another case, dashes or underscores, one letter, two letters in the
 * wrong order. For names that the cluster may have although we do not know them: a mere likeness proves nothing there.
 */
export function misspelledName(name: string, candidates: readonly string[]): string | undefined {
  const near = nearestName(name, candidates);
  if (near === undefined) return undefined;
  const [written, meant] = [fold(name), fold(near)];
  const slips = distance(written, meant);
  return slips <= 1 || (slips === 2 && sorted(written) === sorted(meant)) ? near : undefined;
}

function sorted(text: string): string {
  return [...text].sort().join("");
}
