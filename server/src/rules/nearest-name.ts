import { distance } from "fastest-levenshtein";

/** Shorter fragments are part of too many names to mean one of them. */
const MIN_FRAGMENT = 4;

/**
 * The candidate that somebody who wrote `name` most likely meant; undefined when none is near enough to
 * be worth saying. Case, dashes and underscores count for nothing (`system_prompt` is `systemPrompt`), two
 * swapped letters count as one mistake, and the beginning or end of a name stands for it (`prompt`).
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  const written = fold(name);
  const all = [...candidates];
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of all) {
    const apart = isSwap(written, fold(candidate)) ? 1 : distance(written, fold(candidate));
    if (apart < bestDistance) {
      best = candidate;
      bestDistance = apart;
    }
  }
  if (best !== undefined && bestDistance <= tolerance(best)) return best;
  return onlyOne(all.filter((candidate) => isFragment(written, fold(candidate))));
}

/** What counts of a name that may be misspelled. */
export function fold(name: string): string {
  return name.toLowerCase().replace(/[-_\s]/g, "");
}

function tolerance(candidate: string): number {
  return candidate.length <= 4 ? 1 : Math.min(3, Math.ceil(candidate.length / 4));
}

/** Whether two neighbouring letters have changed places, and nothing else is different. */
function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const at = [...a].findIndex((letter, i) => letter !== b[i]);
  return at >= 0 && a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}

function isFragment(written: string, candidate: string): boolean {
  return written.length >= MIN_FRAGMENT && (candidate.startsWith(written) || candidate.endsWith(written));
}

function onlyOne(names: readonly string[]): string | undefined {
  return names.length === 1 ? names[0] : undefined;
}
