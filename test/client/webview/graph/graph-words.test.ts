import assert from "node:assert/strict";
import { test } from "node:test";
import { graphSummary, nodeLabel } from "../../../../client/webview/graph/graph-words.ts";
import { team } from "./team-graph.ts";

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
