/** The stretch of time that the timeline shows, and the lines and labels of its axis. */
import { dateText, dayText, MINUTE_MS, startOfDay, startOfWeek, timeText, weekdayText } from "./zone-time.ts";

export type Span = "day" | "week" | "weeks";

/** In the order of the buttons. */
export const SPANS: readonly Span[] = ["day", "week", "weeks"];

export const SPAN_TITLES: Readonly<Record<Span, string>> = { day: "Day", week: "Week", weeks: "4 Weeks" };

const DAYS: Readonly<Record<Span, number>> = { day: 1, week: 7, weeks: 28 };

/** So that a part is a bar that can be seen and pointed at, and goes evenly into hours and days. */
const BUCKET_MINUTES: Readonly<Record<Span, number>> = { day: 10, week: 60, weeks: 240 };

export const BUCKET_TITLES: Readonly<Record<Span, string>> = {
  day: "10 minutes",
  week: "hour",
  weeks: "4 hours",
};

export interface TimeWindow {
  readonly span: Span;
  readonly zone: string;
  readonly from: number;
  readonly to: number;
  readonly bucketMinutes: number;
}

export interface Tick {
  /** Share of the window that lies before it, from 0 to 1. */
  readonly at: number;
  readonly label: string;
  /** What a press on the label shows. */
  readonly opens?: { readonly span: Span; readonly instant: number };
}

/** The day or the weeks (from a Monday on) that hold `instant`, moved on by so many of their kind. */
export function timeWindow(span: Span, instant: number, zone: string, moved = 0): TimeWindow {
  const days = DAYS[span];
  const first = span === "day" ? startOfDay(instant, zone) : startOfWeek(instant, zone);
  const from = startOfDay(first, zone, moved * days);
  return { span, zone, from, to: startOfDay(from, zone, days), bucketMinutes: BUCKET_MINUTES[span] };
}

/** "Mon 23 Nov 2026", "23 Nov – 29 Nov 2026" */
export function windowTitle({ span, from, to, zone }: TimeWindow): string {
  if (span === "day") return `${dayText(from, zone)} ${dateText(from, zone, true).split(" ").at(-1)}`;
  return `${dateText(from, zone, false)} – ${dateText(to - MINUTE_MS, zone, true)}`;
}

export function axisTicks(window: TimeWindow): Tick[] {
  const { span, from, to, zone } = window;
  const at = (instant: number): number => (instant - from) / (to - from);
  if (span === "day") {
    const hours = Math.round((to - from) / (60 * MINUTE_MS));
    return Array.from({ length: Math.ceil(hours / 3) }, (_, i) => from + i * 180 * MINUTE_MS).map(
      (instant) => ({ at: at(instant), label: timeText(instant, zone) }),
    );
  }
  const step = span === "week" ? 1 : 7;
  const ticks: Tick[] = [];
  for (let day = 0; day < DAYS[span]; day += step) {
    const instant = startOfDay(from, zone, day);
    const label = span === "week" ? weekdayText(instant, zone) : dateText(instant, zone, false);
    ticks.push({ at: at(instant), label, opens: { span: span === "week" ? "day" : "week", instant } });
  }
  return ticks;
}

/** Where in the window `instant` lies, from 0 to 1; undefined outside. */
export function shareOf({ from, to }: TimeWindow, instant: number): number | undefined {
  return instant < from || instant >= to ? undefined : (instant - from) / (to - from);
}

/** Weekends and, within a day, nothing: [share at which it starts, share that it takes]. */
export function weekends({ span, from, to, zone }: TimeWindow): [number, number][] {
  if (span === "day") return [];
  const stretches: [number, number][] = [];
  for (let monday = from; monday < to; monday = startOfDay(monday, zone, 7)) {
    const start = startOfDay(monday, zone, 5);
    const end = startOfDay(monday, zone, 7);
    stretches.push([(start - from) / (to - from), (end - start) / (to - from)]);
  }
  return stretches;
}
