/** The elements that the view has drawn: one object for each id, whatever becomes of it. */
import type { TreeNode } from "./tree-node.ts";

/**
 * VS Code and commands under way hold on to it. `node` is what is known now; for what has gone, what was known last.
 */
export interface TreeElement {
  node: TreeNode;
  readonly parent: TreeElement | undefined;
}

interface Drawn {
  readonly element: TreeElement;
  /** Undefined until the view asked for them. */
  children: readonly TreeElement[] | undefined;
}

export interface TreeChange {
  /** Some came or went, or stand in another order. */
  readonly order: boolean;
  /** Those that look different, or of which something below was drawn. */
  readonly changed: readonly TreeElement[];
}

export class TreeElements {
  readonly #drawn = new Map<string, Drawn>();
  #roots: readonly TreeElement[] = [];

  get roots(): readonly TreeElement[] {
    return this.#roots;
  }

  /** How many elements there are. */
  get size(): number {
    return this.#drawn.size;
  }

  setRoots(nodes: readonly TreeNode[]): TreeChange {
    const before = this.#roots;
    const order = nodes.length !== before.length || nodes.some(({ id }, at) => id !== before[at]?.node.id);
    const changed: TreeElement[] = [];
    for (const node of nodes) {
      const drawn = this.#drawn.get(node.id);
      if (!drawn || drawn.element.node === node) continue;
      if (drawn.children || !looksSame(drawn.element.node, node)) changed.push(drawn.element);
      drawn.element.node = node;
    }
    if (order) this.#roots = this.#take(nodes, undefined, before);
    return { order, changed };
  }

  childrenOf(element: TreeElement): readonly TreeElement[] {
    const drawn = this.#drawn.get(element.node.id);
    if (!drawn) return [];
    drawn.children = this.#take(element.node.children(), element, drawn.children ?? []);
    return drawn.children;
  }

  #take(
    nodes: readonly TreeNode[],
    parent: TreeElement | undefined,
    before: readonly TreeElement[],
  ): readonly TreeElement[] {
    const taken = new Set<string>();
    const elements = nodes.map((node) => {
      taken.add(node.id);
      const known = this.#drawn.get(node.id);
      if (known) {
        known.element.node = node;
        return known.element;
      }
      const element: TreeElement = { node, parent };
      this.#drawn.set(node.id, { element, children: undefined });
      return element;
    });
    for (const { node } of before) if (!taken.has(node.id)) this.#forget(node.id);
    return elements;
  }

  #forget(id: string): void {
    for (const { node } of this.#drawn.get(id)?.children ?? []) this.#forget(node.id);
    this.#drawn.delete(id);
  }
}

function looksSame(left: TreeNode, right: TreeNode): boolean {
  return (
    left.label === right.label &&
    left.description === right.description &&
    left.context === right.context &&
    left.icon.id === right.icon.id &&
    left.icon.color === right.icon.color &&
    left.muted === right.muted &&
    left.expansion === right.expansion
  );
}
