/** Elements from code: text is only ever set as text, and no attribute is a script or a style. */

type Attributes = Readonly<Record<string, string | number>>;
type Child = Node | string;

const SVG = "http://www.w3.org/2000/svg";

export function html<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  return filled(document.createElement(name), attributes, children);
}

export function svg<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Name] {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

export function button(text: string, label: string, press: () => void): HTMLButtonElement {
  const element = html("button", { type: "button", "aria-label": label, title: label }, text);
  element.addEventListener("click", press);
  return element;
}

function filled<Kind extends Element>(
  element: Kind,
  attributes: Attributes,
  children: readonly Child[],
): Kind {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, `${value}`);
  element.append(...children);
  return element;
}
