import type { CalendarRow, RunCalendar, TextRange } from "../../../server/src/protocol.ts";
import { html } from "../elements.ts";
import { ChartRow } from "./chart-row.ts";
import { axisTicks, shareOf, type Tick, type TimeWindow, weekends } from "./time-window.ts";
import type { Tooltip } from "./tooltip.ts";
import { bucketWords, counted, overlapWords, rowLabel } from "./words.ts";

export interface ChartActions {
  reveal(range: TextRange): void;
  open(target: NonNullable<Tick["opens"]>): void;
  /** Previous or next window. */
  move(by: 1 | -1): void;
}

/** The rows below a common axis. One of the rows takes part in the tab order, the arrow keys lead to the others. */
export class Chart {
  readonly element: HTMLElement;
  readonly rows: number;
  readonly #cells: readonly HTMLElement[];
  readonly #actions: ChartActions;
  #focused = 0;

  /** @param focused row that takes part in the tab order */
  constructor(
    calendar: RunCalendar,
    window: TimeWindow,
    tooltip: Tooltip,
    actions: ChartActions,
    focused: number,
  ) {
    this.#actions = actions;
    const personas = calendar.rows.map((row) => personaRow(row, calendar, window, tooltip, actions));
    const overlaps = overlapRow(calendar, window, tooltip);
    this.rows = personas.length;
    this.#cells = [...personas, overlaps].map(({ cell }) => cell);
    const label = `Runs of ${calendar.pack}. Up and down: personas; left and right: runs; Enter: to the persona.`;
    this.element = html(
      "div",
      { class: "chart", role: "grid", "aria-label": label },
      this.#axis(window),
      ...personas.map(({ element }) => element),
      overlaps.element,
      backdrop(window),
    );
    this.element.addEventListener("keydown", (event) => {
      if (this.#key(event.key)) event.preventDefault();
    });
    this.element.addEventListener("focusin", ({ target }) => {
      const index = target instanceof HTMLElement ? this.#cells.indexOf(target) : -1;
      if (index >= 0) this.#enter(index);
    });
    this.#enter(Math.min(focused, this.#cells.length - 1));
  }

  /** Row that takes part in the tab order. */
  get focused(): number {
    return this.#focused;
  }

  get hasFocus(): boolean {
    return this.#cells.some((cell) => cell === document.activeElement);
  }

  focus(): void {
    this.#cells[this.#focused]?.focus();
  }

  #enter(index: number): void {
    this.#cells[this.#focused]?.setAttribute("tabindex", "-1");
    this.#focused = index;
    this.#cells[index]?.setAttribute("tabindex", "0");
  }

  #key(key: string): boolean {
    switch (key) {
      case "ArrowDown":
      case "ArrowUp": {
        const next = this.#cells[this.#focused + (key === "ArrowDown" ? 1 : -1)];
        next?.focus();
        return true;
      }
      case "PageDown":
      case "PageUp":
        this.#actions.move(key === "PageDown" ? 1 : -1);
        return true;
      default:
        return false;
    }
  }

  #axis(window: TimeWindow): HTMLElement {
    const labels = axisTicks(window).map(({ at, label, opens }) => {
      const element = opens
        ? html("button", { type: "button", title: `Show this ${opens.span}` }, label)
        : html("span", {}, label);
      if (opens) element.addEventListener("click", () => this.#actions.open(opens));
      element.classList.add("tick");
      element.style.left = `${at * 100}%`;
      return element;
    });
    return html(
      "div",
      { class: "row axis" },
      html("div", { class: "header" }, window.zone),
      html("div", { class: "cell" }, ...labels),
    );
  }
}

function personaRow(
  row: CalendarRow,
  calendar: RunCalendar,
  window: TimeWindow,
  tooltip: Tooltip,
  { reveal }: ChartActions,
) {
  const { title, name, words, cron, reason, range } = row;
  const open = (): void => reveal(range);
  const tip = [title === name ? name : `${title} (${name})`, words, cron].filter((part) => part).join("\n");
  const header = html(
    "button",
    { class: "header-content", type: "button", tabindex: -1, title: tip },
    html("span", { class: "title" }, title),
    html("span", { class: "words" }, words ?? cron ?? ""),
  );
  header.addEventListener("click", open);
  return new ChartRow(
    {
      className: reason === undefined ? "persona" : "persona idle",
      header,
      label: rowLabel(row),
      ...(reason !== undefined && { reason }),
      size: calendar.buckets,
      buckets: row.buckets,
      words: (bucket) => bucketWords(bucket, title, calendar, window.zone),
      open,
    },
    tooltip,
  );
}

function overlapRow(calendar: RunCalendar, window: TimeWindow, tooltip: Tooltip) {
  const minutes = calendar.overlaps.reduce((sum, { count }) => sum + count, 0);
  const header = html(
    "div",
    { class: "header-content" },
    html("span", { class: "title" }, "At once"),
    html("span", { class: "words" }, "several in one minute"),
  );
  return new ChartRow(
    {
      className: "overlaps",
      header,
      label: `Several personas at once: in ${counted(minutes, "minute")}`,
      ...(minutes === 0 && { reason: "never two in the same minute" }),
      size: calendar.buckets,
      buckets: calendar.overlaps.map((overlap) => ({
        bucket: overlap.bucket,
        count: overlap.most,
        overlap,
      })),
      words: ({ overlap }) => overlapWords(overlap, calendar, calendar, window.zone),
    },
    tooltip,
  );
}

/** Weekends, the lines of the axis and the present, behind all rows. */
function backdrop(window: TimeWindow): HTMLElement {
  const stripes = weekends(window).map(([start, share]) => {
    const stripe = html("div", { class: "weekend" });
    stripe.style.left = `${start * 100}%`;
    stripe.style.width = `${share * 100}%`;
    return stripe;
  });
  const lines = axisTicks(window).map(({ at }) => line("line", at));
  const now = shareOf(window, Date.now());
  return html(
    "div",
    { class: "backdrop", "aria-hidden": "true" },
    ...stripes,
    ...lines,
    ...(now === undefined ? [] : [line("now", now)]),
  );
}

function line(className: string, at: number): HTMLElement {
  const element = html("div", { class: className });
  element.style.left = `${at * 100}%`;
  return element;
}
