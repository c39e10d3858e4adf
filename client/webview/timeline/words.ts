/** What the timeline says in words: beside the pointer, to screen readers, and above the picture. */
import type {
  CalendarBucket,
  CalendarOverlap,
  CalendarRow,
  RunCalendar,
} from "../../../server/src/protocol.ts";
import { dayText, MINUTE_MS, timeText } from "./zone-time.ts";

/** As many times are read out; the others are counted. */
const MOST_TIMES = 6;

export interface Words {
  /** When. */
  readonly head: string;
  readonly lines: readonly string[];
}

type Frame = Pick<RunCalendar, "from" | "to" | "bucketMinutes">;

/** "Mon 23 Nov, 09:00 UTC", "Mon 23 Nov, 09:00–10:00 UTC" and the times between them. */
export function bucketWords(
  { bucket, count, minutes }: CalendarBucket,
  title: string,
  frame: Frame,
  zone: string,
): Words {
  const instants = minutes.map((minute) => frame.from + minute * MINUTE_MS);
  const first = instants[0];
  if (count === 1 && first !== undefined) return { head: momentText(first, zone), lines: [title] };
  const { start, end } = bucketBounds(bucket, frame);
  const days = dayText(start, zone);
  const head = `${days}, ${timeText(start, zone)}–${timeText(end, zone)} ${zone}`;
  const times = instants.slice(0, count > MOST_TIMES ? MOST_TIMES - 1 : MOST_TIMES);
  const rest = count - times.length;
  const listed = times.map((instant) => timeText(instant, zone)).join(", ");
  return {
    head,
    lines: [title, `${counted(count, "run")}: ${listed}${rest > 0 ? ` and ${rest} more` : ""}`],
  };
}

/** "Mon 23 Nov, 09:00 UTC: 3 personas at once" and who they are. */
export function overlapWords(
  overlap: CalendarOverlap,
  { rows }: Pick<RunCalendar, "rows">,
  frame: Frame,
  zone: string,
): Words {
  const { count, most, minute } = overlap;
  const names = overlap.rows.flatMap((row) => rows[row]?.title ?? []);
  const more = most - names.length;
  const lines = [`${most} personas at once: ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`];
  if (count > 1) {
    const { start, end } = bucketBounds(overlap.bucket, frame);
    const until = `${timeText(start, zone)}–${timeText(end, zone)}`;
    lines.push(`The most of ${count} such minutes in ${until}`);
  }
  return { head: momentText(frame.from + minute * MINUTE_MS, zone), lines };
}

/** For screen readers: who, when, and how often in the window. */
export function rowLabel({ title, name, words, cron, reason, runs }: CalendarRow): string {
  const who = title === name ? title : `${title} (${name})`;
  if (reason !== undefined) return `${who}: ${reason}`;
  return `${who}, ${words ?? cron ?? ""}: ${counted(runs, "run")}`;
}

export function summary({ rows, overlaps }: Pick<RunCalendar, "rows" | "overlaps">): string {
  const runs = rows.reduce((sum, row) => sum + row.runs, 0);
  const idle = rows.filter(({ reason }) => reason !== undefined).length;
  const minutes = overlaps.reduce((sum, { count }) => sum + count, 0);
  return [
    `${counted(rows.length, "persona")}${idle > 0 ? `, ${idle} without runs` : ""}`,
    counted(runs, "run"),
    minutes > 0 ? `several at once in ${counted(minutes, "minute")}` : "never two at once",
  ].join(" · ");
}

export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

function momentText(instant: number, zone: string): string {
  return `${dayText(instant, zone)}, ${timeText(instant, zone)} ${zone}`;
}

function bucketBounds(bucket: number, { from, to, bucketMinutes }: Frame) {
  const start = from + bucket * bucketMinutes * MINUTE_MS;
  return { start, end: Math.min(start + bucketMinutes * MINUTE_MS, to) };
}
