import { distance } from "fastest-levenshtein";

/**
 * The candidate that somebody who wrote `name` most likely meant; undefined when none is near enough to
 * be worth saying. Case, dashes and underscores count for nothing: `system_prompt` is `systemPrompt`.
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  const written = fold(name);
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const apart = distance(written, fold(candidate));
    if (apart < bestDistance) {
      best = candidate;
      bestDistance = apart;
    }
  }
  return best !== undefined && bestDistance <= tolerance(best) ? best : undefined;
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[-_\s]/g, "");
}

function tolerance(candidate: string): number {
  return candidate.length <= 4 ? 1 : Math.min(3, Math.ceil(candidate.length / 4));
}
