import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type GraphPicture, graphPicture, shortened } from "../../../../client/webview/graph/graph-layout.ts";
import { graphOf, team } from "./team-graph.ts";

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
