/** From the parts of a window to bars. A row has one path per height, however many bars that are. */

/** Heights in hundredths of the row, by how many runs a part has at least: what runs often stands out. */
const LEVELS: readonly { readonly least: number; readonly height: number }[] = [
  { least: 1, height: 40 },
  { least: 2, height: 55 },
  { least: 4, height: 70 },
  { least: 10, height: 85 },
  { least: 30, height: 100 },
];

/** Share of its part that a bar fills, so that neighbours can be told apart. */
const FILLED = 0.75;

export interface CountedBucket {
  readonly bucket: number;
  readonly count: number;
}

/** SVG path data in a box of one unit per part and a height of 100, the rare runs first. Empty levels are left out. */
export function barPaths(buckets: readonly CountedBucket[]): { level: number; path: string }[] {
  const paths = LEVELS.map(() => "");
  for (const { bucket, count } of buckets) {
    const level = levelOf(count);
    const height = LEVELS[level]?.height ?? 0;
    paths[level] += `M${bucket + (1 - FILLED) / 2} 100v${-height}h${FILLED}v${height}z`;
  }
  return paths.flatMap((path, level) => (path === "" ? [] : [{ level, path }]));
}

function levelOf(count: number): number {
  return Math.max(
    0,
    LEVELS.findLastIndex(({ least }) => count >= least),
  );
}

/** The part with runs that is nearest to a place, if one is near enough to be meant. */
export function bucketNear<Bucket extends CountedBucket>(
  buckets: readonly Bucket[],
  place: number,
  reach: number,
): Bucket | undefined {
  let nearest: Bucket | undefined;
  let least = reach;
  for (const bucket of buckets) {
    const distance = Math.max(bucket.bucket - place, place - bucket.bucket - 1, 0);
    if (distance <= least && (nearest === undefined || distance < least)) {
      nearest = bucket;
      least = distance;
    }
  }
  return nearest;
}

/** The part with runs before or after one; from nowhere the first or the last. Undefined where there is no other. */
export function bucketBeside<Bucket extends CountedBucket>(
  buckets: readonly Bucket[],
  from: number | undefined,
  direction: 1 | -1,
): Bucket | undefined {
  if (from === undefined) return direction === 1 ? buckets[0] : buckets.at(-1);
  return direction === 1
    ? buckets.find(({ bucket }) => bucket > from)
    : buckets.findLast(({ bucket }) => bucket < from);
}
