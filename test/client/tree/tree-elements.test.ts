import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { TreeElements } from "../../../client/src/tree/tree-elements.ts";
import { type TreeNode, treeNode } from "../../../client/src/tree/tree-node.ts";

function node(id: string, description = "", children?: readonly TreeNode[]): TreeNode {
  return treeNode({
    id,
    label: id,
    description,
    icon: { id: "x" },
    tokens: ["t"],
    noun: "",
    children: children && (() => children),
  });
}

describe("elements of the tree", () => {
  let elements: TreeElements;
  beforeEach(() => {
    elements = new TreeElements();
    elements.setRoots([node("a", "", [node("a/1"), node("a/2")]), node("b")]);
  });
  const idsOf = (changed: readonly { readonly node: TreeNode }[]) => changed.map(({ node: { id } }) => id);

  test("are the same object for the same id, with what is known now", () => {
    const [a] = elements.roots;
    elements.setRoots([node("b"), node("a", "new"), node("c")]);
    assert.equal(elements.roots[1], a);
    assert.equal(a?.node.description, "new");
  });

  test("nothing has changed when all look the same and nothing below was drawn", () => {
    const [a] = elements.roots;
    const fresh = node("a", "", [node("a/1")]);
    assert.deepEqual(elements.setRoots([fresh, node("b")]), { order: false, changed: [] });
    assert.equal(a?.node, fresh, "what it leads to is current nevertheless");
  });

  test("those that look different have changed", () => {
    const { order, changed } = elements.setRoots([node("a", "", []), node("b", "new")]);
    assert.equal(order, false);
    assert.deepEqual(idsOf(changed), ["b"]);
  });

  test("those of which something below was drawn have changed", () => {
    const [a] = elements.roots;
    assert.ok(a);
    const [one] = elements.childrenOf(a);
    const { changed } = elements.setRoots([node("a", "", [node("a/1", "new")]), node("b")]);
    assert.deepEqual(changed, [a]);
    const children = elements.childrenOf(a);
    assert.deepEqual(children, [one]);
    assert.equal(one?.node.description, "new");
    assert.equal(one?.parent, a);
  });

  test("an order that has changed is told", () => {
    assert.equal(elements.setRoots([node("b"), node("a")]).order, true);
    assert.equal(elements.setRoots([node("b")]).order, true);
    assert.equal(elements.setRoots([node("b")]).order, false);
  });

  test("what has gone is forgotten, with all below", () => {
    const [a] = elements.roots;
    assert.ok(a);
    elements.childrenOf(a);
    assert.equal(elements.size, 4);
    elements.setRoots([node("b")]);
    assert.equal(elements.size, 1);
    assert.deepEqual(elements.childrenOf(a), [], "VS Code may still ask for those of what it has drawn");
  });
});
