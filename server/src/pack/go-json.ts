/** How Go writes structs and maps as JSON: empty optional fields are left out, the keys of maps are sorted. */

/** The fields that are not empty, in their order: what Go's `omitempty` leaves of a struct. */
export function omitEmpty<Fields extends object>(fields: Fields): FilledFields<Fields> {
  const kept: FilledFields<Fields> = {};
  for (const key of Object.keys(fields) as (keyof Fields)[]) {
    const value = fields[key];
    if (isFilled(value)) kept[key] = value;
  }
  return kept;
}

export type FilledFields<Fields> = { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> };

function isFilled<Value>(value: Value): value is Exclude<Value, undefined> {
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== "" && value !== 0 && value !== false;
}

/** Undefined if it is empty, so that `omitEmpty` leaves it out. */
export function sortedMap(map: Iterable<readonly [string, string]>): Record<string, string> | undefined {
  const entries = [...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  // Not by assignment: a key may be `__proto__`.
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
