/** Lengths of time as Go's `time.ParseDuration` reads and `Duration.String` writes them (`5m` becomes `5m0s`). */

const NANOSECONDS: ReadonlyMap<string, bigint> = new Map([
  ["ns", 1n],
  ["us", 1_000n],
  ["µs", 1_000n],
  ["μs", 1_000n],
  ["ms", 1_000_000n],
  ["s", 1_000_000_000n],
  ["m", 60_000_000_000n],
  ["h", 3_600_000_000_000n],
]);

const SECOND = 1_000_000_000n;
const LONGEST = 2n ** 63n;

/** Nanoseconds; undefined where Go refuses the text, as it does `5 minutes`, `5`, `1d` and an empty text. */
export function parseGoDuration(text: string): bigint | undefined {
  const negative = text.startsWith("-");
  const unsigned = negative || text.startsWith("+") ? text.slice(1) : text;
  if (unsigned === "0") return 0n;
  if (!/^(?:(?:\d+(?:\.\d*)?|\.\d+)[a-zµμ]+)+$/.test(unsigned)) return undefined;
  let total = 0n;
  for (const [, whole = "", fraction = "", unit = ""] of unsigned.matchAll(/(\d*)(?:\.(\d*))?([a-zµμ]+)/g)) {
    const nanoseconds = NANOSECONDS.get(unit);
    if (nanoseconds === undefined) return undefined;
    total += BigInt(whole) * nanoseconds + (BigInt(fraction) * nanoseconds) / 10n ** BigInt(fraction.length);
    if (total > LONGEST) return undefined;
  }
  if (negative) return -total;
  return total === LONGEST ? undefined : total;
}

export function formatGoDuration(nanoseconds: bigint): string {
  if (nanoseconds < 0n) return `-${formatGoDuration(-nanoseconds)}`;
  if (nanoseconds === 0n) return "0s";
  if (nanoseconds < 1_000n) return `${nanoseconds}ns`;
  if (nanoseconds < 1_000_000n) return `${decimal(nanoseconds, 3)}µs`;
  if (nanoseconds < SECOND) return `${decimal(nanoseconds, 6)}ms`;
  const minutes = nanoseconds / (60n * SECOND);
  const seconds = `${decimal(nanoseconds % (60n * SECOND), 9)}s`;
  if (minutes === 0n) return seconds;
  return minutes < 60n ? `${minutes}m${seconds}` : `${minutes / 60n}h${minutes % 60n}m${seconds}`;
}

/** `value` / 10^`places`, without trailing zeros. */
function decimal(value: bigint, places: number): string {
  const scale = 10n ** BigInt(places);
  const fraction = (value % scale).toString().padStart(places, "0").replace(/0+$/, "");
  return fraction === "" ? `${value / scale}` : `${value / scale}.${fraction}`;
}
