import type { PackGraph, TextRange } from "../../../server/src/protocol.ts";
import { svg } from "../elements.ts";
import type { LayeredEdge } from "./graph-layers.ts";
import type { GraphPicture, PlacedGraphNode } from "./graph-layout.ts";
import { type Box, curve, isRelationship } from "./graph-shapes.ts";
import { nodeLabel } from "./graph-words.ts";
import { type Direction, nearestNode } from "./nearest-node.ts";

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

/** The graph as SVG. One node takes part in the tab order, the arrow keys lead to the others. */
export class Drawing {
  readonly element: SVGSVGElement;
  readonly #picture: GraphPicture;
  readonly #reveal: (range: TextRange) => void;
  readonly #nodes = new Map<string, SVGGElement>();
  readonly #edges: readonly { readonly placed: LayeredEdge; readonly element: SVGGElement }[];
  #focused: string | undefined;

  /** @param focused id of the node that takes part in the tab order, if it is there */
  constructor(
    graph: PackGraph,
    picture: GraphPicture,
    reveal: (range: TextRange) => void,
    focused: string | undefined,
  ) {
    this.#picture = picture;
    this.#reveal = reveal;
    const { width, height } = picture;
    this.#edges = picture.edges.map((placed) => ({ placed, element: edgeElement(placed) }));
    const faint = new Set(graph.nodes.filter(({ look }) => look).map(({ id }) => id));
    for (const { placed, element } of this.#edges) {
      if (faint.has(placed.edge.from) || faint.has(placed.edge.to)) element.classList.add("faint");
    }
    this.element = svg(
      "svg",
      {
        class: "graph",
        width: Math.max(width, 1),
        height: Math.max(height, 1),
        viewBox: `0 0 ${Math.max(width, 1)} ${Math.max(height, 1)}`,
        role: "group",
        "aria-label": `Graph of ${graph.pack}. Arrow keys: to the next node; Enter: to its place in the document.`,
      },
      svg("defs", {}, arrowHead()),
      ...this.#edges.map(({ element }) => element),
      ...picture.nodes.map((placed) => this.#node(placed, graph)),
    );
    this.#enter(focused !== undefined && this.#nodes.has(focused) ? focused : picture.nodes[0]?.node.id);
    this.element.addEventListener("keydown", (event) => {
      if (this.#key(event.key)) event.preventDefault();
    });
  }

  get focused(): string | undefined {
    return this.#focused;
  }

  get hasFocus(): boolean {
    return this.element.contains(document.activeElement);
  }

  focus(): void {
    if (this.#focused !== undefined) this.#nodes.get(this.#focused)?.focus();
  }

  #node(placed: PlacedGraphNode, graph: PackGraph): SVGGElement {
    const { node, x, y, width, title, detail } = placed;
    const label = nodeLabel(node, graph);
    const element = svg(
      "g",
      {
        class: ["node", node.kind, node.look ?? ""].join(" ").trim(),
        role: "button",
        tabindex: -1,
        "aria-label": label,
        transform: `translate(${x} ${y})`,
      },
      svg("title", {}, label),
      shape(node.kind, placed),
      svg(
        "text",
        {
          class: node.kind === "persona" ? "strong" : "title",
          x: width / 2,
          y: detail === undefined ? 20 : 19,
        },
        title,
      ),
    );
    if (detail !== undefined) {
      element.append(svg("text", { class: "detail", x: width / 2, y: 34 }, detail));
    }
    element.addEventListener("click", () => {
      this.#enter(node.id);
      this.#reveal(node.range);
    });
    element.addEventListener("focus", () => {
      this.#enter(node.id);
      this.#emphasise(node.id);
    });
    element.addEventListener("blur", () => this.#emphasise(undefined));
    element.addEventListener("pointerenter", () => this.#emphasise(node.id));
    element.addEventListener("pointerleave", () =>
      this.#emphasise(this.hasFocus ? this.#focused : undefined),
    );
    this.#nodes.set(node.id, element);
    return element;
  }

  #enter(id: string | undefined): void {
    if (this.#focused !== undefined) this.#nodes.get(this.#focused)?.setAttribute("tabindex", "-1");
    this.#focused = id;
    if (id !== undefined) this.#nodes.get(id)?.setAttribute("tabindex", "0");
  }

  /** The edges of one node and where they lead; all alike again without one. */
  #emphasise(id: string | undefined): void {
    this.element.classList.toggle("emphasising", id !== undefined);
    const near = new Set(id === undefined ? [] : [id]);
    for (const { placed, element } of this.#edges) {
      const { from, to } = placed.edge;
      const touches = id !== undefined && (from === id || to === id);
      element.classList.toggle("near", touches);
      if (touches) near.add(from).add(to);
    }
    for (const [key, element] of this.#nodes) element.classList.toggle("near", near.has(key));
  }

  #key(key: string): boolean {
    const placed = this.#picture.nodes.find(({ node }) => node.id === this.#focused);
    if (!placed) return false;
    if (key === "Enter" || key === " ") {
      this.#reveal(placed.node.range);
      return true;
    }
    const direction = ARROWS[key];
    if (!direction) return false;
    const next = nearestNode(this.#picture.nodes, placed, direction);
    if (next) this.#nodes.get(next.node.id)?.focus();
    return true;
  }
}

/** Kinds differ in shape as well as in colour. */
function shape(kind: PlacedGraphNode["node"]["kind"], { width, height }: Box): SVGElement {
  if (kind === "channel") {
    const slant = 9;
    const points = [
      [slant, 0],
      [width, 0],
      [width - slant, height],
      [0, height],
    ];
    return svg("polygon", { class: "shape", points: points.map((point) => point.join()).join(" ") });
  }
  return svg("rect", { class: "shape", width, height, rx: kind === "skill" ? height / 2 : 5 });
}

function edgeElement(placed: LayeredEdge): SVGGElement {
  const { edge, points, label } = placed;
  const relationship = isRelationship(edge);
  const line = svg("path", {
    class: "line",
    d: curve(points),
    ...(relationship && { "marker-end": "url(#arrow)" }),
  });
  const element = svg(
    "g",
    { class: `edge ${relationship ? "relationship" : edge.kind}`, "aria-hidden": "true" },
    line,
  );
  if (label && edge.kind !== "") {
    element.append(svg("text", { class: "label", x: label.x, y: label.y + 4 }, edge.kind));
  }
  return element;
}

function arrowHead(): SVGMarkerElement {
  const box = {
    viewBox: "0 0 8 8",
    refX: 7,
    refY: 4,
    markerWidth: 8,
    markerHeight: 8,
    orient: "auto-start-reverse",
  };
  return svg("marker", { id: "arrow", ...box }, svg("path", { class: "arrow-head", d: "M0 0L8 4L0 8z" }));
}
