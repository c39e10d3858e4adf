import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type GraphPicture, graphPicture, shortened } from "../../../client/webview/graph/graph-layout.ts";
import { curve } from "../../../client/webview/graph/graph-shapes.ts";
import { graphSummary, nodeLabel } from "../../../client/webview/graph/graph-words.ts";
import { nearestNode } from "../../../client/webview/graph/nearest-node.ts";
import type { GraphEdge, GraphNode, PackGraph } from "../../../server/src/protocol.ts";

const start = { line: 0, character: 0 };
const range = { start, end: start };
const kinds = { p: "persona", s: "skill", c: "channel" } as const;

/** `p1 s1 skill`: an edge; nodes come from the ids, their kind from the first letter. */
function graphOf(ids: string, ...edges: readonly string[]): PackGraph {
  const nodes = ids
    .split(" ")
    .map((id): GraphNode => ({ id, kind: kinds[id[0] as keyof typeof kinds], title: id, range }));
  return {
    version: 1,
    documentIndex: 0,
    pack: "x",
    nodes,
    edges: edges.map((text) => {
      const [from = "", to = "", kind = ""] = text.split(" ");
      return { from, to, kind: kind as GraphEdge["kind"], range };
    }),
  };
}

const measure = (text: string): number => text.length * 7;
const place = ({ nodes }: GraphPicture, id: string) => {
  const found = nodes.find(({ node }) => node.id === id);
  assert.ok(found, id);
  return found;
};

function assertApart({ nodes, width, height }: GraphPicture): void {
  for (const a of nodes) {
    assert.ok(a.x >= 0 && a.y >= 0 && a.x + a.width <= width && a.y + a.height <= height, a.node.id);
    for (const b of nodes) {
      const apart =
        a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
      assert.ok(a === b || apart, `${a.node.id} lies on ${b.node.id}`);
    }
  }
}

const team = graphOf(
  "p1 p2 p3 p4 s1 s2 c1",
  "p1 s1 skill",
  "p2 s1 skill",
  "p2 s2 skill",
  "p1 c1 channel",
  "p1 p2 delegation",
  "p2 p3 sequential",
  "p3 p1 supervision",
);

describe("graphPicture", () => {
  test("skills stand before all personas, channels behind them, nothing on anything else", () => {
    const picture = graphPicture(team, measure);
    assertApart(picture);
    const right = (id: string): number => place(picture, id).x + place(picture, id).width;
    for (const persona of ["p1", "p2", "p3", "p4"]) {
      assert.ok(right("s1") < place(picture, persona).x && right("s2") < place(picture, persona).x, persona);
      assert.ok(right(persona) < place(picture, "c1").x, persona);
    }
  });

  test("edges lead from side to side, also backwards; relationships have words", () => {
    const picture = graphPicture(team, measure);
    for (const { edge, points, label } of picture.edges) {
      const from = place(picture, edge.from);
      const first = points[0];
      assert.ok(first && [from.x, from.x + from.width].some((x) => Math.abs(x - first.x) < 0.01));
      assert.ok(Math.abs(first.y - from.y - from.height / 2) < 0.01);
      assert.equal(label !== undefined, edge.kind !== "skill" && edge.kind !== "channel");
    }
  });

  test("a large graph is laid out in columns", () => {
    const ids = Array.from({ length: 1000 }, (_, i) => `p${i}`);
    const uses = ids.flatMap((id, i) => [`${id} s${i % 7} skill`, `${id} c${i % 3} channel`]);
    const graph = graphOf(
      [...ids, ...Array.from({ length: 7 }, (_, i) => `s${i}`), "c0 c1 c2"].join(" "),
      ...uses,
      "p0 p999 delegation",
    );
    const picture = graphPicture(graph, measure);
    assert.equal(picture.edges.length, 2001);
    assert.ok(
      place(picture, "s0").x < place(picture, "p0").x && place(picture, "p0").x < place(picture, "c0").x,
    );
  });

  test("nothing, and a persona alone", () => {
    assert.deepEqual(graphPicture({ ...team, nodes: [], edges: [] }, measure).nodes, []);
    assertApart(graphPicture(graphOf("p1"), measure));
    assertApart(graphPicture(graphOf("p1", "p1 p1 delegation"), measure));
  });

  test("long titles are cut off", () => {
    assert.equal(shortened("a".repeat(30)), "a".repeat(30));
    assert.equal(shortened("😀".repeat(31)), `${"😀".repeat(29)}…`);
  });
});

test("curve", () => {
  assert.equal(curve([]), "");
  assert.equal(
    curve([
      { x: 0, y: 0 },
      { x: 10, y: 4 },
    ]),
    "M0,0C5,0 5,4 10,4",
  );
});

test("arrow keys lead to the node that lies in their direction", () => {
  const box = (x: number, y: number) => ({ x, y, width: 10, height: 4 });
  const [left, top, right, bottom, far] = [box(0, 10), box(20, 0), box(40, 12), box(20, 20), box(90, 60)];
  const all = [left, top, right, bottom, far];
  assert.equal(nearestNode(all, left, "right"), top);
  assert.equal(nearestNode(all, top, "down"), bottom);
  assert.equal(nearestNode(all, bottom, "up"), top);
  assert.equal(nearestNode(all, right, "left"), bottom);
  assert.equal(nearestNode(all, left, "left"), undefined);
  assert.equal(nearestNode(all, right, "right"), far);
});

test("a node says what leads to and from it", () => {
  const label = (id: string): string => {
    const node = team.nodes.find((candidate) => candidate.id === id);
    assert.ok(node);
    return nodeLabel(node, team);
  };
  assert.equal(label("p1"), "persona p1, skill s1, channel c1, delegation to p2, supervision from p3");
  assert.equal(label("s1"), "skill s1, used by p1, used by p2");
  assert.equal(graphSummary(team), "4 personas · 2 skills · 1 channel · 3 relationships");
});
