/** An entry whose key an earlier one has already. */
export interface Repeated<Entry> {
  readonly entry: Entry;
  readonly first: Entry;
}

/** In the order of the entries; those without a key are passed over. */
export function repeated<Entry>(
  entries: Iterable<Entry>,
  keyOf: (entry: Entry) => string | undefined,
): Repeated<Entry>[] {
  const seen = new Map<string, Entry>();
  const found: Repeated<Entry>[] = [];
  for (const entry of entries) {
    const key = keyOf(entry);
    if (key === undefined) continue;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, entry);
    else found.push({ entry, first });
  }
  return found;
}
