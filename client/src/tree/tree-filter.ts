/** Which packs the view shows. */
import type { PackView } from "../cluster/pack-view.ts";

export const FILTER_STATES = ["all", "failing", "active", "inactive"] as const;
export type FilterState = (typeof FILTER_STATES)[number];

export interface TreeFilter {
  /** Part of the name of a pack, of `namespace/name` or of a persona, in any case; empty for all. */
  readonly text: string;
  readonly state: FilterState;
}

/** Keeps what the user chose. */
export interface FilterStorage {
  /** Undefined or anything else that is no filter: none was kept. */
  load(): unknown;
  save(filter: TreeFilter): void;
}

export const NO_FILTER: TreeFilter = { text: "", state: "all" };

export function isFiltering({ text, state }: TreeFilter): boolean {
  return text.trim() !== "" || state !== "all";
}

export function storedFilter(stored: unknown): TreeFilter {
  if (typeof stored !== "object" || stored === null) return NO_FILTER;
  const text = "text" in stored && typeof stored.text === "string" ? stored.text : "";
  const kept = "state" in stored ? stored.state : undefined;
  return { text, state: FILTER_STATES.find((state) => state === kept) ?? "all" };
}

export function isShown(view: PackView, { text, state }: TreeFilter): boolean {
  return hasState(view, state) && hasText(view, text.trim().toLowerCase());
}

function hasState({ state, health }: PackView, wanted: FilterState): boolean {
  if (wanted === "all") return true;
  if (wanted === "failing") return health.level === "failing";
  return (wanted === "inactive") === (state === "inactive");
}

function hasText({ key, personas }: PackView, text: string): boolean {
  if (key.toLowerCase().includes(text)) return true;
  return personas.some(({ persona }) => persona.name?.toLowerCase().includes(text) ?? false);
}

/** In words, for the head of the view; empty without a filter. */
export function filterWords({ text, state }: TreeFilter): string {
  const shown = text.trim();
  return [state === "all" ? "" : state, shown === "" ? "" : `“${shown}”`]
    .filter((word) => word !== "")
    .join(" ");
}
