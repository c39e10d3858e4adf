import { html, svg } from "../elements.ts";
import { barPaths, bucketBeside, bucketNear, type CountedBucket } from "./bars.ts";
import type { Tooltip } from "./tooltip.ts";
import type { Words } from "./words.ts";

export interface RowOptions<Bucket> {
  readonly className: string;
  readonly header: Node;
  /** Of the whole row, for screen readers. */
  readonly label: string;
  /** Instead of bars. */
  readonly reason?: string;
  /** How many parts the window has. */
  readonly size: number;
  readonly buckets: readonly Bucket[];
  words(bucket: Bucket): Words;
  /** Enter. */
  open?(): void;
}

/** How far from a bar, in pixels, the pointer still means it. */
const REACH = 6;

/** One row: a header and bars, with a mark on the bar that the pointer or the keyboard is at. */
export class ChartRow<Bucket extends CountedBucket> {
  readonly element: HTMLElement;
  /** Takes the focus. */
  readonly cell: HTMLElement;
  readonly #options: RowOptions<Bucket>;
  readonly #tooltip: Tooltip;
  readonly #mark = svg("rect", { class: "mark", y: 0, width: 1, height: 100 });
  #current: Bucket | undefined;

  constructor(options: RowOptions<Bucket>, tooltip: Tooltip) {
    this.#options = options;
    this.#tooltip = tooltip;
    const { className, header, label, reason } = options;
    const drawn =
      reason === undefined ? this.#bars() : html("span", { class: "reason", title: reason }, reason);
    this.cell = html("div", { class: "cell", role: "gridcell", tabindex: -1, "aria-label": label }, drawn);
    this.element = html(
      "div",
      { class: `row ${className}`, role: "row" },
      html("div", { class: "header", role: "rowheader" }, header),
      this.cell,
    );
    this.cell.addEventListener("pointermove", ({ clientX }) => this.#point(clientX));
    this.cell.addEventListener("pointerleave", () => this.leave());
    this.cell.addEventListener("blur", () => this.leave());
    this.cell.addEventListener("keydown", (event) => {
      if (this.#key(event.key)) event.preventDefault();
    });
  }

  leave(): void {
    this.#current = undefined;
    this.#mark.classList.remove("shown");
    this.#tooltip.hide();
  }

  #bars(): SVGSVGElement {
    const { size, buckets } = this.#options;
    const box = { viewBox: `0 0 ${size} 100`, preserveAspectRatio: "none", "aria-hidden": "true" };
    const paths = barPaths(buckets).map(({ level, path }) =>
      svg("path", { class: `bar level-${level}`, d: path }),
    );
    return svg("svg", box, this.#mark, ...paths);
  }

  #key(key: string): boolean {
    const { buckets } = this.#options;
    const at = this.#current?.bucket;
    switch (key) {
      case "ArrowRight":
        return this.#read(bucketBeside(buckets, at, 1));
      case "ArrowLeft":
        return this.#read(bucketBeside(buckets, at, -1));
      case "Home":
        return this.#read(buckets[0]);
      case "End":
        return this.#read(buckets.at(-1));
      case "Escape":
        this.leave();
        return true;
      case "Enter":
        this.#options.open?.();
        return true;
      default:
        return false;
    }
  }

  #point(x: number): void {
    const { left, width } = this.cell.getBoundingClientRect();
    const { buckets, size } = this.#options;
    const part = width / size;
    const bucket = bucketNear(buckets, (x - left) / part, REACH / part);
    if (bucket) this.#show(bucket);
    else this.leave();
  }

  /** True so that the key does not scroll as well, even at the last bar. */
  #read(bucket: Bucket | undefined): boolean {
    if (bucket) {
      this.#show(bucket);
      this.#tooltip.say(this.#options.words(bucket));
    }
    return true;
  }

  #show(bucket: Bucket): void {
    this.#current = bucket;
    this.#mark.setAttribute("x", `${bucket.bucket}`);
    this.#mark.classList.add("shown");
    const box = this.cell.getBoundingClientRect();
    const x = box.left + ((bucket.bucket + 0.5) / this.#options.size) * box.width;
    this.#tooltip.show(this.#options.words(bucket), x, box);
  }
}
