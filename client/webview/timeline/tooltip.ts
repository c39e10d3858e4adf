import { html } from "../elements.ts";
import type { Words } from "./words.ts";

const GAP = 8;

/** Words beside a place on the screen, and read out when they belong to the place of the keyboard. */
export class Tooltip {
  readonly #box = html("div", { class: "tooltip", "aria-hidden": "true" });
  readonly #spoken = html("div", { class: "spoken", role: "status" });

  constructor(parent: HTMLElement) {
    this.#box.hidden = true;
    parent.append(this.#box, this.#spoken);
  }

  /** `x` in pixels of the viewport; above the row where there is room, else below it. */
  show({ head, lines }: Words, x: number, row: DOMRect): void {
    this.#box.replaceChildren(html("strong", {}, head), ...lines.map((line) => html("div", {}, line)));
    this.#box.hidden = false;
    const { width, height } = this.#box.getBoundingClientRect();
    const left = Math.max(GAP, Math.min(x - width / 2, document.documentElement.clientWidth - width - GAP));
    const above = row.top - height - GAP;
    this.#box.style.left = `${left}px`;
    this.#box.style.top = `${above < GAP ? row.bottom + GAP : above}px`;
  }

  say({ head, lines }: Words): void {
    this.#spoken.textContent = [head, ...lines].join(". ");
  }

  hide(): void {
    this.#box.hidden = true;
  }
}
