/** The timeline of a pack, in its webview: which window is shown, and what comes from the extension. */
import type { RunCalendar } from "../../../server/src/protocol.ts";
import type { TimelineQuery } from "../../src/preview/picture-messages.ts";
import { button, html } from "../elements.ts";
import { PictureHost } from "../host.ts";
import { Chart } from "./chart.ts";
import { BUCKET_TITLES, SPAN_TITLES, SPANS, type Span, timeWindow, windowTitle } from "./time-window.ts";
import { Tooltip } from "./tooltip.ts";
import { summary } from "./words.ts";

interface View {
  readonly span: Span;
  /** An instant in the window; null for the present, whenever that is. */
  readonly instant: number | null;
  readonly zone: "utc" | "reader";
}

const host = new PictureHost<TimelineQuery, RunCalendar, View>();
const { span = "week", instant = null, zone = "utc" } = host.view;
let view: View = { span, instant, zone };
let readerZone = "UTC";
let shown: { readonly chart: Chart; readonly calendar: RunCalendar } | undefined;

const title = html("h1");
const notice = html("p", { class: "notice", role: "status" });
const about = html("p", { class: "about" });
const legend = html("p", { class: "legend" });
const picture = html("div", { class: "picture" });
const tooltip = new Tooltip(document.body);

const spanButtons = SPANS.map((span) =>
  button(SPAN_TITLES[span], `Show one ${SPAN_TITLES[span].toLowerCase()}`, () => change({ span })),
);
const zoneButtons = {
  utc: button("UTC", "Show times in UTC", () => change({ zone: "utc" })),
  reader: button("Local", "Show times in your time zone", () => change({ zone: "reader" })),
};

const zoneGroup = group("Time zone", zoneButtons.utc, zoneButtons.reader);

document.body.append(
  html(
    "div",
    { class: "toolbar" },
    group(
      "Time",
      button("‹", "Previous", () => move(-1)),
      button("Today", "Show today", () => change({ instant: null })),
      button("›", "Next", () => move(1)),
    ),
    title,
    group("Length", ...spanButtons),
    zoneGroup,
  ),
  notice,
  about,
  picture,
  legend,
);

host.listen({
  context(zone) {
    readerZone = zone;
    zoneButtons.reader.textContent = zone;
    // There is nothing to choose.
    zoneGroup.hidden = zone === "UTC";
    ask();
  },
  picture: draw,
  nothing(text) {
    notice.textContent = text;
    picture.classList.add("stale");
  },
});

function shownWindow() {
  const zone = view.zone === "utc" ? "UTC" : readerZone;
  return timeWindow(view.span, view.instant ?? Date.now(), zone);
}

function change(part: Partial<View>): void {
  view = { ...view, ...part };
  ask();
}

function move(by: 1 | -1): void {
  const { span, from, zone } = shownWindow();
  change({ instant: timeWindow(span, from, zone, by).from });
}

function ask(): void {
  host.keep(view);
  const { from, to, bucketMinutes } = shownWindow();
  host.draw({ from, to, bucketMinutes });
}

function draw(calendar: RunCalendar): void {
  const window = shownWindow();
  // An answer to what was asked before the last press of a button.
  if (calendar.from !== window.from || calendar.to !== window.to) return;
  const hadFocus = shown?.chart.hasFocus === true;
  const actions = { reveal, open: (target: { span: Span; instant: number }) => change(target), move };
  const chart = new Chart(calendar, window, tooltip, actions, shown?.chart.focused ?? 0);
  tooltip.hide();
  shown = { chart, calendar };
  title.textContent = windowTitle(window);
  notice.textContent = calendar.enabled
    ? ""
    : "The pack is not enabled: nothing runs. This is what will run once it is.";
  about.textContent = summary(calendar);
  legend.textContent = `Higher bars: more runs in the same ${BUCKET_TITLES[window.span]}.`;
  SPANS.forEach((span, i) => {
    spanButtons[i]?.setAttribute("aria-pressed", `${span === view.span}`);
  });
  for (const key of ["utc", "reader"] as const) {
    zoneButtons[key].setAttribute("aria-pressed", `${key === view.zone}`);
  }
  picture.classList.remove("stale");
  picture.replaceChildren(chart.element);
  if (hadFocus) chart.focus();
  host.drawn(calendar, chart.rows);
}

function reveal(range: RunCalendar["rows"][number]["range"]): void {
  host.reveal({ range });
}

function group(label: string, ...buttons: readonly HTMLElement[]): HTMLElement {
  return html("div", { class: "group", role: "group", "aria-label": label }, ...buttons);
}
