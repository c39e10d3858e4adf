import { counted } from "../../../server/src/pack/counted.ts";
import type { GraphNode, PackGraph } from "../../../server/src/protocol.ts";

/** A node with all that leads to and from it, for screen readers and as a tooltip. */
export function nodeLabel({ id, kind, title, detail, note }: GraphNode, { nodes, edges }: PackGraph): string {
  const titles = new Map(nodes.map((node) => [node.id, node.title]));
  const said = edges.flatMap((edge) => {
    const uses = edge.kind === "skill" || edge.kind === "channel";
    if (edge.from === id) {
      const to = titles.get(edge.to) ?? "";
      return uses ? `${edge.kind} ${to}` : `${edge.kind || "related"} to ${to}`;
    }
    if (edge.to !== id) return [];
    const from = titles.get(edge.from) ?? "";
    return uses ? `used by ${from}` : `${edge.kind || "related"} from ${from}`;
  });
  return [`${kind} ${title}`, detail, note, ...said].filter((part) => part).join(", ");
}

export function graphSummary({ nodes, edges }: PackGraph): string {
  const count = (kind: GraphNode["kind"]): number =>
    nodes.filter((node) => node.kind === kind && node.look !== "missing").length;
  const relationships = edges.filter(({ kind }) => kind !== "skill" && kind !== "channel").length;
  return [
    counted(count("persona"), "persona"),
    counted(count("skill"), "skill"),
    counted(count("channel"), "channel"),
    counted(relationships, "relationship"),
  ].join(" · ");
}
