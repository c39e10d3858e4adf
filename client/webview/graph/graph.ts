/** The graph of a pack, in its webview. */
import type { PackGraph } from "../../../server/src/protocol.ts";
import type { GraphQuery } from "../../src/preview/picture-messages.ts";
import { button, html, svg } from "../elements.ts";
import { PictureHost } from "../host.ts";
import { Drawing } from "./drawing.ts";
import { graphPicture, type Measure } from "./graph-layout.ts";
import { graphSummary } from "./graph-words.ts";

interface View {
  /** Made as wide as the window. */
  readonly fit: boolean;
}

const host = new PictureHost<GraphQuery, PackGraph, View>();
let fit = host.view.fit === true;
let shown: Drawing | undefined;

const title = html("h1");
const notice = html("p", { class: "notice", role: "status" });
const about = html("p", { class: "about" });
const picture = html("div", { class: "picture" });
const fitButton = button("Fit to Width", "Show the whole width of the graph", () => {
  fit = !fit;
  host.keep({ fit });
  showFit();
});

document.body.append(
  html("div", { class: "toolbar" }, title, html("div", { class: "group" }, fitButton)),
  notice,
  about,
  picture,
);
const measure = textMeasure();

host.listen({
  context() {
    host.keep({ fit });
    host.draw({});
  },
  picture: draw,
  nothing(text) {
    notice.textContent = text;
    picture.classList.add("stale");
  },
});

function draw(graph: PackGraph): void {
  const hadFocus = shown?.hasFocus === true;
  const reveal = (range: PackGraph["nodes"][number]["range"]): void => host.reveal({ range });
  const drawing = new Drawing(graph, graphPicture(graph, measure), reveal, shown?.focused);
  shown = drawing;
  title.textContent = graph.pack === "" ? "PersonaPack" : graph.pack;
  notice.textContent = graph.relationshipsIgnoredBy
    ? `Sympozium ${graph.relationshipsIgnoredBy} ignores relationships: no persona starts another or waits for it.`
    : "";
  about.textContent = graphSummary(graph);
  picture.classList.remove("stale");
  picture.replaceChildren(drawing.element);
  showFit();
  if (hadFocus) drawing.focus();
  host.drawn(graph, graph.nodes.length);
}

function showFit(): void {
  fitButton.setAttribute("aria-pressed", `${fit}`);
  picture.classList.toggle("fit", fit);
}

/** Asks the browser how wide a text of the graph is in its own font. */
function textMeasure(): Measure {
  const text = svg("text");
  const probe = svg("svg", { class: "graph probe", "aria-hidden": "true" }, text);
  document.body.append(probe);
  const known = new Map<string, number>();
  return (content, look) => {
    const key = `${look} ${content}`;
    let width = known.get(key);
    if (width === undefined) {
      text.setAttribute("class", look);
      text.textContent = content;
      width = text.getComputedTextLength();
      known.set(key, width);
    }
    return width;
  };
}
