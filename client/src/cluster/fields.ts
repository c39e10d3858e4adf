/** JSON and YAML whose shape nobody has checked. */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Without fields if it has none. */
export function fieldsIn(value: unknown): Fields {
  return isFields(value) ? value : {};
}
