/** Amounts as Kubernetes writes them: `500m`, `2Gi`, `1e3`. */

const QUANTITY = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/;
const AMOUNT = /^([+-]?(?:\d+\.?\d*|\.\d+))\s*([a-z]*)$/i;

/** By what people write, in lower case and without `b` or `byte(s)`. `m` alone is in doubt: milli or mega. */
const SUFFIXES: ReadonlyMap<string, string> = new Map([
  ["", ""],
  ...["k", "K"].map((suffix) => [suffix, "k"] as const),
  ...["ki", "mi", "gi", "ti", "pi", "ei"].map((suffix) => [suffix, `${suffix[0]?.toUpperCase()}i`] as const),
  ...["g", "t", "p", "e"].map((suffix) => [suffix, suffix.toUpperCase()] as const),
]);

export function isQuantity(text: string): boolean {
  return QUANTITY.test(text);
}

/** The quantity that `text` seems to mean (`1 GB` is `1G`, `512MiB` is `512Mi`); undefined where that is in doubt. */
export function quantityLike(text: string): string | undefined {
  const [, amount, unit = ""] = AMOUNT.exec(text.trim()) ?? [];
  if (amount === undefined) return undefined;
  const lower = unit.toLowerCase();
  const bytes = /b(?:ytes?)?$/.test(lower);
  const prefix = lower.replace(/b(?:ytes?)?$/, "");
  const suffix = bytes && prefix === "m" ? "M" : unit === "m" || unit === "M" ? unit : SUFFIXES.get(prefix);
  return suffix === undefined ? undefined : `${amount}${suffix}`;
}
