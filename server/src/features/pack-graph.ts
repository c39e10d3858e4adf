/** The personas of a pack, the skills and channels that they use, and the relationships between them, with their places. */
import { channelByName } from "../pack/channels.ts";
import { RELATIONSHIP_TYPES } from "../pack/persona-pack.ts";
import { RELEASES, type Release } from "../pack/releases.ts";
import type { GraphEdge, GraphNode, PackGraph, PackPlace } from "../protocol.ts";
import type { Located, SpannedText } from "../yaml/located.ts";
import { type PersonaFacts, packFacts } from "../yaml/pack-facts.ts";
import type { PackFile } from "../yaml/pack-file.ts";
import { type PackReading, readPack } from "./pack-reading.ts";
import { personaRanges } from "./persona-ranges.ts";
import { targetDocument } from "./target-document.ts";

/** Undefined where there is no pack. */
export function packGraph(
  file: PackFile,
  place: Pick<PackPlace, "documentIndex" | "position">,
  release: Release,
): PackGraph | undefined {
  const target = targetDocument(file, place);
  if (!target) return undefined;
  const facts = packFacts(target.document);
  const graph = new GraphBuilder(readPack(target.document, release), personaRanges(target.document));
  for (const persona of facts.personas) graph.addPersona(persona);
  const relationships = facts.spec?.get("relationships")?.items() ?? [];
  for (const relationship of relationships) graph.addRelationship(relationship);
  const ignored = relationships.length > 0 && RELEASES[release].relationships === "ignored";
  return {
    version: file.version,
    documentIndex: target.index,
    pack: facts.root?.get("metadata")?.get("name")?.spelling ?? "",
    nodes: [...graph.nodes.values()],
    edges: [...graph.edges.values()],
    ...(ignored && { relationshipsIgnoredBy: release }),
  };
}

class GraphBuilder {
  readonly nodes = new Map<string, GraphNode>();
  readonly edges = new Map<string, GraphEdge>();
  readonly #reading: PackReading;
  readonly #rangeOf: ReturnType<typeof personaRanges>;

  constructor(reading: PackReading, rangeOf: ReturnType<typeof personaRanges>) {
    this.#reading = reading;
    this.#rangeOf = rangeOf;
  }

  addPersona(facts: PersonaFacts): void {
    const { entry, excluded } = facts;
    const persona = this.#reading.pack.spec.personas.find(({ index }) => index === entry.index);
    const name = persona?.name;
    const shown = name ?? `persona ${entry.index + 1}`;
    const title = persona?.displayName || shown;
    const id = personaId(entry.index);
    this.#node({
      id,
      kind: "persona",
      title,
      ...(title !== shown && { detail: shown }),
      ...(name === undefined && { note: "no name: refused by the API server", look: "faint" }),
      ...(excluded && { note: "excluded: generates nothing", look: "faint" }),
      range: this.#rangeOf(entry.index),
    });
    for (const skill of facts.skills) this.#addUse(id, "skill", skill, facts);
    for (const channel of facts.channels) this.#addUse(id, "channel", channel, facts);
  }

  addRelationship(relationship: Located): void {
    const from = this.#endOf(relationship.get("source"));
    const to = this.#endOf(relationship.get("target"));
    if (from === undefined || to === undefined) return;
    const written = relationship.get("type")?.text;
    const kind = RELATIONSHIP_TYPES.find((type) => type === written) ?? "";
    this.#edge({ from, to, kind, range: relationship.placed.rangeOf(relationship.span) });
  }

  #endOf(end: Located | undefined): string | undefined {
    const name = end?.spelling;
    if (!end || name === undefined || name === "") return undefined;
    // Of several with one name the last one's objects stay; a picture needs one place, and the first is read first.
    const persona = this.#reading.pack.spec.personas.find((candidate) => candidate.name === name);
    if (persona) return personaId(persona.index);
    const id = `missing/${name}`;
    const range = end.placed.rangeOf(end.span);
    this.#node({
      id,
      kind: "persona",
      title: name,
      note: "no persona has this name",
      look: "missing",
      range,
    });
    return id;
  }

  #addUse(from: string, kind: "skill" | "channel", { text, span }: SpannedText, facts: PersonaFacts): void {
    const to = `${kind}/${text}`;
    const range = facts.entry.placed.rangeOf(span);
    this.#node({ id: to, kind, title: text, ...(kind === "channel" && this.#channelWords(text)), range });
    this.#edge({ from, to, kind, range });
  }

  #channelWords(name: string): Partial<GraphNode> {
    const channel = channelByName(name);
    if (!channel) return { note: "no channel of this name comes with Sympozium", look: "missing" };
    const secret = this.#reading.pack.spec.channelConfigs.get(name);
    if (secret) return { detail: `Secret ${secret}` };
    return channel.requiredKeys.length > 0 ? { note: "no Secret in channelConfigs" } : {};
  }

  #node(node: GraphNode): void {
    if (!this.nodes.has(node.id)) this.nodes.set(node.id, node);
  }

  #edge(edge: GraphEdge): void {
    const key = JSON.stringify([edge.from, edge.to, edge.kind]);
    if (!this.edges.has(key)) this.edges.set(key, edge);
  }
}

function personaId(index: number): string {
  return `persona/${index}`;
}
