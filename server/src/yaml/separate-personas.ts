import type { Segment } from "./pack-file.ts";
import { PlacedBlock } from "./placed-block.ts";
import type { Span } from "./position.ts";
import { unfinishedRoleOf } from "./routing.ts";

/**
 * The personas of a document that are blocks of their own, and which of them an edit may have changed: of thousands
 * nearly none, so that the others are not even looked at.
 */
export class SeparatePersonas {
  readonly placed: readonly PlacedBlock[];
  readonly #segments: readonly Segment[];
  readonly #startLines: readonly number[];
  /** The indexes in `placed` of those that are not the ones of `#before`. */
  readonly #changed: Span;
  #before: SeparatePersonas | undefined;
  #stale: readonly number[] | undefined;
  #anchored: readonly number[] | undefined;
  #unfinishedRole: ReturnType<typeof unfinishedRoleOf> | "none";

  /** `startLines` has an entry for each segment; `before` are those that stood here until the last edit. */
  constructor(segments: readonly Segment[], startLines: readonly number[], before?: SeparatePersonas) {
    this.#segments = segments;
    this.#startLines = startLines;
    this.#before = before;
    this.#changed = before ? this.#differences(before) : { start: 0, end: segments.length };
    const placed = before?.placed.slice(0, segments.length) ?? [];
    const { start, end } = this.#changed;
    for (const [i, { block }] of segments.slice(start, end).entries())
      placed[start + i] = new PlacedBlock(block, startLines[start + i] ?? 0);
    this.placed = placed;
    if (before) before.#before = undefined;
  }

  /** The indexes of those whose text or place is not that of before, or that mean something else by their aliases. */
  get stale(): readonly number[] {
    this.#stale ??= [...new Set([...indexes(this.#changed), ...this.#withAnchors()])];
    return this.#stale;
  }

  /** What one of them makes of the document, if that is no pack yet. */
  get unfinishedRole(): ReturnType<typeof unfinishedRoleOf> {
    const before = this.#before ? this.#before.#unfinishedRole : undefined;
    const { start, end } = before === "none" ? this.#changed : this.#all;
    this.#unfinishedRole ??= this.#roleWithin(start, end) ?? "none";
    return this.#unfinishedRole === "none" ? undefined : this.#unfinishedRole;
  }

  #roleWithin(start: number, end: number): ReturnType<typeof unfinishedRoleOf> {
    for (const { block } of this.placed.slice(start, end)) {
      const role = unfinishedRoleOf(block);
      if (role) return role;
    }
    return undefined;
  }

  get #all(): Span {
    return { start: 0, end: this.placed.length };
  }

  #withAnchors(): readonly number[] {
    const known = this.#before ? this.#before.#anchored : undefined;
    const { start, end } = known ? this.#changed : this.#all;
    const stayed = known?.filter((i) => i < start || (i >= end && i < this.placed.length)) ?? [];
    const changed = indexes({ start, end }).filter((i) => this.placed[i]?.block.hasAnchors);
    this.#anchored ??= [...stayed, ...changed];
    return this.#anchored;
  }

  #differences(before: SeparatePersonas): Span {
    const isSame = (i: number) =>
      this.#segments[i] === before.#segments[i] && this.#startLines[i] === before.#startLines[i];
    let end = this.#segments.length;
    let start = 0;
    while (start < end && isSame(start)) start++;
    while (start < end && isSame(end - 1)) end--;
    return { start, end };
  }
}

function indexes({ start, end }: Span): number[] {
  return Array.from({ length: end - start }, (_, i) => start + i);
}
