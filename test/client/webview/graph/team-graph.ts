/** A small graph for tests of its picture. */
import type { GraphEdge, GraphNode, PackGraph } from "../../../../server/src/protocol.ts";

const start = { line: 0, character: 0 };
const range = { start, end: start };
const kinds = { p: "persona", s: "skill", c: "channel" } as const;

/** `p1 s1 skill`: an edge; nodes come from the ids, their kind from the first letter. */
export function graphOf(ids: string, ...edges: readonly string[]): PackGraph {
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

export const team = graphOf(
  "p1 p2 p3 p4 s1 s2 c1",
  "p1 s1 skill",
  "p2 s1 skill",
  "p2 s2 skill",
  "p1 c1 channel",
  "p1 p2 delegation",
  "p2 p3 sequential",
  "p3 p1 supervision",
);
